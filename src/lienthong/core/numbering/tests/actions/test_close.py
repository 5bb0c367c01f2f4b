# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A closed book: no number after its day, none twice, undone only while nothing went on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.numbering.api import (
    Book,
    BookRule,
    Number,
    NumberState,
    close_book,
    insert_number,
    numbers_of,
    open_book,
    reopen_book,
    reserve_numbers,
    series_of,
    take_number,
    use_reserved,
)
from lienthong.core.units.api import Unit
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.testing.threads import together

TODAY, A_DAY = timezone.localdate(), timedelta(days=1)
YEAR = str(TODAY.year)
CLERK = Actor.platform("kiểm thử")


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(code="phuong-so")


def book_of(unit: Unit, series: str) -> Book:
    with transaction.atomic():
        return open_book(unit.pk, series, YEAR)


def take(unit: Unit, series: str = "decision") -> Number:
    with transaction.atomic():
        return take_number(unit.pk, series, YEAR, subject_kind="x.y", subject_id=1)


def earlier(number: Number) -> Book:
    """As if it had been taken yesterday, and its book goes on from there."""
    Number.objects.filter(pk=number.pk).update(at=timezone.now() - A_DAY)
    return number.book


def closed(book: Book, successor: Book | None = None, since: date = TODAY) -> Book:
    return close_book(
        book, since=since, reason="Gộp vào sổ chung", successor=successor, actor=CLERK
    )


def test_closed_book_refuses_a_new_number_and_names_the_book_that_goes_on(unit: Unit) -> None:
    book, joint = earlier(take(unit)), book_of(unit, "joint")
    closed(book, joint)

    with pytest.raises(IllegalState) as refused:
        take(unit)

    assert refused.value.code == "book_closed"
    assert str(refused.value) == (
        f"Sổ “Quyết định (cá biệt)” {YEAR} khép từ ngày {TODAY:%d/%m/%Y}, không cấp số mới."
        f" Lấy số ở sổ “Sổ chung văn bản hành chính” {YEAR}."
    )
    assert [number.value for number in numbers_of(book)] == [1]
    assert Book.objects.get(pk=book.pk).last == 1
    assert take(unit, "joint").value == 1


def test_kinds_of_a_closed_book_go_on_in_its_successor_from_the_day(unit: Unit) -> None:
    book, joint = earlier(take(unit)), book_of(unit, "joint")
    old = BookRule.objects.create(
        unit=unit, kind="plan", series="decision", decided_by="1/QĐ", valid_from=date(2020, 1, 1)
    )
    later = TODAY + A_DAY
    if later.year != TODAY.year:
        pytest.skip("the last day of a year")
    closed(book, joint, later)

    for kind in ("decision", "plan"):
        told = [series_of(unit.pk, kind, on=day) for day in (TODAY, later)]
        assert told == ["decision", "joint"], kind
    assert take(unit).value == 2
    reopen_book(book, actor=CLERK)
    assert [series_of(unit.pk, kind, on=later) for kind in ("decision", "plan")] == ["decision"] * 2
    assert list(BookRule.objects.values_list("pk", "valid_to")) == [(old.pk, None)]


def test_held_numbers_of_a_closed_book_are_neither_used_nor_added_to(unit: Unit) -> None:
    book = earlier(take(unit))
    with transaction.atomic():
        (held,) = reserve_numbers(book, count=1, reason="Chờ kỳ họp", until=TODAY)
    earlier(held)
    closed(book)

    asked: dict[str, Callable[[], Any]] = {
        "use": lambda: use_reserved(held, subject_kind="x.y", subject_id=7),
        "insert": lambda: insert_number(book, after=1, dated_on=TODAY - A_DAY, reason="Sót"),
        "hold": lambda: reserve_numbers(book, count=1, reason="x", until=TODAY),
    }
    for name, act in asked.items():
        with pytest.raises((IllegalState, InvalidInput)) as refused, transaction.atomic():
            act()
        told = refused.value
        said = told.fields["until"] if isinstance(told, InvalidInput) else str(told)
        assert "không cấp số mới" in said, name
    held.refresh_from_db()
    assert (held.state, held.subject_id) == (NumberState.RESERVED, None)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"since": TODAY}, "closed_from"),
        ({"since": date(TODAY.year - 1, 12, 31)}, "closed_from"),
        ({"since": date(TODAY.year + 1, 1, 2)}, "closed_from"),
        ({"reason": " "}, "closed_reason"),
        ({"successor": "decision"}, "successor"),
        ({"successor": "ended"}, "successor"),
        ({"successor": "another year"}, "successor"),
    ],
)
def test_closing_that_cannot_be_is_refused_by_its_field(
    unit: Unit, asked: dict[str, Any], field: str
) -> None:
    book = take(unit).book
    closed(book_of(unit, "ended"))
    with transaction.atomic():
        other = open_book(unit.pk, "joint", str(TODAY.year - 1))
    books = {"decision": book, "ended": Book.objects.get(series="ended"), "another year": other}
    if "successor" in asked:
        asked = asked | {"successor": books[asked["successor"]]}

    with pytest.raises(InvalidInput) as refused:
        close_book(book, **{"since": TODAY + A_DAY, "reason": "x", "actor": CLERK, **asked})

    assert list(refused.value.fields) == [field]
    assert Book.objects.get(pk=book.pk).closed_from is None


