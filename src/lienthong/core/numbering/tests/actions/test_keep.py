# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Kept, inserted and missing numbers; joint books from a year on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from lienthong.core.numbering.api import (
    Book,
    BookRule,
    Number,
    NumberState,
    arrange_books,
    explain_gap,
    gaps_in,
    insert_number,
    next_value,
    numbers_of,
    open_book,
    reserve_numbers,
    series_of,
    take_number,
    use_reserved,
)
from lienthong.core.units.api import Unit
from lienthong.kernel.errors import IllegalState, InvalidInput

TODAY = timezone.localdate()
YEAR = str(TODAY.year)


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(code="phuong-so")


def take(unit: Unit, series: str = "decision", day: date = TODAY) -> Number:
    with transaction.atomic():
        return take_number(
            unit.pk, series, str(day.year), subject_kind="x.y", subject_id=1, dated_on=day
        )


@pytest.mark.django_db
def test_kept_numbers_are_passed_over_and_used_once(unit: Unit) -> None:
    year_end = date(TODAY.year, 12, 31)
    book, until = take(unit).book, min(TODAY + timedelta(days=3), year_end)
    with transaction.atomic():
        kept = reserve_numbers(book, count=2, reason="Chờ kỳ họp", until=until)
    assert [(one.value, one.state, one.reason) for one in kept] == [
        (2, NumberState.RESERVED, "Chờ kỳ họp"),
        (3, NumberState.RESERVED, "Chờ kỳ họp"),
    ]
    assert take(unit).value == 4
    with transaction.atomic():
        used = use_reserved(kept[0], subject_kind="x.y", subject_id=7, dated_on=TODAY)
    assert (used.state, used.subject_id, used.dated_on) == (NumberState.ISSUING, 7, TODAY)
    with pytest.raises(IllegalState), transaction.atomic():
        use_reserved(kept[0], subject_kind="x.y", subject_id=8)
    assert next_value(unit.pk, "decision") == 5
    for wrong, field in (
        ({"count": 0}, "count"), ({"count": 21}, "count"), ({"reason": " "}, "reason"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"until": TODAY + timedelta(days=31)}, "until"),
        ({"until": year_end + timedelta(days=1)}, "until"),
    ):  # fmt: skip
        asked = {"count": 1, "reason": "x", "until": until} | wrong
        with pytest.raises(InvalidInput) as refused, transaction.atomic():
            reserve_numbers(book, **asked)  # type: ignore[arg-type]
        assert field in refused.value.fields
    assert Book.objects.get(pk=book.pk).last == 4


@pytest.mark.django_db
def test_inserted_number_takes_the_next_letter_and_its_day(unit: Unit) -> None:
    first, third = date(2026, 3, 2), date(2026, 3, 9)
    book = take(unit, day=first).book
    take(unit, day=third)
    with transaction.atomic():
        one = insert_number(book, after=1, dated_on=first, reason="Ký ngày 02/3, gửi sót")
        two = insert_number(book, after=1, dated_on=date(2026, 3, 5), reason="Sót")
    assert (str(one), str(two), one.dated_on) == ("1a", "1b", first)
    assert [str(number) for number in numbers_of(book)] == ["1", "1a", "1b", "2"]
    assert take(unit, day=third).value == 3
    for wrong, field in (
        ({"after": 9}, "after"), ({"reason": ""}, "reason"),
        ({"dated_on": date(2026, 3, 1)}, "dated_on"), ({"dated_on": date(2026, 3, 10)}, "dated_on"),
    ):  # fmt: skip
        asked = {"after": 1, "dated_on": date(2026, 3, 6), "reason": "x"} | wrong
        with pytest.raises(InvalidInput) as refused, transaction.atomic():
            insert_number(book, **asked)  # type: ignore[arg-type]
        assert field in refused.value.fields
    with pytest.raises(InvalidInput), transaction.atomic():
        use_reserved(one, subject_kind="x.y", subject_id=1, dated_on=third)


@pytest.mark.django_db
def test_missing_numbers_are_found_and_explained(unit: Unit) -> None:
    with transaction.atomic():
        book = open_book(unit.pk, "decision", YEAR, last=10, reason="Cấp ở phần mềm cũ")
    Book.objects.filter(pk=book.pk).update(last=14)
    take(unit)
    book.refresh_from_db()
    (gap,) = gaps_in(book, numbers_of(book))
    assert (gap.first, gap.last) == (11, 14)
    with transaction.atomic():
        explain_gap(book, first=11, last=14, reason="Mất điện, chép lại sổ")
    assert gaps_in(book, numbers_of(book)) == []
    row = numbers_of(book)[0]
    assert (row.value, row.state, row.reason) == (11, NumberState.VOID, "Mất điện, chép lại sổ")
    with pytest.raises(InvalidInput), transaction.atomic():
        explain_gap(book, first=15, last=15, reason="x")
    with pytest.raises(InvalidInput), transaction.atomic():
        open_book(unit.pk, "plan", YEAR, last=3)


@pytest.mark.django_db
def test_joint_book_begins_with_a_year_that_has_no_numbers_yet(unit: Unit) -> None:
    take(unit)
    kinds, ground = ["decision", "plan"], "12/QĐ-UBND ngày 20/12/2026"
    with pytest.raises(InvalidInput) as refused, transaction.atomic():
        arrange_books(unit.pk, kinds=kinds, series="joint", year=TODAY.year, decided_by=ground)
    assert "year" in refused.value.fields
    later = TODAY.year + 1
    with transaction.atomic():
        arrange_books(unit.pk, kinds=kinds, series="joint", year=later, decided_by=ground)
    assert series_of(unit.pk, "decision") == "decision"
    assert series_of(unit.pk, "decision", on=date(later, 1, 1)) == "joint"
    with transaction.atomic():
        arrange_books(unit.pk, kinds=kinds, series=None, year=later + 1, decided_by=ground)
    assert series_of(unit.pk, "plan", on=date(later, 12, 31)) == "joint"
    assert series_of(unit.pk, "plan", on=date(later + 1, 1, 1)) == "plan"
    decided = BookRule.objects.filter(unit=unit, kind="plan", valid_to=None)
    assert [(rule.series, rule.decided_by) for rule in decided] == [("plan", ground)]
    with pytest.raises(InvalidInput), transaction.atomic():
        arrange_books(unit.pk, kinds=kinds, series=None, year=later + 2, decided_by=" ")
    with transaction.atomic():
        take_number(unit.pk, "joint", str(later), subject_kind="x", subject_id=1)
    with pytest.raises(InvalidInput) as begun, transaction.atomic():
        arrange_books(unit.pk, kinds=kinds, series=None, year=later, decided_by=ground)
    assert set(begun.value.fields) == {"year"}
