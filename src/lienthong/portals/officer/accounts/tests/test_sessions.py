# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of sessions: each named and placed, ended at once, never somebody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.core.accounts.api import (
    Account,
    AccountKind,
    SignInSession,
    deactivate_account,
    open_sessions,
    reset_password,
)
from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.accounts.tests.conftest import PASSWORD
from lienthong.portals.officer.accounts.tests.test_sign_in import sign_in

PAGE = "/can-bo/tai-khoan/phien/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"
PLATFORM = Actor.platform("thử nghiệm")

pytestmark = pytest.mark.covers("3")


def browser(agent: str, address: str) -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    sign_in(client)
    return client


@pytest.fixture
def office(officer: Account) -> Client:
    return browser(WINDOWS, "10.1.2.3")


@pytest.fixture
def phone(officer: Account) -> Client:
    return browser(PHONE, "113.160.1.9")


def is_in(client: Client) -> bool:
    return client.get("/can-bo/tai-khoan/").status_code == 200


def handle_of(client: Client) -> str:
    return SignInSession.objects.get(session_key=client.session.session_key).handle


def test_list_names_device_and_address_and_marks_this_one(office: Client, phone: Client) -> None:
    answer = office.get(PAGE)
    listed = {row.device: (row.address, here) for row, here in answer.context["sessions"]}

    assert listed == {
        "Chrome trên Windows": ("10.1.2.3", True),
        "Safari trên iPhone": ("113.160.1.9", False),
    }
    text = answer.content.decode()
    assert text.count("Phiên này") == 1
    assert not any(str(client.session.session_key) in text for client in (office, phone))


def test_one_is_ended_at_once_and_the_others_stay(office: Client, phone: Client) -> None:
    third = browser(PHONE, "113.160.1.10")

    office.post(PAGE, {"phien": handle_of(phone)})

    assert [is_in(client) for client in (office, phone, third)] == [True, False, True]
    assert phone.get(PAGE)["Location"] == f"/dang-nhap/can-bo/?next={PAGE}"


def test_all_others_are_ended_at_once(office: Client, phone: Client) -> None:
    third = browser(PHONE, "113.160.1.10")

    page = office.post(PAGE, {"phien": "khac"}, follow=True).content.decode()

    assert [is_in(client) for client in (office, phone, third)] == [True, False, False]
    assert "Không có nơi nào khác đang đăng nhập." in page


def test_ending_is_in_the_trail_without_any_key(office: Client, phone: Client) -> None:
    office.post(PAGE, {"phien": handle_of(phone)})

    record = AuditRecord.objects.get(permission="accounts.session.end")
    assert record.actor_text == "Lê Quang Vinh"
    assert "session_key" not in str(record.changes)


@pytest.mark.parametrize("handle", ["", "0" * 20, "' OR 1=1 --", "a" * 20_000])
def test_unknown_session_does_not_exist(office: Client, phone: Client, handle: str) -> None:
    assert office.post(PAGE, {"phien": handle}).status_code == 404
    assert is_in(phone)


def test_session_of_somebody_else_does_not_exist(office: Client) -> None:
    Account.objects.create_user("khac", PASSWORD, kind=AccountKind.OFFICER)
    other = Client()
    sign_in(other, login="khac")

    assert other.post(PAGE, {"phien": handle_of(office)}).status_code == 404
    assert is_in(office)


def test_administrator_ends_all_by_switching_the_account_off(
    office: Client, phone: Client, officer: Account
) -> None:
    deactivate_account(officer, actor=PLATFORM)

    assert open_sessions(officer.pk) == []
    assert [is_in(client) for client in (office, phone)] == [False, False]


def test_new_password_from_the_administrator_ends_all(
    office: Client, phone: Client, officer: Account
) -> None:
    reset_password(officer, password="Cầu-Hiền-Lương-1954", actor=PLATFORM)

    assert open_sessions(officer.pk) == []
    assert [is_in(client) for client in (office, phone)] == [False, False]


def test_password_change_leaves_only_this_session(office: Client, phone: Client) -> None:
    new = "Cầu-Hiền-Lương-1954"
    office.post("/can-bo/tai-khoan/mat-khau/", {"old": PASSWORD, "new": new, "again": new})

    assert [here for _row, here in office.get(PAGE).context["sessions"]] == [True]
    assert not is_in(phone)


def test_signing_out_and_expiry_leave_the_list(
    office: Client, phone: Client, officer: Account
) -> None:
    phone.post("/dang-xuat/")
    assert [row.device for row in open_sessions(officer.pk)] == ["Chrome trên Windows"]

    SignInSession.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert open_sessions(officer.pk) == []
