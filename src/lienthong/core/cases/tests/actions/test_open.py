# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening, moving, locking and closing cases."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from lienthong.core.cases.api import (
    Case,
    NewCase,
    Participation,
    change_capacity,
    close_case,
    let_take_part,
    lock_case,
    move_case,
    open_case,
)
from lienthong.core.cases.events import CaseMoved
from lienthong.core.cases.tests.conftest import MakeCase
from lienthong.kernel import events
from lienthong.kernel.actions import OutsideAct
from lienthong.kernel.errors import IllegalState, OutOfScope, StaleVersion
from lienthong.testing.offices import Offices, make_offices
from lienthong.testing.threads import PATIENCE, together, until, values


def test_case_is_opened_with_data_and_participants(offices: Offices, make_case: MakeCase) -> None:
    case = make_case(
        title="x" * 400,
        data={"name": "Vy"},
        capacities={offices.unit.pk: "lead", offices.other.pk: "receive"},
    )

    assert (len(case.title), case.version, case.is_open) == (300, 1, True)
    assert case.form.data == {"name": "Vy"}
    assert case.scope_unit_ids() == {offices.unit.pk, offices.other.pk}


def test_former_participant_no_longer_reaches_the_case(
    offices: Offices, make_case: MakeCase
) -> None:
    case = make_case()

    change_capacity(case, offices.unit.pk, before="lead", after="former")

    assert Case.objects.get(pk=case.pk).scope_unit_ids() == set()
    assert Participation.objects.get(case=case).capacity == "former"


def test_taking_part_twice_is_once(offices: Offices, make_case: MakeCase) -> None:
    case = make_case()

    first = let_take_part(case, offices.unit.pk, "lead")

    assert first.sort_at == case.received_at
    assert Participation.objects.filter(case=case).count() == 1


def test_move_raises_the_version_and_tells(make_case: MakeCase) -> None:
    case = make_case()
    heard: list[CaseMoved] = []
    events.project(CaseMoved)(heard.append)

    move_case(case, "accepted", allowed=True, code="H50-1")
    events._projections[CaseMoved].remove(heard.append)

    case.refresh_from_db()
    assert (case.state, case.version, case.code) == ("accepted", 2, "H50-1")
    assert [(event.before, event.after) for event in heard] == [("new", "accepted")]


def test_move_when_the_due_moment_moved_in_the_same_act_then_it_stays(make_case: MakeCase) -> None:
    case = make_case()
    due_at = datetime(2026, 12, 1, 10, tzinfo=UTC)
    Case.objects.filter(pk=case.pk).update(due_at=due_at)

    move_case(case, "accepted", allowed=True)

    case.refresh_from_db()
    assert (case.state, case.due_at) == ("accepted", due_at)


def test_move_when_not_allowed_then_nothing_changes(make_case: MakeCase) -> None:
    case = make_case()

    with pytest.raises(IllegalState) as refused:
        move_case(case, "granted", allowed=False)

    case.refresh_from_db()
    assert refused.value.code == "new→granted"
    assert (case.state, case.version) == ("new", 1)


def test_lock_when_the_screen_is_stale_then_is_refused(make_case: MakeCase) -> None:
    case = make_case()

    assert lock_case(case.pk, version=1).pk == case.pk
    with pytest.raises(StaleVersion):
        lock_case(case.pk, version=2)
    with pytest.raises(OutOfScope):
        lock_case(case.pk + 10_000)


def test_closing_marks_every_participation(make_case: MakeCase) -> None:
    case = close_case(make_case())

    assert not case.is_open
    assert set(Participation.objects.values_list("closed", flat=True)) == {True}


def test_two_cases_never_carry_one_code(make_case: MakeCase) -> None:
    move_case(make_case(), "accepted", allowed=True, code="H50-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        move_case(make_case(), "accepted", allowed=True, code="H50-1")


@pytest.mark.django_db(transaction=True)
def test_opening_outside_an_act_is_refused() -> None:
    with pytest.raises(OutsideAct):
        open_case(None)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_second_act_waits_for_the_first_and_then_sees_its_version() -> None:
    with transaction.atomic():
        unit = make_offices().unit.pk
        case = open_case(NewCase("sample.case", "Việc", "new", unit, unit))
    locked = threading.Event()

    def first() -> None:
        with transaction.atomic():
            held = lock_case(case.pk, version=1)
            locked.set()
            _wait_for_a_waiter()
            move_case(held, "accepted", allowed=True)

    def second() -> str:
        assert locked.wait(PATIENCE)
        with transaction.atomic():
            try:
                lock_case(case.pk, version=1)
            except StaleVersion:
                return "stale"
        return "changed"

    assert values(together([first, second]))[1] == "stale"


def _wait_for_a_waiter() -> None:
    def somebody_waits() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            return bool(cursor.fetchone()[0])

    until(somebody_waits)
