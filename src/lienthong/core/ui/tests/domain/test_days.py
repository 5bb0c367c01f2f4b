# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.ui.domain.days import (
    long_date,
    parse_date_text,
    read_three_part_date,
    weekday_short,
)

DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(DATES, st.sampled_from(["%d%m%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", " %d %m %Y "]))
def test_every_way_of_writing_a_date_is_read(day: date, shape: str) -> None:
    assert parse_date_text(day.strftime(shape)) == day


@given(DATES)
def test_three_parts_and_eight_digits_in_the_first_mean_the_same(day: date) -> None:
    parts = {"b_day": str(day.day), "b_month": str(day.month), "b_year": str(day.year)}

    assert read_three_part_date(parts, "b") == day
    assert read_three_part_date({"b_day": day.strftime("%d%m%Y")}, "b") == day


@given(st.text(max_size=12))
def test_any_text_gives_a_date_or_nothing(text: str) -> None:
    assert isinstance(parse_date_text(text), date | None)
    assert isinstance(read_three_part_date({"b_day": text, "b_month": text}, "b"), date | None)


@pytest.mark.parametrize(
    "text", ["31/02/1990", "00/01/2000", "1/1/99", "", "hôm nay", "²²/11/2026"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert parse_date_text(text) is None


def test_words_of_a_date() -> None:
    assert long_date(date(2026, 11, 27)) == "Thứ Sáu 27/11/2026"
    assert weekday_short(date(2026, 11, 29)) == "CN"
