# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Print templates on their screens: found, changed, seen beforehand, told of, carried."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.template import engines
from django.test import Client
from django.utils import timezone
from PIL import Image

from lienthong.core.documents.api import PrintTemplateVersion
from lienthong.core.references.api import OnConflict, bring_configuration, exported
from lienthong.kernel.actor import Actor
from lienthong.kernel.citations import Citation
from lienthong.kernel.directories import resting_on
from lienthong.portals.administration.directories.tests.test_acts import sent
from lienthong.testing.jobs import own_store, run_jobs
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
LIST = "/quan-tri/danh-muc/mau-in/"
PLATFORM = Actor.platform("kiểm thử")


def _typed(client: Client) -> dict[str, Any]:
    shown = client.get(f"{LIST}free_letter/sua/").context["fields"]
    return {each["view"].name: each["view"].value for each in shown}


def _own() -> PrintTemplateVersion:
    return PrintTemplateVersion.objects.get(template__code="free_letter", kept_here=True)


def test_button_that_leads_to_a_preview_says_so_and_the_next_one_does_it(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what a template cannot read is empty, as where the platform is used
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")  # type: ignore[attr-defined]
    main = re.compile(r'<button [^>]*data-submit="ctrl-enter".*?<span>(.*?)</span>')
    typed = _typed(administrator) | {"why": "Theo quy chế mới"}
    page = f"{LIST}free_letter/sua/"

    asked = administrator.get(page).content.decode()
    looked = administrator.post(page, typed).content.decode()

    assert main.findall(asked) == ["Xem trước"]
    assert main.findall(looked) == ["Sửa nội dung"]


def test_word_is_changed_seen_on_a_sample_kept_told_and_withdrawn(administrator: Client) -> None:
    rows = administrator.get(LIST, {"tim": "cong van"}).context["rows"]
    assert [row["url"] for row in rows] == [f"{LIST}free_letter/"]
    typed = _typed(administrator)
    body = typed["body"].replace("Kính gửi", "Trân trọng gửi")
    typed |= {"body": body, "legal_basis": "12/QĐ-UBND", "why": "Theo quy chế mới"}
    looked = administrator.post(f"{LIST}free_letter/sua/", typed)

    assert not PrintTemplateVersion.objects.filter(kept_here=True).exists()
    assert "Trân trọng gửi:" in looked.context["preview"].sheet
    assert "Ủy ban nhân dân phường Đồng Hới".upper() in looked.context["preview"].sheet
    page = looked.content.decode()
    assert "&lt;link rel=&quot;stylesheet&quot;" in page, "the sheet stands whole in its frame"
    (table,) = looked.context["tables"]
    assert all("Trân trọng gửi" in new for _what, _old, new, _url in table["rows"])
    assert "data-field" not in str(looked.context["typed"])
    torn = typed | {"body": body.replace('data-field="date"', "")}
    refused = sent(administrator, f"{LIST}free_letter/sua/", **torn)
    (told,) = [one["view"].error for one in refused.context["fields"] if one["view"].error]
    assert (refused.status_code, told) == (422, "Mẫu mất chỗ cho ngày, tháng, năm.")
    seen = administrator.get(f"{LIST}free_letter/sua/").context["seen"]
    assert sent(administrator, f"{LIST}free_letter/sua/", **typed).status_code == 302
    assert (_own().valid_from, _own().legal_basis) == (timezone.localdate(), "12/QĐ-UBND")
    late = administrator.post(
        f"{LIST}free_letter/sua/", typed | {"seen": seen, "_looked": "1", "why": "hai"}
    )
    assert late.status_code == 409, "somebody changed it since it was shown"
    assert re.fullmatch(r".+ vừa thay đổi lúc \d\d:\d\d\.", late.context["told"])
    own = administrator.get(LIST, {"ban": "1"}).context["rows"]
    assert [row["url"] for row in own] == [f"{LIST}free_letter/"]
    past = administrator.get(f"{LIST}free_letter/lich-su/").context["past"]
    assert past[0]["why"] == "Theo quy chế mới"
    grounds = [title for ground, _rows in _resting("12/QĐ-UBND") for title in [str(ground.title)]]
    assert grounds == ["Mẫu in"]

    assert sent(administrator, f"{LIST}free_letter/rut/", why="Nhầm").status_code == 302
    assert not PrintTemplateVersion.objects.filter(kept_here=True).exists()
    past = administrator.get(f"{LIST}free_letter/lich-su/").context["past"]
    assert "Nhầm" in [one["why"] for one in past]


def _resting(number: str) -> Any:
    return resting_on(Citation(0, number), timezone.localdate())


def test_own_body_travels_and_what_is_packaged_stays(world: World, administrator: Client) -> None:
    typed = _typed(administrator)
    typed["body"] = typed["body"].replace("Kính gửi", "Trân trọng gửi")
    assert sent(administrator, f"{LIST}free_letter/sua/", **typed).status_code == 302
    asking = PLATFORM

    items = [item for item in exported(asking) if item.kind == "prints"]

    assert [item.key for item in items] == ["free_letter"]
    assert bring_configuration(items, actor=asking).counts["unchanged"] == 1
    PrintTemplateVersion.objects.filter(kept_here=True).delete()
    PrintTemplateVersion.objects.update(valid_to=None)
    report = bring_configuration(items, conflicts=OnConflict.TAKE, actor=asking)
    assert report.counts["changed"] == 1
    assert "Trân trọng gửi" in _own().body


def test_confirming_page_shows_the_first_page_of_the_pdf_that_will_be_printed(
    administrator: Client, tmp_path: Path, settings: Any
) -> None:
    own_store(tmp_path, settings)
    url = f"{LIST}acceptance_slip/sua/"
    shown = administrator.get(url).context["fields"]
    typed = {each["view"].name: each["view"].value for each in shown}
    typed |= {"body": typed["body"].replace("Hẹn trả:", "Hẹn trả kết quả:"), "why": "Quy chế"}

    looked = administrator.post(url, typed)

    place = f"/quan-tri/mau-in/xem-thu/{looked.context['preview'].drawn}/"
    assert place in looked.content.decode()
    assert administrator.get(place).status_code == 204, "the worker has not drawn it yet"
    assert administrator.get(f"{place}giay.pdf").status_code == 404
    run_jobs()
    part = administrator.get(place, headers={"HX-Request": "true"}).content.decode()
    assert f"{place}giay.pdf" in part
    assert "(2 trang)" in part
    assert administrator.get(place).headers["Location"] == f"{place}giay.pdf"
    pdf = administrator.get(f"{place}giay.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(pdf.content)
    words = document[0].get_textpage().get_text_range()
    document.close()
    assert "Hẹn trả kết quả:" in words
    picture = Image.open(io.BytesIO(administrator.get(f"{place}trang-1.jpg").content))
    assert picture.format == "JPEG"
    assert picture.width < picture.height
