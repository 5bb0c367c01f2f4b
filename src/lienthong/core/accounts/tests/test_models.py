# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lienthong.core.accounts.domain.limits import SignInLimits
from lienthong.core.accounts.enums import AccountKind
from lienthong.core.accounts.models import Account, Person, SignInAttempts

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
LIMITS = SignInLimits(failures=3, window=timedelta(minutes=10), lock=timedelta(minutes=20), idle={})


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "12345678901", "12345678901a", "1234567890123"])
def test_person_when_number_is_malformed_is_refused_by_the_database(number: str) -> None:
    with pytest.raises((IntegrityError, Exception), match=r"person_personal_id|too long"):
        Person.objects.create(full_name="A", personal_id=number)


@pytest.mark.django_db
def test_person_text_is_stored_in_one_normal_form() -> None:
    person = Person.objects.create(
        full_name=" Tra\u0302\u0300n  O\u0302\u0309n ", residence=" a\n b"
    )
    assert (person.full_name, person.residence) == ("Trần Ổn", "a b")


@pytest.mark.django_db
def test_citizen_has_one_account_and_is_a_person() -> None:
    person = Person.objects.create(full_name="A")
    Account.objects.create_user("c1", kind=AccountKind.CITIZEN, person=person)
    Account.objects.create_user("o1", kind=AccountKind.OFFICER, person=person)
    with pytest.raises(IntegrityError, match="account_one_per_citizen"), transaction.atomic():
        Account.objects.create_user("c2", kind=AccountKind.CITIZEN, person=person)
    with pytest.raises(IntegrityError, match="account_citizen_is_person"), transaction.atomic():
        Account.objects.create_user("c3", kind=AccountKind.CITIZEN)


@pytest.mark.django_db
def test_attempts_when_limit_is_reached_are_refused_until_the_lock_ends() -> None:
    begin = SignInAttempts.objects.begin
    assert [begin("lan", LIMITS, NOON).refused for _ in range(4)] == [False, False, False, True]
    later = NOON + timedelta(minutes=19)
    assert begin("lan", LIMITS, later).locked_until == NOON + LIMITS.lock
    after = begin("lan", LIMITS, NOON + timedelta(minutes=20))
    assert (after.refused, after.locked_until) == (False, None)


@pytest.mark.django_db
def test_attempts_when_spread_over_windows_never_lock() -> None:
    for minute in range(0, 60, 11):
        attempt = SignInAttempts.objects.begin("lan", LIMITS, NOON + timedelta(minutes=minute))
        assert (attempt.refused, attempt.locked_until) == (False, None)


@pytest.mark.django_db
def test_attempts_when_one_was_right_start_again() -> None:
    for _ in range(3):
        SignInAttempts.objects.begin("lan", LIMITS, NOON)
    SignInAttempts.objects.forget("LAN")
    assert SignInAttempts.objects.begin("lan", LIMITS, NOON).refused is False


@pytest.mark.django_db(transaction=True)
def test_attempts_when_made_at_once_never_pass_the_limit() -> None:
    def attempt(_: int) -> bool:
        try:
            return SignInAttempts.objects.begin("lan", LIMITS, NOON).refused
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        refused = list(pool.map(attempt, range(12)))
    assert refused.count(False) == LIMITS.failures


class AttemptsProperty(TestCase):
    @given(st.lists(st.integers(0, 40), min_size=1, max_size=15))
    def test_attempts_never_allow_more_than_the_limit_within_a_window(
        self, gaps: list[int]
    ) -> None:
        SignInAttempts.objects.forget("lan")
        at, allowed = NOON, list[datetime]()
        for gap in gaps:
            at += timedelta(minutes=gap)
            if not SignInAttempts.objects.begin("lan", LIMITS, at).refused:
                allowed.append(at)
        for first, beyond in zip(allowed, allowed[LIMITS.failures :], strict=False):
            assert beyond - first >= min(LIMITS.window, LIMITS.lock)
