# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Home, search, life events: what visitors see, and that it may be answered from kept bytes."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from lienthong.core.accounts.api import Account
from lienthong.portals.citizen.home.content import next_holiday
from lienthong.testing.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    call_command("load_procedures", verbosity=0)
    return made


def test_home_finds_services_and_carries_no_token(world: World) -> None:
    response = Client().get("/")
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count('role="search"') == 1
    assert "/thu-tuc/dang-ky-khai-sinh/" in page
    assert "Chọn theo việc của bạn" in page
    assert "csrfmiddlewaretoken" not in page
    assert response["X-Lienthong-Page"] == "-"
    assert not response.cookies


def test_signed_in_home_is_never_kept(world: World) -> None:
    client = Client()
    client.force_login(Account.objects.get(person__personal_id="044194003812"))
    response = client.get("/")
    assert "X-Lienthong-Page" not in response
    assert "Mỹ Duyên" in response.content.decode()


@pytest.mark.parametrize("query", ["khai sinh", "KHAI SINH", "sinh con", "dang ky khai sinh"])
def test_search_knows_everyday_words_without_marks(world: World, query: str) -> None:
    response = Client().get("/tim/", {"q": query})
    assert "/thu-tuc/dang-ky-khai-sinh/" in response.content.decode()
    assert response["X-Lienthong-Page"] == "q"


def test_search_without_findings_says_what_to_do(world: World) -> None:
    page = Client().get("/tim/", {"q": '"><script>x</script>'}).content.decode()
    assert "Chưa có thủ tục nào khớp" in page
    assert "<script>x" not in page


def test_life_events_lead_to_services(world: World) -> None:
    assert "/thu-tuc/dang-ky-khai-sinh/" in Client().get("/viec/birth/").content.decode()
    assert "su-dung-tam-long-duong-via-he" in Client().get("/viec/transport/").content.decode()
    assert Client().get("/viec/khong-co/").status_code == 404


def test_life_event_without_services_leads_elsewhere(db: None) -> None:
    assert "Cổng Dịch vụ công quốc gia" in Client().get("/viec/transport/").content.decode()


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 20), date(2026, 11, 24)),
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 11, 9), None),
        (date(2026, 11, 25), None),
    ],
)
def test_next_holiday_within_fourteen_days(world: World, today: date, day: date | None) -> None:
    found = next_holiday(today)
    assert (found.day if found else None) == day
    if found:
        assert found.words == "Thứ Ba 24/11/2026"


def test_holiday_notice_stands_aside_without_calendar(db: None) -> None:
    assert next_holiday(date(2026, 11, 20)) is None
