# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A new revision moves every open deadline in short acts, by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from lienthong.core.accounts.api import Account
from lienthong.core.deadlines.actions.calendars import revise_calendar
from lienthong.core.deadlines.actions.recompute import recompute_calendar
from lienthong.core.deadlines.models import CalendarRevision, Deadline, DueAdjustment
from lienthong.core.deadlines.tasks import recompute, recompute_all
from lienthong.core.deadlines.tests.conftest import PLATFORM, Place, days_with, local
from lienthong.kernel.actor import Actor

pytestmark = pytest.mark.covers("9")
Begin = Callable[..., Deadline]
STORM = date(2026, 11, 19)


def revise(place: Place, actor: Actor = PLATFORM) -> CalendarRevision:
    days = days_with(place.calendar, STORM)
    return revise_calendar(place.calendar, days=days, instrument_id=place.decree.pk, actor=actor)


def jobs() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args::text FROM procrastinate_jobs"
            " WHERE task_name = 'deadlines.recompute_calendar' ORDER BY id"
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def dues() -> list[str]:
    return [local(row.due_at) for row in Deadline.objects.order_by("pk")]


def test_revision_when_made_then_a_job_will_recompute_in_the_name_of_who_made_it(
    place: Place,
) -> None:
    before = len(jobs())
    chief = Account.objects.create_user("chief.test", kind="officer")

    revise(place, PLATFORM.acting(account_id=chief.pk))
    again = place.calendar.revisions.order_by("-pk")[0]
    revise_calendar(
        place.calendar, days=again.days, instrument_id=place.decree.pk, actor=PLATFORM
    )  # the same days are no revision

    assert jobs()[before:] == [{"calendar_id": place.calendar.pk, "approved_by_id": chief.pk}]


def test_act_when_many_wait_then_takes_a_few_and_says_where_to_go_on(
    begin: Begin, place: Place
) -> None:
    first, second, third = (begin("2026-11-16T10:00") for _ in range(3))
    revise(place)

    reports = [recompute_calendar(place.calendar, most=2, actor=PLATFORM)]
    moved = dues()
    reports.append(
        recompute_calendar(place.calendar, after=reports[0].next_after or 0, most=2, actor=PLATFORM)
    )

    assert [(one.looked_at, one.next_after) for one in reports] == [(2, second.pk), (1, None)]
    assert [[change.deadline.pk for change in one.changed] for one in reports] == [
        [first.pk, second.pk],
        [third.pk],
    ]
    assert moved == ["2026-11-25T17:00", "2026-11-25T17:00", "2026-11-23T17:00"]
    assert dues() == ["2026-11-25T17:00"] * 3


def test_job_when_there_are_more_than_one_act_takes_then_does_all(
    begin: Begin, place: Place
) -> None:
    for _ in range(5):
        begin("2026-11-16T10:00")
    chief = Account.objects.create_user("chief.test", kind="officer")
    revise(place)

    recompute(place.calendar.pk, chief.pk, most=2)

    assert dues() == ["2026-11-25T17:00"] * 5
    rows = DueAdjustment.objects.values_list("kind", "approved_by", "reason_code").distinct()
    assert list(rows) == [("calendar", chief.pk, "new_calendar")]
    assert DueAdjustment.objects.count() == 5


def test_night_when_one_began_by_an_old_revision_then_it_follows_the_newest(
    begin: Begin, place: Place
) -> None:
    revise(place)
    late = begin("2026-11-16T10:00")
    old = place.calendar.revisions.order_by("pk")[0]
    Deadline.objects.filter(pk=late.pk).delete()
    late.pk, late.calendar_revision = None, old
    late.due_at = late.original_due_at = begin("2026-11-13T10:00").due_at
    late.save()

    recompute_all()

    assert local(Deadline.objects.get(pk=late.pk).due_at) == "2026-11-25T17:00"
    assert DueAdjustment.objects.filter(deadline=late).count() == 1


def test_command_when_nothing_changed_then_keeps_the_revision(place: Place) -> None:
    out = StringIO()

    call_command("load_calendars", stdout=out)

    (revision,) = CalendarRevision.objects.all()
    assert out.getvalue().startswith(f"default: bản {revision.pk}, lập ")
