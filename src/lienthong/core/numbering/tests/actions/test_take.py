# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers: no gap, no duplicate, however many take them and whatever is undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.numbering.api import (
    Book,
    Number,
    NumberState,
    confirm_number,
    open_book,
    take_number,
    void_number,
)
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import OutsideAct
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.testing.threads import together, values


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(code="phuong-so")


def take(unit: Unit, series: str = "dossier", period: str = "2026") -> Number:
    with transaction.atomic():
        return take_number(unit.pk, series, period, subject_kind="cases.case", subject_id=1)


def taken(unit: Unit, series: str = "dossier") -> list[int]:
    numbers = Number.objects.filter(book__unit=unit, book__series=series)
    return list(numbers.order_by("value").values_list("value", flat=True))


def test_numbers_count_up_from_one_in_every_book(unit: Unit) -> None:
    other = Unit.objects.create(code="phuong-khac")

    assert [take(unit).value for _ in range(3)] == [1, 2, 3]
    assert take(unit, series="result").value == 1
    assert take(unit, period="2027").value == 1
    assert take(other).value == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("6")
def test_sixteen_at_once_get_sixteen_numbers_without_gap() -> None:
    unit = Unit.objects.create(code="phuong-so")

    def five() -> list[int]:
        return [take(unit).value for _ in range(5)]

    given_out = [value for five in values(together([five] * 16)) for value in five]

    assert sorted(given_out) == list(range(1, 81))
    assert taken(unit) == list(range(1, 81))


@pytest.mark.django_db(transaction=True)
def test_rollback_gives_the_number_back() -> None:
    unit = Unit.objects.create(code="phuong-so")
    take(unit)

    with transaction.atomic():
        assert take(unit).value == 2
        transaction.set_rollback(True)

    assert take(unit).value == 2
    assert taken(unit) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_rollbacks_among_sixteen_leave_no_gap() -> None:
    unit = Unit.objects.create(code="phuong-so")

    def work(fails: bool) -> Callable[[], None]:
        def one() -> None:
            with transaction.atomic():
                take(unit)
                transaction.set_rollback(fails)

        return one

    values(together([work(fails=number % 3 == 0) for number in range(16)]))

    assert taken(unit) == list(range(1, 11))
    assert Book.objects.get(unit=unit).last == 10


@pytest.mark.django_db(transaction=True)
def test_taking_outside_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideAct):
        take_number(1, "dossier", "2026", subject_kind="x", subject_id=None)


def test_void_number_stays_in_the_book_with_its_reason(unit: Unit) -> None:
    number = take(unit)

    with pytest.raises(InvalidInput):
        void_number(number, reason="  ")
    void_number(number, reason="Ghi sai tên.")

    number.refresh_from_db()
    assert (number.state, number.reason) == (NumberState.VOID, "Ghi sai tên.")
    assert take(unit).value == 2
    with pytest.raises(IllegalState):
        confirm_number(number)


def test_number_of_an_open_book_and_the_refusal_of_a_closed_one_cost_few_statements(
    unit: Unit,
) -> None:
    take(unit)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        take_number(unit.pk, "dossier", "2026", subject_kind="x", subject_id=1)
    assert len(asked) == 2
    past = {"closed_from": date(2026, 1, 1), "closed_reason": "x"}
    Book.objects.update(**past)
    with pytest.raises(IllegalState, match="“Mã hồ sơ” 2026"), transaction.atomic():
        take_number(unit.pk, "dossier", "2026", subject_kind="x", subject_id=1)
    assert taken(unit) == [1, 2]


def test_issued_number_cannot_be_void(unit: Unit) -> None:
    number = confirm_number(take(unit))

    with pytest.raises(IllegalState):
        void_number(number, reason="Muốn bỏ.")

    number.refresh_from_db()
    assert number.state == NumberState.ISSUED


def test_book_continues_an_older_count_and_is_opened_once(unit: Unit) -> None:
    open_book(unit.pk, "dossier", "2026", last=120, reason="Sổ cũ")
    open_book(unit.pk, "dossier", "2026", last=7, reason="Sổ cũ")

    assert take(unit).value == 121


def test_number_is_never_stored_twice(unit: Unit) -> None:
    number = take(unit)

    with pytest.raises(IntegrityError, match="number_unique"), transaction.atomic():
        Number.objects.create(
            book=number.book, value=1, state="issued", subject_kind="x", at=number.at
        )


steps = st.lists(st.sampled_from(["take", "undo", "void", "confirm"]), max_size=25)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_any_course_of_things_leaves_a_book_without_gap(unit: Unit, steps: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM numbering_number")
        cursor.execute("DELETE FROM numbering_book")
    for step in steps:
        with transaction.atomic():
            number = take(unit)
            if step == "void":
                void_number(number, reason="Thử.")
            elif step == "confirm":
                confirm_number(number)
            transaction.set_rollback(step == "undo")

    kept = [step for step in steps if step != "undo"]
    assert taken(unit) == list(range(1, len(kept) + 1))
    states = Number.objects.order_by("value").values_list("state", flat=True)
    names = {"take": "issuing", "void": "void", "confirm": "issued"}
    assert list(states) == [names[step] for step in kept]
