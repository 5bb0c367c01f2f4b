# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import override_settings

from lienthong.core.accounts.api import (
    Account,
    AccountKind,
    must_use_second_factor,
    sign_in_limits,
    verified_identity,
)
from lienthong.core.references.api import Setting, SettingVersion


@pytest.mark.django_db
def test_sign_in_limits_when_the_installation_sets_none_are_the_packaged() -> None:
    limits = sign_in_limits()
    assert (limits.failures, limits.lock) == (5, timedelta(minutes=15))


@pytest.mark.django_db
def test_sign_in_limits_when_the_installation_sets_them_are_dated() -> None:
    setting = Setting.objects.create(key="accounts.sign_in", title="Đăng nhập")
    value = {
        "failures": 3,
        "window_minutes": 5,
        "lock_minutes": 30,
        "idle_minutes": {"officer": 15, "citizen": 60, "partner": 15},
    }
    SettingVersion.objects.create(setting=setting, value=value, valid_from=date(2026, 12, 1))
    assert sign_in_limits(on=date(2026, 11, 30)).failures == 5
    assert sign_in_limits(on=date(2026, 12, 1)).failures == 3


@pytest.mark.parametrize(
    ("setting", "kind", "marked", "expected"),
    [
        ("required", AccountKind.OFFICER, False, True),
        ("optional", AccountKind.OFFICER, False, False),
        ("optional", AccountKind.OFFICER, True, True),
        ("required", AccountKind.CITIZEN, True, False),
    ],
)
def test_must_use_second_factor(
    setting: str, kind: AccountKind, marked: bool, expected: bool
) -> None:
    account = Account(kind=kind, must_use_second_factor=marked)
    with override_settings(OFFICER_SECOND_FACTOR=setting):
        assert must_use_second_factor(account) is expected


@pytest.mark.django_db
def test_verified_identity_without_a_sign_in_is_none() -> None:
    assert verified_identity(1) is None


@pytest.mark.django_db
def test_shared_cache_is_an_unlogged_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'shared_cache'")
        assert cursor.fetchone() == ("u",)
