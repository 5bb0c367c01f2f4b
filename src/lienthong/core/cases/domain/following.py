# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How an asked unit is followed: reminded before it is due, its superiors told after, silence.

The definition says when, to whom and what silence means; every moment is reckoned in the working
time of the asked unit. Times are local, without zone. Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from lienthong.kernel import clock

PLACES = ("asked", "asking", "agency", "receiving")
"""Whose superiors may be told: of the unit that owes, that asked, that resolves, that received."""
AGREES = "agrees"


class FollowError(ValueError):
    """A rule that cannot be followed; the text names the key."""


@dataclass(frozen=True, slots=True)
class FollowRule:
    """Working days before and after the due moment, who is told, whether silence is consent."""

    remind_days: int | None = None
    escalate_days: int | None = None
    escalate_to: tuple[tuple[str, str], ...] = ()
    silence_agrees: bool = False
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moments:
    """When each thing is done next; None is never."""

    remind_at: datetime | None = None
    escalate_at: datetime | None = None
    silence_at: datetime | None = None


def read_rule(data: Mapping[str, Any]) -> FollowRule:
    """The rule of a definition's ``opinions`` part.

    Raises ``FollowError`` naming the key: for days that are none, a place or a role that is no
    name, and for silence that counts without a law that says so.
    """
    silence, basis = data.get("silence", ""), data.get("legal_basis", ())
    if silence not in {"", AGREES}:
        raise FollowError(f"silence: {silence}")
    if silence == AGREES and not basis:
        raise FollowError("silence: legal_basis")
    escalate = data.get("escalate") or {}
    return FollowRule(
        remind_days=_days(data, "remind_before", least=1),
        escalate_days=_days(escalate, "after", least=0) if escalate else None,
        escalate_to=tuple(_receiver(row) for row in escalate.get("to", ())),
        silence_agrees=silence == AGREES,
        legal_basis=tuple(str(law) for law in basis),
    )


def _days(data: Mapping[str, Any], key: str, *, least: int) -> int | None:
    given = data.get(key)
    if given is None:
        return None
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= 30:
        raise FollowError(f"{key}: {given}")
    return given


def _receiver(row: Any) -> tuple[str, str]:
    place = row.get("of") if isinstance(row, Mapping) else None
    role = row.get("role") if isinstance(row, Mapping) else None
    if place not in PLACES or not isinstance(role, str) or not role:
        raise FollowError(f"escalate.to: {row}")
    return str(place), role


def moments_of(
    rule: FollowRule, due_at: datetime, unit: clock.TimeUnit, calendar: clock.WorkCalendar
) -> Moments:
    """When an opinion that is due then is reminded of, escalated and taken as consent.

    A limit in days is over at midnight, not when the office closes. Raises ``ClockError``.
    """
    over = due_at if unit is clock.TimeUnit.HOUR else _midnight_after(due_at)
    return Moments(
        remind_at=_opening_before(due_at, rule.remind_days, calendar),
        escalate_at=_after(over, rule.escalate_days, calendar),
        silence_at=over if rule.silence_agrees else None,
    )


def moments_by(
    data: Mapping[str, Any], due_at: datetime, unit: clock.TimeUnit, calendar: clock.WorkCalendar
) -> Moments:
    """The moments by the rule of a definition. Raises ``FollowError``, ``ClockError``."""
    return moments_of(read_rule(data), due_at, unit, calendar)


def _midnight_after(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _opening_before(
    due_at: datetime, days: int | None, calendar: clock.WorkCalendar
) -> datetime | None:
    """When the office opens so many working days before."""
    if days is None:
        return None
    day = clock.working_days_before(due_at.date(), days, calendar)
    opens = calendar.legal_hours(day)[0].opens
    return datetime.combine(day, time(opens // 60, opens % 60))


def _after(over: datetime, days: int | None, calendar: clock.WorkCalendar) -> datetime | None:
    if not days:
        return over if days == 0 else None
    return clock.due(over, days, clock.TimeUnit.WORKING_DAY, calendar)
