# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Passwords for programs: shown once, hashed, used by a calendar, taken back one by one."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.core.accounts.api import Account, AppPassword, deactivate_account
from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.accounts.ical import Due, calendar_text

pytestmark = pytest.mark.covers("14")
PAGE = "/can-bo/tai-khoan/mat-khau-ung-dung/"
CALENDAR = "/can-bo/lich-viec.ics"


@pytest.fixture
def browser(officer: Account) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def made(browser: Client, name: str = "Lịch điện thoại", key: str = "") -> str:
    page = browser.post(PAGE, {"name": name} | ({"_key": key} if key else {})).content.decode()
    found = re.search(r"<code>((?:[a-z2-9]{5}-){4}[a-z2-9]{5})</code>", page)
    assert found is not None
    return found[1]


def read(username: str, password: str, kind: str = "Basic") -> int:
    pair = base64.b64encode(f"{username}:{password}".encode()).decode()
    answer = Client(REMOTE_ADDR="113.160.1.9").get(
        CALENDAR, headers={"authorization": f"{kind} {pair}"}
    )
    return int(answer.status_code)


def test_a_password_is_shown_once_and_opens_the_calendar(browser: Client, officer: Account) -> None:
    password = made(browser)
    kept = AppPassword.objects.get()

    assert password not in browser.get(PAGE).content.decode()
    assert password.replace("-", "") not in kept.secret
    assert password not in str(list(AuditRecord.objects.values_list("changes", flat=True)))
    assert read(officer.username, password) == 200
    assert read(officer.username.upper(), password.replace("-", " ").upper()) == 200
    kept.refresh_from_db()
    assert kept.used_at is not None
    assert kept.used_from == "113.160.1.9"
    assert "Dùng lần cuối" in browser.get(PAGE).content.decode()


def test_what_is_not_right_opens_nothing(browser: Client, officer: Account) -> None:
    password = made(browser)

    assert read(officer.username, "aaaaa-bbbbb-ccccc-ddddd-eeeee") == 401
    assert read(officer.username, "Sông-Nhật-Lệ-2026") == 401
    assert read("khong.co", password) == 401
    assert read(officer.username, "") == 401
    assert read(officer.username, password, kind="Bearer") == 401
    assert Client().get(CALENDAR, headers={"authorization": "Basic @@@"}).status_code == 401
    assert browser.get(CALENDAR)["WWW-Authenticate"].startswith("Basic")
    assert AppPassword.objects.get().used_at is None


def test_each_is_taken_back_alone_and_all_end_with_the_account(
    browser: Client, officer: Account
) -> None:
    phone, desk = made(browser), made(browser, "Máy tính")
    other = Account.objects.create_user("khac.nv", "Sông-Nhật-Lệ-2026", kind="officer")
    theirs = AppPassword.objects.create(account=other, name="Của người khác", secret="x")
    first = AppPassword.objects.get(name="Lịch điện thoại")

    assert browser.post(PAGE, {"thu": str(theirs.pk)}).status_code == 404
    assert browser.post(PAGE, {"thu": "khong-so"}).status_code == 404
    browser.post(PAGE, {"thu": str(first.pk)})
    assert read(officer.username, phone) == 401
    assert read(officer.username, desk) == 200

    deactivate_account(officer, actor=Actor.platform("kiểm thử"))
    assert read(officer.username, desk) == 401
    assert AppPassword.objects.filter(account=officer, revoked_at=None).count() == 0


def test_a_name_is_needed_and_ten_are_enough(browser: Client) -> None:
    nameless = browser.post(PAGE, {"name": "  "})
    long = browser.post(PAGE, {"name": "x" * 61})
    for number in range(10):
        made(browser, f"Máy {number}")
    eleventh = browser.post(PAGE, {"name": "Máy nữa"})

    assert nameless.status_code == long.status_code == eleventh.status_code == 422
    assert "Đã có 10 mật khẩu" in eleventh.content.decode()
    assert AppPassword.objects.count() == 10


def test_calls_of_the_calendar_are_counted(officer: Account) -> None:
    client = Client(REMOTE_ADDR="10.9.9.9")

    answers = [client.get(CALENDAR).status_code for _ in range(61)]

    assert answers == [401] * 60 + [429]


def test_calendar_text_is_folded_and_escaped() -> None:
    at = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    long = "Thẩm tra hồ sơ; đăng ký, khai sinh \\ cho trẻ em sinh ra ở nước ngoài rất dài\nhai dòng"
    text = calendar_text("Việc của tôi", [Due("step-1@x", at, long, "H50", "https://x/1")], now=at)

    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "")
    assert "SUMMARY:Thẩm tra hồ sơ\\; đăng ký\\, khai sinh" in whole
    assert "dài hai dòng" in whole
    assert "DTSTART:20261127T093000Z" in whole
    assert timezone.is_aware(at)
