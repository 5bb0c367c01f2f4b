# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from typing import Any

import pytest
from django.test import Client

from lienthong.core.accounts.api import SEEN, Account, AccountKind
from lienthong.portals.sign_in import idle

PASSWORD = "Sông-Nhật-Lệ-2026"


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    Account.objects.create_user("vinh", PASSWORD, kind=AccountKind.OFFICER)
    client.post("/dang-nhap/can-bo/", {"login": "vinh", "password": PASSWORD})
    return client


def age(client: Client, seconds: int) -> None:
    """Let the session have been used that many seconds ago."""
    session = client.session
    session[SEEN] -= seconds
    session[idle.NOTED] -= seconds
    session.save()


def test_session_within_the_limit_goes_on(desk: Client) -> None:
    age(desk, 3500)
    assert desk.get("/can-bo/tai-khoan/").status_code == 200
    assert desk.session[idle.IDLE] == 3600


def test_session_idle_for_too_long_ends_and_comes_back_to_the_page(desk: Client) -> None:
    age(desk, 3700)
    answer = desk.get("/can-bo/tai-khoan/?x=1")
    back = "%2Fcan-bo%2Ftai-khoan%2F%3Fx%3D1"
    assert answer["Location"] == f"/dang-nhap/can-bo/?next={back}&het-phien=1"
    assert "_auth_user_id" not in desk.session
    page = desk.get(answer["Location"]).content.decode()
    assert "Phiên làm việc đã kết thúc" in page


def test_htmx_request_of_an_ended_session_moves_the_whole_page(desk: Client) -> None:
    age(desk, 3700)
    answer = desk.get("/can-bo/tai-khoan/", headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith("/dang-nhap/can-bo/?")


def test_use_is_noted_at_most_once_in_ten_minutes(desk: Client) -> None:
    before = Account.objects.get().last_seen
    desk.get("/can-bo/tai-khoan/")
    assert Account.objects.get().last_seen == before
    age(desk, 700)
    desk.get("/can-bo/tai-khoan/")
    after = Account.objects.get().last_seen
    assert before is not None
    assert after is not None
    assert after > before


def test_anonymous_pages_read_no_session(
    client: Client, db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1) as asked:
        client.get("/dang-nhap/")

    assert "integration_partner" in asked.captured_queries[0]["sql"], "the address of VNeID"
