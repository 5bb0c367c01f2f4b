# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import re
from typing import Any

import pytest
from django.test import Client

from lienthong.core.accounts.api import Account, SignInAttempts, has_second_factor
from lienthong.portals.officer.accounts.tests.conftest import PASSWORD
from lienthong.portals.officer.accounts.tests.test_sign_in import code_now, is_signed_in, sign_in

SECURITY, SET_UP, CHANGE = (
    "/can-bo/tai-khoan/",
    "/can-bo/tai-khoan/lop-thu-hai/",
    "/can-bo/tai-khoan/mat-khau/",
)
NEW = "Cầu-Hiền-Lương-1954"


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    sign_in(client)
    return client


@pytest.mark.parametrize("page", [SECURITY, SET_UP, CHANGE])
def test_pages_are_for_signed_in_officers(client: Client, db: None, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"] == f"/dang-nhap/can-bo/?next={page}"


def test_officer_sets_the_second_factor_up(desk: Client, officer: Account) -> None:
    assert "Chưa bật" in desk.get(SECURITY).content.decode()
    page = desk.get(SET_UP).content.decode()
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found is not None
    answer = desk.post(SET_UP, {"code": code_now(found[1].replace(" ", ""))})
    assert "Cất mã dự phòng" in answer.content.decode()
    assert has_second_factor(officer.pk)
    assert desk.get(SET_UP)["Location"] == SECURITY
    assert "Đang bật" in desk.get(SECURITY).content.decode()


def test_officer_changes_the_password_and_other_sessions_end(
    desk: Client, officer: Account
) -> None:
    other = Client()
    sign_in(other)
    answer = desk.post(CHANGE, {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer["Location"] == f"{SECURITY}?mat-khau=1"
    assert "Đã đổi mật khẩu" in desk.get(answer["Location"]).content.decode()
    assert other.get(SECURITY).status_code == 302
    assert sign_in(Client(), NEW).status_code == 302


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"old": "sai"}, "Mật khẩu chưa đúng."),
        ({"again": "khác"}, "chưa giống nhau"),
        ({"new": "1234567890", "again": "1234567890"}, "số"),
        ({"new": "vinh.lq.vinh", "again": "vinh.lq.vinh"}, "giống"),
    ],
)
def test_password_when_something_is_wrong_stays(
    desk: Client, officer: Account, changes: dict[str, str], message: str
) -> None:
    page = desk.post(CHANGE, {"old": PASSWORD, "new": NEW, "again": NEW} | changes)
    assert page.status_code == 200
    assert message in page.content.decode()
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_wrong_old_passwords_count_towards_the_lock(desk: Client, settings: Any) -> None:
    for _ in range(5):
        desk.post(CHANGE, {"old": "sai", "new": NEW, "again": NEW})
    assert SignInAttempts.objects.get().locked_until is not None
    assert is_signed_in(desk)
