# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The clock speaks the language it is given, and Vietnamese without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from lienthong.kernel import clock, words

ENGLISH = {
    "Thứ Năm": "Thursday",
    "%(amount)s ngày làm việc": "%(amount)s working days",
    "Thời hạn %(limit)s tính từ ngày sau ngày nhận %(received)s": (
        "The limit of %(limit)s counts from the day after %(received)s"
    ),
    "không tính %(days)s": "leaving out %(days)s",
    "%(said)s, nên hạn là %(due)s.": "%(said)s, so it is due at %(due)s.",
    "Còn %(days)s ngày": "%(days)s days left",
}
ENGLISH_ONE = {"Còn %(days)s ngày": "%(days)s day left"}


@pytest.fixture
def english() -> Iterator[None]:
    before = list(words._bound)
    words.bind_translation(
        lambda text: ENGLISH.get(text, text),
        lambda one, many, count: (
            ENGLISH_ONE.get(one, one) if count == 1 else ENGLISH.get(many, many)
        ),
    )
    yield
    words._bound[:] = before


@pytest.mark.usefixtures("english")
def test_sentence_when_a_translation_is_bound_then_speaks_it() -> None:
    limit = clock.Limit(clock.TimeUnit.WORKING_DAY, 3)
    calendar = clock.packaged_calendar("default")

    said = clock.sentence(clock.fold(limit, datetime.fromisoformat("2026-11-20T10:41"), calendar))

    assert said.startswith("The limit of 3 working days counts from the day after 20/11/2026, leav")
    assert said.endswith(", so it is due at 17:00 Thursday 26/11/2026.")


@pytest.mark.usefixtures("english")
def test_chip_when_a_translation_is_bound_then_speaks_it() -> None:
    calendar = clock.packaged_calendar("default")
    due_at = datetime.fromisoformat("2026-11-27T17:00")
    now = datetime.fromisoformat("2026-11-23T08:00")

    left = clock.remaining(clock.TimeUnit.WORKING_DAY, due_at, now, calendar)

    assert left.text == "3 days left"


def test_words_without_a_translation_are_vietnamese() -> None:
    assert clock.full_date(date(2026, 11, 26)) == "Thứ Năm 26/11/2026"
    assert clock.short_weekday(6) == "CN"


def test_equal_days_share_a_line() -> None:
    morning, afternoon = clock.Interval(420, 690), clock.Interval(810, 1020)
    week = [(morning, afternoon)] * 5 + [(morning,), ()]
    assert clock.opening_hours(week) == [
        "07:00–11:30, 13:30–17:00, Thứ Hai đến Thứ Sáu",
        "07:00–11:30, Thứ Bảy",
    ]


def test_closed_week_has_no_line() -> None:
    assert clock.opening_hours([()] * 7) == []
