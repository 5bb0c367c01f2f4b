# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One-time codes: hashed, counted in the database, dated figures, parallel tries counted too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from lienthong.core.notifications.api import (
    CodeRequest,
    OneTimeCode,
    TooManyRequests,
    ask_code,
    check_code,
    code_limits,
    release_code,
)
from lienthong.core.notifications.domain.codes import code_from
from lienthong.core.notifications.models import RequestCount
from lienthong.core.notifications.tasks.telling import drop_codes
from lienthong.core.references.api import Instrument, Setting, SettingVersion
from lienthong.kernel.actor import Actor
from lienthong.testing.threads import together, values

pytestmark = pytest.mark.covers("3.5")
ANYBODY = Actor.anonymous()


def asked(**changes: object) -> CodeRequest:
    made = {
        "purpose": "lookup",
        "subject_kind": "test.thing",
        "subject_id": 7,
        "address": "0912345486",
        "network": "10.0.0.1",
    }
    return CodeRequest(**made | changes)  # type: ignore[arg-type]


def ask(**changes: object) -> OneTimeCode:
    return ask_code(asked(**changes), actor=ANYBODY)


def digits(code: OneTimeCode) -> str:
    return code_from(settings.SECRET_KEY, code.salt)


def check(code: OneTimeCode, typed: str, purpose: str = "lookup") -> bool:
    return check_code(code.token, typed=typed, purpose=purpose, actor=ANYBODY) is not None


@pytest.mark.django_db
def test_figures_are_those_of_the_law_of_the_day() -> None:
    limits = code_limits()

    assert (limits.valid, limits.tries, limits.access) == (
        timedelta(minutes=5),
        5,
        timedelta(minutes=30),
    )
    with pytest.raises(LookupError):
        code_limits(on=date(2024, 12, 31))


@pytest.mark.django_db
def test_setting_of_the_installation_wins_from_its_day() -> None:
    value = {
        "valid_minutes": 2,
        "tries": 3,
        "access_minutes": 10,
        "window_minutes": 60,
        "per_subject": 1,
        "per_recipient": 9,
        "per_address": 9,
    }
    law = Instrument.objects.create(key="1/2026/QĐ-UBND", title="Thử", kind="decision")
    setting = Setting.objects.create(key="notifications.one_time_codes", title="Mã một lần")
    start = timezone.localdate()
    SettingVersion.objects.create(setting=setting, value=value, valid_from=start, instrument=law)

    code = ask()

    assert code.expires_at - code.created_at == timedelta(minutes=2)
    with pytest.raises(TooManyRequests):
        ask()


@pytest.mark.django_db
def test_code_that_was_not_released_opens_nothing() -> None:
    code = ask()

    assert not check(code, digits(code))


@pytest.mark.django_db
def test_released_code_opens_once_and_for_its_purpose_only() -> None:
    code = release_code(ask())

    assert not check(code, digits(code), purpose="email")
    assert check(code, f" {digits(code)} ")
    assert not check(code, digits(code))


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "٠١٢٣٤٥", "000000\n"])
def test_rubbish_is_a_try_like_any_other(typed: str) -> None:
    code = release_code(ask())
    assert not check(code, typed)

    code.refresh_from_db()
    assert code.tries == 1


@pytest.mark.django_db
def test_stored_is_a_keyed_hash_and_no_digit() -> None:
    code = release_code(ask())
    row = OneTimeCode.objects.values().get()

    assert len(row["code_hash"]) == len(row["address_hash"]) == 64
    assert not any(digits(code) in str(value) for value in row.values())
    assert not any("0912345486" in str(value) for value in RequestCount.objects.values_list())


@pytest.mark.django_db
def test_window_begins_anew_after_its_time() -> None:
    for number in range(5):
        ask(address=f"091234500{number}")
    with pytest.raises(TooManyRequests):
        ask(address="0912345009")
    RequestCount.objects.update(began_at=timezone.now() - timedelta(minutes=60, seconds=1))

    assert ask(address="0912345009").pk


@pytest.mark.django_db(transaction=True)
def test_parallel_tries_never_exceed_five() -> None:
    code = release_code_of_its_own()
    outcomes = together([lambda: check(code, "000000")] * 8)
    code.refresh_from_db()

    assert values(outcomes) == [False] * 8
    assert code.tries == 5


@pytest.mark.django_db(transaction=True)
def test_right_code_typed_twice_at_once_opens_once() -> None:
    code = release_code_of_its_own()
    right = digits(code)

    assert sorted(values(together([lambda: check(code, right)] * 4))) == [False] * 3 + [True]


@pytest.mark.django_db(transaction=True)
def test_parallel_requests_never_exceed_the_limit() -> None:
    outcomes = together([lambda: ask().pk] * 8)

    refused = [outcome for outcome in outcomes if isinstance(outcome.error, TooManyRequests)]
    assert len(refused) == 3
    assert OneTimeCode.objects.count() == 5


@pytest.mark.django_db
def test_what_is_over_for_a_day_is_dropped() -> None:
    old, young = ask(), ask()
    a_day_ago = timezone.now() - timedelta(days=1, seconds=1)
    OneTimeCode.objects.filter(pk=old.pk).update(expires_at=a_day_ago)
    RequestCount.objects.update(began_at=a_day_ago)
    drop_codes()

    assert list(OneTimeCode.objects.values_list("pk", flat=True)) == [young.pk]
    assert not RequestCount.objects.exists()


def release_code_of_its_own() -> OneTimeCode:
    from django.db import transaction

    with transaction.atomic():
        return release_code(ask())
