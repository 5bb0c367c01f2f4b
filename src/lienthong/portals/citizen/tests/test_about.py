# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who answers for the site; which desk serves a place."""

from __future__ import annotations

import pytest
from django.test import Client

from lienthong.core.accounts.api import Person
from lienthong.portals.citizen.about.desks import Desk, all_desks, found_desks, near
from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world

CENTRE = "Trung tâm Phục vụ hành chính công"
WARD = Desk(1, f"{CENTRE} phường Đồng Hới", "Phường Đồng Hới", "1022", False)
OTHER = Desk(2, f"{CENTRE} xã Đồng Lê", "Xã Đồng Lê", "1022", False)
PROVINCE = Desk(3, f"{CENTRE} tỉnh", "Tỉnh Quảng Trị", "1022", True)
EVERY = [PROVINCE, WARD, OTHER]


@pytest.fixture
def world(db: None) -> World:
    return once("world", make_world)


def test_desk_is_found_without_accents_and_by_part_of_its_name() -> None:
    assert found_desks("dong hoi", EVERY) == [WARD]
    assert found_desks("ĐỒNG", EVERY) == [WARD, OTHER]
    assert found_desks("huế", EVERY) == []


def test_desk_near_home_is_that_of_the_ward_and_never_the_province() -> None:
    lives = Person(residence="152 Lý Thường Kiệt, Phường Đồng Hới, Tỉnh Quảng Trị")

    assert near(lives, EVERY) == [WARD]
    assert near(Person(residence=""), EVERY) == []
    assert near(None, EVERY) == []


def test_page_of_desks_says_place_hours_and_number(world: World) -> None:
    page = Client().get("/mot-cua/?q=dong+hoi").content.decode()

    assert [desk.place for desk in all_desks()].count("Phường Đồng Hới") == 1
    assert "07:00–11:30, 13:30–17:00, Thứ Hai đến Thứ Sáu" in page
    assert 'href="tel:1022"' in page
    assert "Tất cả bộ phận một cửa" not in page


def test_unknown_place_is_answered_with_all_desks(world: World) -> None:
    page = Client().get("/mot-cua/?q=xyz").content.decode()

    assert "Chưa thấy nơi nào tên “xyz”" in page
    assert "Tất cả bộ phận một cửa" in page


def test_foot_of_every_page_leads_to_desks_and_to_what_the_site_answers_for(world: World) -> None:
    page = Client().get("/").content.decode()
    foot = page[page.index("<footer") :]

    for address in ("/mot-cua/", "/ve-trang-nay/#rieng-tu", "/ve-trang-nay/#tro-nang"):
        assert f'href="{address}"' in foot
    about = Client().get("/ve-trang-nay/").content.decode()
    for part in ("rieng-tu", "tro-nang", "du-lieu-mo", "ma-nguon"):
        assert f'id="{part}"' in about
    assert "91/2025/QH15" in about
