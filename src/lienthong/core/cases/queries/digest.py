# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What one letter in the morning says of somebody's work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.cases.models import Step
from lienthong.core.cases.queries.inbox import InboxFilter, count_of_parts, inbox
from lienthong.core.deadlines.api import unit_calendar
from lienthong.kernel.actor import Actor
from lienthong.kernel.clock import ClockError
from lienthong.kernel.db import EARLY

SHOWN = 10
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Digest:
    """Late, due today, all that waits (each counted to a hundred), the most urgent steps."""

    late: int
    today: int
    waiting: int
    steps: tuple[Step, ...]


def digest_of(actor: Actor, *, now: datetime) -> Digest | None:
    """What waits for the actor; None when nothing does. Two statements."""
    end = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=0)
    late, today = InboxFilter(since=EARLY, before=now), InboxFilter(since=now, before=end)
    parts = [late, today, InboxFilter()]
    are_late, are_today, waiting = count_of_parts(actor, parts, limit=COUNTED).alone()
    if not waiting:
        return None
    return Digest(are_late, are_today, waiting, tuple(inbox(actor, size=SHOWN).steps))


def works_on(unit_id: int, day: date) -> bool:
    """Whether the unit works on the day; where its calendar is not loaded so far it does."""
    try:
        return unit_calendar(unit_id, on=day).is_working(day)
    except (ClockError, LookupError):
        return True


def officers_with_mail() -> list[Account]:
    """Officers who can get a letter, by number."""
    rows = Account.objects.filter(kind=AccountKind.OFFICER, is_active=True)
    return list(rows.exclude(Q(email="")).order_by("pk"))
