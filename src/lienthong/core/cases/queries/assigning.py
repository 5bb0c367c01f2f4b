# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""To whom a step goes by the rule of its table: a person, or nobody in particular.

Whoever is found must serve in the unit and hold the step's role there today; otherwise the step
stays in the queue of its role, where anybody of the role takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from lienthong.core.access.api import holders_of
from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.cases.domain.balance import Load, least_loaded, weight_of
from lienthong.core.cases.enums import PASSED
from lienthong.core.cases.models import Step
from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.process.api import Assign, Limit, LimitUnit, OpenTask
from lienthong.core.units.api import Membership, UnitClosure
from lienthong.kernel import clock

_UNITS = {LimitUnit.CALENDAR_DAY: clock.TimeUnit.DAY}
"""Units of limits that the clock calls otherwise."""


def clock_limit(limit: Limit) -> clock.Limit:
    """A limit of the table as the clock counts it."""
    unit = _UNITS.get(limit.unit) or clock.TimeUnit(limit.unit.value)
    return clock.Limit(unit, limit.amount)


def ends_at(unit_id: int, limit: Limit, *, at: datetime | None = None) -> datetime:
    """When a limit that begins now, or at a moment, ends by the calendar of the unit.

    Raises ``LookupError`` without a calendar, ``ClockError`` past its years.
    """
    start = clock.to_local(at or timezone.now())
    calendar = unit_calendar(unit_id, on=start.date())
    return clock.to_aware(clock.fold(clock_limit(limit), start, calendar).due_at)


def person_for(task: OpenTask, *, case_id: int, unit_id: int) -> int | None:
    """The account that gets the step; None leaves it to everybody of the role."""
    if task.assign is Assign.ROLE:
        return None
    holders = [account.pk for account in holders_of(task.role, [unit_id])]

    def previous() -> int | None:
        return last_actor(case_id, task.assignee or task.node)

    return choose(task, holders, unit_id=unit_id, previous=previous)


def choose(
    task: OpenTask,
    holders: list[int],
    *,
    unit_id: int,
    previous: Callable[[], int | None],
) -> int | None:
    """Who of those that hold the role gets the step by its rule; None for nobody."""
    wanted: Iterable[int | None] = ()
    match task.assign:
        case Assign.POSITION:
            wanted = _in_position(task.assignee, unit_id)
        case Assign.PERSON:
            rows = Account.objects.filter(username=task.assignee, kind=AccountKind.OFFICER)
            wanted = rows.values_list("pk", flat=True)
        case Assign.PREVIOUS:
            wanted = [previous()]
        case Assign.LEAST_LOADED:
            found = least_loaded(loads_of(holders, unit_id=unit_id))
            wanted = [found.account_id] if found else []
    return next((account for account in wanted if account in holders), None)


def last_actor(case_id: int, node: str) -> int | None:
    """Who did the step the last time; for whoever acted in somebody's place, that person."""
    done = Step.objects.filter(case_id=case_id, node=node, closed_by__isnull=False)
    rows = done.exclude(outcome=PASSED).order_by("-closed_at", "-pk")
    last = rows.values_list("on_behalf_of_id", "closed_by_id").first()
    return (last[0] or last[1]) if last else None


def loads_of(
    account_ids: Iterable[int], *, unit_id: int, now: datetime | None = None
) -> list[Load]:
    """What each person has in hand, by the calendar of the unit."""
    ids, moment = list(account_ids), now or timezone.now()
    held = Step.objects.filter(queue__account_id__in=ids, closed_at__isnull=True)
    rows = list(held.values_list("queue__account_id", "due_at", "opened_at"))
    left = _minutes_left({due for _who, due, _opened in rows if due}, unit_id, moment)
    done = Step.objects.filter(closed_by_id__in=ids, closed_at__isnull=False)
    finished = done.values_list("closed_by_id").annotate(last=Max("closed_at"))
    busy: dict[int | None, datetime] = {account: last for account, last in finished if last}
    minutes, count = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
    for account, due, opened in rows:
        if account is not None:
            minutes[account] += weight_of(left.get(due) if due else None)
            count[account] += 1
            busy[account] = max(busy.get(account, opened), opened)
    return [Load(pk, minutes[pk], count[pk], busy.get(pk)) for pk in ids]


def _minutes_left(moments: set[datetime], unit_id: int, now: datetime) -> dict[datetime, int]:
    """Working minutes until each moment; none for what is over."""
    ahead = {moment for moment in moments if moment > now}
    if not ahead:
        return dict.fromkeys(moments, 0)
    local = clock.to_local(now)
    calendar = unit_calendar(unit_id, on=local.date())
    found = dict.fromkeys(moments, 0)
    for moment in ahead:
        due = clock.to_local(moment)
        found[moment] = clock.remaining(clock.TimeUnit.HOUR, due, local, calendar).minutes
    return found


def _in_position(code: str, unit_id: int) -> list[int]:
    """Who holds the position in the unit or below it today, main posts first."""
    units = UnitClosure.objects.filter(ancestor_id=unit_id).values("unit_id")
    rows = Membership.objects.filter(position__code=code, unit_id__in=units)
    rows = rows.on(timezone.localdate()).order_by("-is_main", "pk")
    return list(rows.values_list("account_id", flat=True))
