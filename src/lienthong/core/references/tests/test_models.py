# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Validity without overlap: the constraint, its edges, and the check that speaks instead of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DataError, IntegrityError, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lienthong.core.references.api import Setting, SettingVersion, setting

pytestmark = [pytest.mark.django_db, pytest.mark.covers("6")]
FIRST, LAST = date(1900, 1, 1), date(2170, 1, 1)


@pytest.fixture
def figure() -> Setting:
    return Setting.objects.create(key="sample.figure", title="Số mẫu")


def put(figure: Setting, start: date, end: date | None = None, value: int = 1) -> SettingVersion:
    with transaction.atomic():
        made: SettingVersion = SettingVersion.objects.create(
            setting=figure, value=value, valid_from=start, valid_to=end
        )
    return made


def test_adjacent_versions_are_allowed_and_each_day_has_one(figure: Setting) -> None:
    put(figure, date(2025, 1, 1), date(2026, 1, 1), 1)
    put(figure, date(2026, 1, 1), None, 2)

    assert setting("sample.figure", on=date(2025, 12, 31)) == 1
    assert setting("sample.figure", on=date(2026, 1, 1)) == 2
    with pytest.raises(LookupError):
        setting("sample.figure", on=date(2024, 12, 31))


def test_version_inside_an_open_one_is_refused(figure: Setting) -> None:
    put(figure, date(2025, 1, 1))

    with pytest.raises(IntegrityError, match="setting_no_overlap"):
        put(figure, date(2150, 1, 1), date(2150, 1, 2))


def test_last_possible_days_do_not_run_into_the_next_identity(figure: Setting) -> None:
    following = Setting.objects.create(key="sample.next", title="Số sau")
    put(figure, LAST - timedelta(days=1))
    put(following, FIRST, FIRST + timedelta(days=1))

    assert SettingVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 1, 2), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (FIRST - timedelta(days=1), None),
        (date(1, 1, 1), date(1, 1, 2)),
        (date(2026, 1, 1), LAST),
        (date(2026, 1, 1), date(9999, 12, 31)),
        (date(9999, 12, 30), date(9999, 12, 31)),
    ],
)
def test_impossible_dates_are_refused_by_the_check_not_by_a_data_error(
    figure: Setting, start: date, end: date | None
) -> None:
    with pytest.raises(IntegrityError, match="setting_dates") as refused:
        put(figure, start, end)

    assert not isinstance(refused.value, DataError)


days = st.dates(FIRST, LAST - timedelta(days=1))
spans = st.tuples(days, st.none() | days).filter(lambda pair: pair[1] is None or pair[0] < pair[1])


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    return one[0] < (other[1] or LAST) and other[0] < (one[1] or LAST)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(one=spans, other=spans)
@example(one=(FIRST, date(2000, 1, 1)), other=(date(2000, 1, 1), None))
@example(one=(FIRST, None), other=(LAST - timedelta(days=1), None))
def test_two_versions_are_allowed_exactly_if_they_do_not_overlap(
    figure: Setting, one: tuple[date, date | None], other: tuple[date, date | None]
) -> None:
    SettingVersion.objects.all().delete()
    put(figure, *one)

    if overlap(one, other):
        with pytest.raises(IntegrityError, match="setting_no_overlap"):
            put(figure, *other)
    else:
        put(figure, *other)


def test_versions_of_different_figures_may_overlap(figure: Setting) -> None:
    other = Setting.objects.create(key="sample.other", title="Số khác")

    put(figure, date(2026, 1, 1))
    put(other, date(2026, 1, 1))

    assert SettingVersion.objects.count() == 2
