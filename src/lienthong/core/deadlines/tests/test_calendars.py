# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lienthong.core.deadlines.actions.adjust import Change, adjust_deadline, hold_deadline
from lienthong.core.deadlines.actions.calendars import (
    assign_calendar,
    load_calendar,
    revise_calendar,
)
from lienthong.core.deadlines.actions.finish import meet_deadline
from lienthong.core.deadlines.actions.recompute import recompute_calendar
from lienthong.core.deadlines.enums import AdjustmentKind, Reason
from lienthong.core.deadlines.models import (
    CalendarAssignment,
    CalendarRevision,
    Deadline,
    DueAdjustment,
    WorkCalendar,
)
from lienthong.core.deadlines.queries.calendars import calendar_of, latest_revision
from lienthong.core.deadlines.queries.changes import changes_under
from lienthong.core.deadlines.queries.explaining import explain_deadline
from lienthong.core.deadlines.tests.conftest import PLATFORM, Heard, Place, at, days_with, local
from lienthong.core.references.api import Instrument
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import InvalidInput, NotAllowed

Begin = Callable[..., Deadline]
STORM = date(2026, 11, 19)


def _revise(place: Place, *off: date) -> CalendarRevision:
    return revise_calendar(
        place.calendar,
        days=days_with(place.calendar, *off),
        instrument_id=place.decree.pk,
        actor=PLATFORM,
    )


def test_load_calendar_again_makes_no_revision(place: Place) -> None:
    again = load_calendar("default", actor=PLATFORM)
    assert again == latest_revision(place.calendar)
    assert CalendarRevision.objects.count() == 1


def test_load_calendar_when_unknown_then_refused(place: Place) -> None:
    with pytest.raises(InvalidInput) as refusal:
        load_calendar("khac", actor=PLATFORM)
    assert refusal.value.code == "unknown_calendar"


def test_load_calendar_when_law_is_not_loaded_then_refused(db: None) -> None:
    Instrument.objects.all().delete()
    with pytest.raises(LookupError, match="45/2019/QH14"):
        load_calendar("default", actor=PLATFORM)


def test_recompute_when_storm_day_then_only_open_deadlines_move(
    begin: Begin, place: Place, heard: Heard
) -> None:
    running, held = begin("2026-11-16T10:00"), begin("2026-11-17T10:00")
    later, closed = begin("2026-11-20T10:00"), begin("2026-11-16T11:00")
    with transaction.atomic():
        hold_deadline(held, reason=Reason.SUPPLEMENT, at=at("2026-11-18T09:00"))
        meet_deadline(closed, at=at("2026-11-18T09:00"))
    heard.events.clear()
    revision = _revise(place, STORM)
    report = recompute_calendar(place.calendar, actor=PLATFORM)
    assert report.as_dict() == {
        "revision_id": revision.pk,
        "looked_at": 3,
        "changed": [
            {"deadline_id": running.pk, "before": "2026-11-23T17:00", "after": "2026-11-25T17:00"},
            {"deadline_id": held.pk, "before": "2026-11-25T17:00", "after": "2026-11-26T17:00"},
        ],
    }
    dues = {row.pk: local(row.due_at) for row in Deadline.objects.all()}
    assert dues == {
        running.pk: "2026-11-25T17:00",
        held.pk: "2026-11-26T17:00",
        later.pk: "2026-11-30T17:00",
        closed.pk: "2026-11-23T17:00",
    }
    assert [event.deadline_id for event in heard.events] == [running.pk, held.pk]
    row = DueAdjustment.objects.get(deadline=running)
    assert (row.kind, row.calendar_revision, row.instrument) == (
        "calendar",
        revision,
        place.decree,
    )


def test_recompute_twice_changes_nothing_more(begin: Begin, place: Place) -> None:
    begin("2026-11-16T10:00")
    _revise(place, STORM)
    recompute_calendar(place.calendar, actor=PLATFORM)
    again = recompute_calendar(place.calendar, actor=PLATFORM)
    assert (again.looked_at, again.changed) == (0, ())
    assert DueAdjustment.objects.count() == 1


def test_adjust_after_recompute_uses_the_new_calendar(begin: Begin, place: Place) -> None:
    deadline = begin("2026-11-20T10:00", 2)
    _revise(place, date(2026, 11, 27))
    assert recompute_calendar(place.calendar, actor=PLATFORM).changed == ()
    change = Change(
        AdjustmentKind.EXCLUDE,
        Reason.TAX,
        place.decree.pk,
        from_at=at("2026-11-23T09:00"),
        to_at=at("2026-11-25T09:00"),
    )
    with transaction.atomic():
        row = adjust_deadline(deadline, change=change)
    assert local(row.due_after) == "2026-11-26T17:00"
    assert "lịch" not in explain_deadline(deadline).sentence
    more = Change(AdjustmentKind.RESTART, Reason.SUPPLEMENT, place.decree.pk,
                  to_at=at("2026-11-25T09:00"))  # fmt: skip
    with transaction.atomic():
        again = adjust_deadline(deadline, change=more)
    assert local(again.due_after) == "2026-11-30T17:00"


