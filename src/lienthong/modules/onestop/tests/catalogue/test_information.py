# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The packaged list: thirty procedures, and pages to read where nothing can be filed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lienthong.core.accounts.api import Account
from lienthong.core.references.api import law
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.inform import publish_information
from lienthong.modules.onestop.domain.rule_words import (
    fees_in_short,
    time_words,
    times_in_short,
)
from lienthong.modules.onestop.enums import CatalogueState
from lienthong.modules.onestop.management.commands.load_procedures import read
from lienthong.modules.onestop.models import CatalogueEntry, ProcedureVersion
from lienthong.modules.onestop.queries.procedures import (
    catalogue_on,
    search_procedures,
    versions_on,
)
from lienthong.modules.onestop.queries.services import GUIDE, services
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("4.1")
LISTED = 30
PAGES = 22


def test_packaged_list_when_loaded_then_thirty_wait_for_review_and_pages_are_marked(
    world: World,
) -> None:
    entries = CatalogueEntry.objects.all()
    pages = ProcedureVersion.objects.filter(process_version_id__isnull=True)

    assert entries.count() == LISTED
    assert {entry.state for entry in entries} == {CatalogueState.REVIEW}
    assert pages.count() == PAGES
    assert all(page.to_be_confirmed for page in pages)
    assert len(catalogue_on()) == len(versions_on()) + PAGES


def test_packaged_list_when_citing_law_then_the_instruments_are_registered() -> None:
    entries = read("catalogue", "procedures.yaml")["procedures"]
    cited = {key for entry in entries for key in entry["legal_basis"]}

    assert len(entries) == LISTED
    assert cited - set(law()) == set()
    assert all(entry["to_be_confirmed"] and entry["legal_basis"] for entry in entries)


def test_load_when_repeated_then_nothing_is_added(world: World) -> None:
    before = ProcedureVersion.objects.count()

    call_command("load_procedures", verbosity=0)

    assert ProcedureVersion.objects.count() == before
    assert CatalogueEntry.objects.count() == LISTED


def test_service_list_when_opened_then_what_can_be_filed_comes_first(world: World) -> None:
    page = Client().get(reverse("onestop:citizen-services")).content.decode()

    levels = [service.online == GUIDE for service in services()]
    assert levels == sorted(levels)
    filed, _head, guides = page.partition('id="huong-dan"')
    assert "/thu-tuc/dang-ky-khai-sinh/" in filed
    assert "/thu-tuc/dang-ky-ket-hon/" in guides
    assert guides.count("Hướng dẫn</li>") == PAGES


def test_page_to_read_when_opened_then_facts_marks_and_where_to_file(world: World) -> None:
    response = Client().get("/thu-tuc/dang-ky-thuong-tru/")
    page = response.content.decode()

    assert response["X-Lienthong-Page"] == "-"
    assert "7 ngày làm việc" in page
    assert "10.000\u00a0đ đến 20.000\u00a0đ" in page
    assert "nộp trên mạng" in page
    assert "Công an cấp xã" in page
    assert "chờ cơ quan có thẩm quyền đối chiếu" in page
    assert "Thủ tục này chưa nộp được ở đây" in page
    assert "68/2020/QH14" in page
    assert "Bắt đầu" not in page


def test_page_to_read_when_one_tries_to_file_then_there_is_nothing(world: World) -> None:
    client = Client()
    client.force_login(Account.objects.get(person__personal_id="044194003812"))

    assert client.get("/thu-tuc/dang-ky-thuong-tru/bat-dau/").status_code == 404
    assert client.post("/thu-tuc/dang-ky-thuong-tru/bat-dau/").status_code == 404


@pytest.mark.parametrize("text", ["ket hon", "sổ đỏ", "chuyển trường", "lý lịch tư pháp"])
def test_search_when_only_a_page_then_citizens_find_it_and_the_desk_does_not(
    world: World, text: str
) -> None:
    found = services(text)

    assert any(service.online == GUIDE for service in found)
    assert all(version.is_electronic for version in search_procedures(text))


def test_page_when_published_with_other_content_then_a_version_from_that_day(world: World) -> None:
    old = ProcedureVersion.objects.get(procedure__code="1.004222")
    reading = {**old.data["reading"], "agency": "Công an xã, phường"}
    page = read("catalogue", "procedures.yaml")["procedures"]
    words = next(entry["page"] for entry in page if entry["code"] == "1.004222")
    platform = Actor.platform("thử")

    new = publish_information(
        reading, page=words, since=date(2026, 12, 1), confirmed=True, actor=platform
    )
    again = publish_information(
        reading, page=words, since=date(2026, 12, 9), confirmed=True, actor=platform
    )

    assert (new.number, new.to_be_confirmed, again.pk) == (2, False, new.pk)
    assert ProcedureVersion.objects.get(pk=old.pk).valid_to == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        ("3", "working_day", "3 ngày làm việc"),
        ("0.5", "day", "0,5 ngày"),
        ("8", "hour", "8 giờ làm việc"),
        ("2", "month", "2 tháng"),
        ("1", "same_day", "Trong ngày"),
        ("1", "other", "1 (chưa rõ đơn vị)"),
        ("", "other", "Tùy trường hợp"),
    ],
)
def test_time_when_put_into_words_then_as_people_say_it(amount: str, unit: str, words: str) -> None:
    assert time_words(amount, unit) == words


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ([], "Chờ xác nhận"),
        ([None], "Chờ xác nhận"),
        ([0], "Miễn phí"),
        ([8_000, None], "8.000\u00a0đ"),
        ([20_000, 10_000], "10.000\u00a0đ đến 20.000\u00a0đ"),
    ],
)
def test_fees_when_put_into_words_then_one_amount_or_a_range(
    amounts: list[int | None], words: str
) -> None:
    rules: list[dict[str, Any]] = [{"amount": amount} for amount in amounts]

    assert fees_in_short(rules) == words


def test_times_when_several_then_from_least_to_most_or_none() -> None:
    rule = {"amount": "3", "unit": "day"}

    assert times_in_short([rule, {"amount": "12", "unit": "day"}, rule]) == "3 đến 12 ngày"
    assert times_in_short([rule]) == "3 ngày"
    assert times_in_short([rule, {"amount": "1", "unit": "working_day"}]) == "Tùy trường hợp"
    assert times_in_short([{"amount": "", "unit": "other"}]) == "Tùy trường hợp"
    assert times_in_short([]) == "Tùy trường hợp"
