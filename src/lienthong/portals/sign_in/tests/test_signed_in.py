# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from lienthong.core.accounts.api import Account, AccountKind

PASSWORD = "Sông-Nhật-Lệ-2026"
PAGE = "/can-bo/tai-khoan/"


@pytest.fixture
def officer(client: Client, db: None) -> Account:
    account = Account.objects.create_user("vinh", PASSWORD, kind=AccountKind.OFFICER)
    client.post("/dang-nhap/can-bo/", {"login": "vinh", "password": PASSWORD})
    return account


def test_account_is_read_with_its_session_in_one_statement(
    client: Client, officer: Account, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20) as asked:
        answer = client.get(PAGE)

    told = [query["sql"] for query in asked.captured_queries]
    assert answer.status_code == 200
    assert answer.wsgi_request.user == officer
    assert sum('"accounts_signinsession"."session_key" = ' in sql for sql in told) == 1
    assert not [sql for sql in told if 'FROM "accounts_account"' in sql]


def test_who_may_not_sign_in_any_more_is_nobody_at_once(client: Client, officer: Account) -> None:
    Account.objects.update(is_active=False)

    assert client.get(PAGE)["Location"].startswith("/dang-nhap/can-bo/")


def test_session_of_another_password_is_ended(client: Client, officer: Account) -> None:
    officer.set_password("Núi-Thần-Đinh-2026")
    officer.save()

    assert client.get(PAGE)["Location"].startswith("/dang-nhap/can-bo/")
    assert SESSION_KEY not in client.session


def test_session_of_a_way_in_that_is_closed_is_nobody_s(
    client: Client, officer: Account, settings: Any
) -> None:
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

    assert client.get(PAGE)["Location"].startswith("/dang-nhap/can-bo/")


def test_session_of_a_deleted_account_is_nobody_s(client: Client, officer: Account) -> None:
    Account.objects.filter(pk=officer.pk).delete()

    assert client.get(PAGE)["Location"].startswith("/dang-nhap/can-bo/")
