# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Theme, text size, language, account."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from lienthong.core.accounts.api import ADDRESS, DEVICE, Account, SignInSession
from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return once("world", make_world)


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


def test_account_leads_to_how_one_is_told_and_where_one_is_signed_in(world: World) -> None:
    client = Client()
    client.force_login(Account.objects.get(person__personal_id="044194003812"))
    page = client.get("/tai-khoan/").content.decode()
    assert 'href="/tai-khoan/lien-lac/"' in page
    assert 'href="/tai-khoan/phien/"' in page


def at_home(address: str) -> Client:
    """A browser of the citizen whose session says from where it is used."""
    client = Client()
    client.force_login(Account.objects.get(person__personal_id="044194003812"))
    session = client.session
    session[DEVICE], session[ADDRESS] = "Safari trên iPhone", address
    session.save()
    return client


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def handle_of(client: Client) -> str:
    return SignInSession.objects.get(session_key=client.session.session_key).handle


def test_citizen_ends_one_session_or_all_others_and_nobody_elses(world: World) -> None:
    here, phone, cafe = (at_home(f"113.160.1.{n}") for n in (1, 2, 3))
    officer = Client()
    officer.force_login(world.account("leader"))
    page = here.get("/tai-khoan/phien/").content.decode()
    assert page.count("Safari trên iPhone") == 3
    assert page.count("Máy bạn đang dùng") == 1
    assert str(phone.session.session_key) not in page

    here.post("/tai-khoan/phien/", {"phien": handle_of(phone)})
    assert [is_in(client) for client in (here, phone, cafe)] == [True, False, True]
    assert here.post("/tai-khoan/phien/", {"phien": handle_of(officer)}).status_code == 404
    after = here.post("/tai-khoan/phien/", {"phien": "khac"}, follow=True).content.decode()

    assert "Không có nơi nào khác đang đăng nhập." in after
    assert [is_in(client) for client in (here, cafe, officer)] == [True, False, True]


def test_account_needs_sign_in(world: World) -> None:
    assert Client().get("/tai-khoan/")["Location"].startswith("/dang-nhap/")


def test_language_is_chosen_and_keeps_the_page(world: World) -> None:
    client = Client()
    page = client.get("/tra-cuu/?ma=x").content.decode()
    link = 'href="/ngon-ngu/?chon=en&amp;next=%2Ftra-cuu%2F%3Fma%3Dx" lang="en" hreflang="en"'
    assert page.count(link) == 3  # head, menu of the phone, foot

    answer = client.get("/ngon-ngu/?chon=en&next=%2Ftra-cuu%2F")

    assert answer["Location"] == "/tra-cuu/"
    shown = client.get("/tra-cuu/")
    assert shown["Content-Language"] == "en"
    assert "Cookie" in shown["Vary"]
    page = shown.content.decode()
    assert '<html lang="en"' in page
    assert "Look up a dossier" in page
    assert 'lang="vi" hreflang="vi"' in page


def test_language_of_the_browser_is_not_asked(world: World) -> None:
    page = Client(headers={"accept-language": "en-US,en;q=0.9"}).get("/tra-cuu/").content.decode()

    assert '<html lang="vi"' in page


def test_unknown_language_changes_nothing(world: World) -> None:
    client = Client()

    answer = client.get("/ngon-ngu/?chon=fr&next=//example.org/")

    assert answer["Location"] == "/"
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert '<html lang="vi"' in client.get("/tra-cuu/").content.decode()


def test_life_events_are_told_in_the_language_of_the_page(world: World) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get("/").content.decode()

    assert "Having a child" in page
    assert "Sinh con" not in page
