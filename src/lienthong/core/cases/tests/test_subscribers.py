# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases are locked before their deadlines, whoever begins."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from lienthong.core.cases.api import Case, NewCase, lock_case, open_case
from lienthong.core.deadlines.api import (
    Deadline,
    DeadlineState,
    Reason,
    WorkCalendar,
    hold_deadline,
    load_calendar,
    recompute_calendar,
    revise_calendar,
    start_deadline,
)
from lienthong.core.references.api import Instrument
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.testing.offices import make_offices
from lienthong.testing.threads import PATIENCE, together, until, values

PLATFORM = Actor.platform("thử")
STORM = date(2026, 11, 19)


@pytest.fixture
def case(transactional_db: None) -> Case:
    """A case with five working days from Monday 16/11/2026, before a day off is announced."""
    Instrument.objects.create(key="45/2019/QH14", title="Bộ luật Lao động", kind="law")
    start = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
    with transaction.atomic():
        unit = make_offices().unit.pk
        load_calendar("default", actor=PLATFORM)
        limit = clock.Limit(clock.TimeUnit.WORKING_DAY, 5)
        deadline = start_deadline(limit, unit_id=unit, at=start)
        case = open_case(NewCase("sample.case", "Việc", "new", unit, unit))
        case.deadline_id, case.due_at = deadline.pk, deadline.due_at
        case.save()
    return case


def announce(day: date) -> WorkCalendar:
    calendar = WorkCalendar.objects.get(code="default")
    days = dict(calendar.revisions.order_by("-pk")[0].days)
    off = {"date": day.isoformat(), "kind": "local_off", "name": "nghỉ bão", "legal_basis": "CĐ 1"}
    revise_calendar(
        calendar,
        days=days | {"days": [*days["days"], off]},
        instrument_id=Instrument.objects.get().pk,
        actor=PLATFORM,
    )
    return calendar


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.covers("5")
@pytest.mark.covers("9")
def test_recomputation_and_an_act_on_the_same_case_never_wait_for_each_other(case: Case) -> None:
    calendar = announce(STORM)
    locked = threading.Event()

    def act() -> None:
        with transaction.atomic():
            held = lock_case(case.pk)
            locked.set()
            until(somebody_waits)
            hold_deadline(Deadline.objects.get(pk=held.deadline_id or 0), reason=Reason.SUPPLEMENT)

    def recompute() -> int:
        assert locked.wait(PATIENCE)
        return recompute_calendar(calendar, actor=PLATFORM).looked_at

    _, looked_at = values(together([act, recompute]))

    deadline = Deadline.objects.get()
    case.refresh_from_db()
    assert (looked_at, deadline.state) == (1, DeadlineState.HELD)
    assert clock.to_local(deadline.due_at).date() == date(2026, 11, 25)
    assert case.due_at == deadline.due_at
