# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Slips worded anew by the administrator: from their day on, never on what was made before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.documents.api import FileVersion, PrintTemplateVersion, file_store
from lienthong.modules.onestop.models import DossierPaper, Payment
from lienthong.modules.onestop.tests.test_desk_counter import URL, form, sign_in
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
LIST = "/quan-tri/danh-muc/mau-in/"


def reword(world: World, code: str, old: str, new: str) -> Any:
    """What the screen answers when the administrator changes words of a slip from today on."""
    client, url = sign_in(world, "administrator"), f"{LIST}{code}/sua/"
    shown = client.get(url)
    typed = {each["view"].name: each["view"].value for each in shown.context["fields"]}
    assert old in typed["body"]
    typed |= {"body": typed["body"].replace(old, new), "why": "Theo quy chế mới"}
    return client.post(url, {"seen": shown.context["seen"], "_looked": "1"} | typed)


def printed(desk: Client, paper: DossierPaper) -> str:
    return desk.get(f"/can-bo/giay/{paper.pk}/").content.decode()


def received(desk: Client, key: str, **typed: str) -> DossierPaper:
    desk.post(URL, form(_key=key, **typed))
    return DossierPaper.objects.order_by("-pk")[0]


@pytest.mark.usefixtures("signing")
def test_next_slip_has_the_new_words_and_an_earlier_one_keeps_its_own(world: World) -> None:
    desk = sign_in(world)
    older = received(desk, "mot")
    run_jobs()

    assert reword(world, "acceptance_slip", "Hẹn trả:", "Hẹn trả kết quả:").status_code == 302

    newer = received(desk, "hai")
    assert "Hẹn trả kết quả:" in printed(desk, newer)
    assert "Hẹn trả kết quả:" in desk.get(URL).content.decode(), "seen while it is typed"
    assert "Hẹn trả kết quả:" not in printed(desk, older)
    run_jobs()
    own = PrintTemplateVersion.objects.get(kept_here=True)
    kept = dict(DossierPaper.objects.values_list("pk", "print_version"))
    assert kept == {older.pk: None, newer.pk: own.pk}
    again = reword(world, "acceptance_slip", "Hẹn trả kết quả:", "Hẹn:")
    (told,) = [one["view"].error for one in again.context["fields"] if one["view"].error]
    assert told == "Hôm nay đã in giấy theo bản đang dùng. Chọn từ ngày mai."
    assert "Hẹn trả kết quả:" in printed(desk, newer)


@pytest.mark.usefixtures("signing")
def test_slip_printed_before_the_worker_has_drawn_it_is_drawn_with_the_same_words(
    world: World,
) -> None:
    desk = sign_in(world)
    waiting = received(desk, "mot")
    shown = printed(desk, waiting)
    assert "Bản PDF đang được lập" in shown

    assert reword(world, "acceptance_slip", "Hẹn trả:", "Hẹn trả kết quả:").status_code == 302
    newer = received(desk, "hai")
    refused = reword(world, "acceptance_slip", "Hẹn trả kết quả:", "Hẹn:")

    (told,) = [one["view"].error for one in refused.context["fields"] if one["view"].error]
    assert told == "Hôm nay đã in giấy theo bản đang dùng. Chọn từ ngày mai."
    assert printed(desk, waiting) == shown
    run_jobs()
    assert "Bản PDF đang được lập" not in printed(desk, waiting)
    for paper, words in ((waiting, "Hẹn trả:"), (newer, "Hẹn trả kết quả:")):
        paper.refresh_from_db()
        assert words in drawn_words(paper)


def drawn_words(paper: DossierPaper) -> str:
    version = FileVersion.objects.get(pk=paper.file_version_id or 0)
    with file_store().open(version.storage_key) as stream:
        document = pypdfium2.PdfDocument(stream.read())
    words: str = document[0].get_textpage().get_text_range()
    document.close()
    return words


def test_receipt_that_is_drawn_again_has_the_words_of_its_day(world: World) -> None:
    desk = sign_in(world)
    dossier = received(desk, "mot", copies_requested="2", cash="16.000").dossier
    url = reverse("onestop:officer-fee-receipt", args=[dossier.pk])

    refused = reword(world, "fee_receipt", "Người thu tiền", "Thủ quỹ")
    (told,) = [one["view"].error for one in refused.context["fields"] if one["view"].error]
    assert told == "Hôm nay đã in giấy theo bản đang dùng. Chọn từ ngày mai."
    earlier = timezone.now() - timedelta(days=1)
    Payment.objects.update(paid_at=earlier)
    assert reword(world, "fee_receipt", "Người thu tiền", "Thủ quỹ").status_code == 302

    assert desk.get(url).content.decode().count("Người thu tiền") == 3
    Payment.objects.update(paid_at=timezone.now())
    assert desk.get(url).content.decode().count("Thủ quỹ") == 3