def test_explanation_when_recomputed_then_names_the_new_calendar(
    begin: Begin, place: Place
) -> None:
    deadline = begin("2026-11-18T10:00", 1)
    _revise(place, STORM)
    recompute_calendar(place.calendar, actor=PLATFORM)
    deadline.refresh_from_db()
    assert explain_deadline(deadline).sentence == (
        "Thời hạn 1 ngày làm việc tính từ ngày sau ngày nhận 18/11/2026, "
        "tính lại theo lịch làm việc mới (lịch nghỉ thay đổi), không tính 19/11 (nghỉ bão), "
        "nên hạn là 17:00 Thứ Sáu 20/11/2026."
    )


def test_changes_under_shows_before_and_after_without_writing(begin: Begin, place: Place) -> None:
    deadline = begin("2026-11-16T10:00")
    found = changes_under(place.calendar, days_with(place.calendar, STORM))
    assert [change.as_dict() for change in found] == [
        {"deadline_id": deadline.pk, "before": "2026-11-23T17:00", "after": "2026-11-25T17:00"}
    ]
    assert local(Deadline.objects.get().due_at) == "2026-11-23T17:00"


def test_recompute_when_a_year_is_gone_then_refused_and_nothing_moves(
    begin: Begin, place: Place
) -> None:
    begin("2026-12-30T10:00")
    days = days_with(place.calendar)
    shorter = days | {
        "years": [year for year in days["years"] if year["year"] < 2027],  # type: ignore[attr-defined]
        "days": [day for day in days["days"] if day["date"] < "2027"],  # type: ignore[attr-defined]
    }
    revise_calendar(place.calendar, days=shorter, instrument_id=place.decree.pk, actor=PLATFORM)
    with pytest.raises(InvalidInput) as refusal:
        recompute_calendar(place.calendar, actor=PLATFORM)
    assert refusal.value.code == "year_without_calendar"
    assert DueAdjustment.objects.count() == 0


def test_recompute_reads_and_writes_in_bulk(begin: Begin, place: Place) -> None:
    for _ in range(30):
        begin("2026-11-30T10:00")
    _revise(place, STORM)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = recompute_calendar(place.calendar, actor=PLATFORM)
    assert report.looked_at == 30
    assert len(queries) < 20


def test_revise_when_data_are_no_calendar_then_refused(place: Place) -> None:
    days = days_with(place.calendar) | {"hours": {}}
    with pytest.raises(InvalidInput) as refusal:
        revise_calendar(place.calendar, days=days, instrument_id=place.decree.pk, actor=PLATFORM)
    assert refusal.value.code == "bad_calendar"
    assert CalendarRevision.objects.count() == 1


def test_revise_when_citizen_then_not_allowed(place: Place) -> None:
    citizen = Actor(kind=ActorKind.CITIZEN, account_id=1)
    with pytest.raises(NotAllowed):
        recompute_calendar(place.calendar, actor=citizen)


def test_revision_when_changed_then_database_refuses(place: Place) -> None:
    with transaction.atomic(), pytest.raises(IntegrityError, match="never changed"):
        CalendarRevision.objects.update(days={})
    assert latest_revision(place.calendar).days["code"] == "default"


def _assign(place: Place, calendar: WorkCalendar, day: date) -> CalendarAssignment:
    return assign_calendar(
        place.province, calendar=calendar, valid_from=day, instrument_id=None, actor=PLATFORM
    )


def test_calendar_of_a_unit_is_its_own_or_of_the_nearest_above(place: Place) -> None:
    summer = WorkCalendar.objects.create(code="summer", name="Giờ mùa hè")
    assert calendar_of(place.commune.pk) == place.calendar
    _assign(place, summer, date(2026, 5, 1))
    _assign(place, place.calendar, date(2026, 10, 1))
    assert calendar_of(place.commune.pk, on=date(2026, 6, 1)) == summer
    assert calendar_of(place.commune.pk, on=date(2026, 10, 1)) == place.calendar
    first = CalendarAssignment.objects.order_by("valid_from")[0]
    assert first.valid_to == date(2026, 10, 1)


def test_assign_when_the_day_is_taken_then_refused(place: Place) -> None:
    _assign(place, place.calendar, date(2026, 10, 1))
    with pytest.raises(InvalidInput) as refusal:
        _assign(place, place.calendar, date(2026, 10, 1))
    assert refusal.value.code == "assignment_exists"
    with transaction.atomic(), pytest.raises(IntegrityError, match="no_overlap"):
        CalendarAssignment.objects.create(
            unit=place.province, calendar=place.calendar, valid_from=date(2026, 11, 1)
        )