def test_closing_is_undone_only_while_no_number_was_taken_elsewhere(unit: Unit) -> None:
    book, joint = earlier(take(unit)), book_of(unit, "joint")
    earlier(take(unit, "joint"))
    closed(book, joint)
    with pytest.raises(IllegalState) as again:
        closed(book)
    assert again.value.code == "book_closed"
    reopen_book(book, actor=CLERK)
    assert earlier(take(unit)).pk == book.pk
    closed(book, joint)
    take(unit, "joint")

    with pytest.raises(IllegalState) as refused:
        reopen_book(book, actor=CLERK)

    assert str(refused.value).startswith("Đã cấp số 2 ở sổ “Sổ chung văn bản hành chính”")
    assert Book.objects.get(pk=book.pk).closed_from == TODAY


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_while_a_book_is_closed_are_all_in_the_book_or_refused() -> None:
    unit = Unit.objects.create(code="phuong-so")
    book = earlier(take(unit))

    def five() -> list[int]:
        found = []
        for _turn in range(5):
            with suppress(IllegalState):
                found.append(take(unit).value)
        return found

    outcomes = together([*[five] * 8, lambda: closed(book)])

    end = outcomes.pop().error
    assert end is None or isinstance(end, InvalidInput)
    given_out = sorted(value for one in outcomes for value in one.value)
    assert given_out == list(range(2, len(given_out) + 2))
    if end is None:
        assert given_out == []
    else:
        assert len(given_out) == 40
        assert set(end.fields) == {"closed_from"}
    assert Book.objects.get(pk=book.pk).last == 1 + len(given_out)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["take", "on", "close", "reopen", "night"]), max_size=20))
def test_no_number_doubles_or_comes_again_around_a_closing(unit: Unit, steps: list[str]) -> None:
    with connection.cursor() as cursor:
        for table in ("bookrule", "number", "book"):
            cursor.execute(f"DELETE FROM numbering_{table}")
    book, joint = book_of(unit, "decision"), book_of(unit, "joint")
    acts: dict[str, Callable[[], Any]] = {
        "take": lambda: take(unit, "decision"),
        "on": lambda: take(unit, "joint"),
        "close": lambda: closed(book, joint),
        "reopen": lambda: reopen_book(book, actor=CLERK),
    }
    is_closed, today, taken = False, {"take": 0, "on": 0}, {"take": 0, "on": 0}
    for step in steps:
        if step == "night":
            Number.objects.update(at=timezone.now() - A_DAY)
            today = dict.fromkeys(today, 0)
            continue
        may = {
            "take": not is_closed,
            "on": True,
            "close": not is_closed and not today["take"],
            "reopen": is_closed and not today["on"],
        }
        if not may[step]:
            with pytest.raises((IllegalState, InvalidInput)):
                acts[step]()
            continue
        acts[step]()
        if step in taken:
            taken[step], today[step] = taken[step] + 1, today[step] + 1
        else:
            is_closed = step == "close"
    for one, step in ((book, "take"), (joint, "on")):
        values = [number.value for number in numbers_of(one)]
        assert values == list(range(1, taken[step] + 1))
        assert Book.objects.get(pk=one.pk).last == taken[step]


@pytest.mark.parametrize("series", ["dossier", "fee_receipt", "copies"])
def test_book_for_which_none_can_stand_in_is_not_closed(unit: Unit, series: str) -> None:
    book = book_of(unit, series)

    with pytest.raises(IllegalState, match="không sổ nào thay được"):
        close_book(book, since=TODAY, reason="Thôi dùng", actor=CLERK)

    book.refresh_from_db()
    assert book.closed_from is None
    assert take(unit, series).value == 1
