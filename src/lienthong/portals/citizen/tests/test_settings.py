# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Theme, text size, language, account."""

from __future__ import annotations

import pytest
from django.test import Client

from lienthong.core.accounts.api import Account
from lienthong.testing.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_choice_is_remembered_and_leads_back(world: World) -> None:
    client = Client()
    response = client.get("/hien-thi/?theme=dark&size=130&next=/thu-tuc/")
    assert response["Location"] == "/thu-tuc/"
    assert client.cookies["lt_theme"].value == "dark"
    assert client.cookies["lt_size"].value == "130"
    page = client.get("/tim/").content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-size="130"' in page


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "javascript:x"])
def test_nobody_is_led_away(world: World, address: str) -> None:
    response = Client().get("/hien-thi/", {"theme": "light", "next": address})
    assert response["Location"] == "/"


def test_display_page_works_without_scripts(world: World) -> None:
    page = Client().get("/hien-thi/").content.decode()
    assert 'name="size" value="150"' in page
    assert 'name="theme" value="system"' in page


def test_account_shows_masked_numbers_and_the_way_out(world: World) -> None:
    client = Client()
    client.force_login(Account.objects.get(person__personal_id="044194003812"))
    page = client.get("/tai-khoan/").content.decode()
    assert "044 *** 3812" in page
    assert "044194003812" not in page
    assert 'action="/dang-xuat/"' in page
    assert 'href="/ho-so/"' in page
    assert "Bản nháp của tôi" in page


def test_account_needs_sign_in(world: World) -> None:
    assert Client().get("/tai-khoan/")["Location"].startswith("/dang-nhap/")
