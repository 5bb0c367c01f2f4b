# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an officer has in hand, and whether somebody else could go on with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from lienthong.core.access.api import actor_for, actors_for, covers, reach, reach_of
from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.cases.models import Reassignment, Step
from lienthong.core.cases.permissions import ASSIGN
from lienthong.kernel.actor import Actor, Holding

MOST = 5000
"""How many steps one reassignment moves; more are moved by the next one."""
_COUNTS = """
SELECT q.account_id, (SELECT count(*) FROM (
  SELECT 1 FROM cases_step s WHERE s.queue_id = q.id AND s.closed_at IS NULL LIMIT %(limit)s
) bounded)
FROM cases_queue q WHERE q.account_id = ANY(%(accounts)s::bigint[])
"""


@dataclass(slots=True)
class Taker:
    """Somebody who is to go on with work: which roles they hold where."""

    account: Account
    holdings: tuple[Holding, ...]
    known: dict[tuple[str, int], bool] = field(default_factory=dict)

    def holds(self, role_code: str, unit_id: int) -> bool:
        """Whether the role is held in the unit; asked once for each pair."""
        pair = (role_code, unit_id)
        if pair not in self.known:
            own = [h for h in self.holdings if h.role == role_code]
            self.known[pair] = bool(own) and covers(reach_of(own), {unit_id})
        return self.known[pair]

    def count_of(self, kinds: Mapping[tuple[str, int], int]) -> int:
        """How many steps they could take, of so many for each role and unit."""
        return sum(count for (role, unit), count in kinds.items() if self.holds(role, unit))


def takers_among(accounts: Iterable[Account]) -> list[Taker]:
    """The officers with the rights of today, in the order given."""
    found = list(accounts)
    actors = actors_for(found)
    return [Taker(one, actors[one.pk].holdings) for one in found]


def taker_of(account_id: int) -> Taker | None:
    """The officer with the rights of today; None for anybody who cannot work."""
    found = Account.objects.filter(pk=account_id, kind=AccountKind.OFFICER, is_active=True).first()
    return Taker(found, actor_for(found).holdings) if found else None


def target_of(batch: Reassignment, step_id: int) -> int | None:
    """To whom a reassignment moves the step; None is the unit's queue."""
    if str(step_id) in batch.exceptions:
        return batch.exceptions[str(step_id)] or None
    return batch.to_account_id


def _held(account_id: int, unit_ids: Iterable[int] | None) -> QuerySet[Step]:
    rows = Step.objects.filter(queue__account_id=account_id, closed_at__isnull=True)
    return rows if unit_ids is None else rows.filter(unit_id__in=unit_ids)


def count_held_in(account_id: int, *, unit_ids: Iterable[int] | None) -> int:
    """How many open steps somebody has in hand in the units (None: everywhere), bounded."""
    return _held(account_id, unit_ids)[:MOST].count()


def kinds_held_in(account_id: int, *, unit_ids: Iterable[int] | None) -> dict[tuple[str, int], int]:
    """How many open steps of each role and unit somebody has in hand in the units (None: all)."""
    rows = _held(account_id, unit_ids).order_by().values_list("role_code", "unit_id")
    return {(role, unit): count for role, unit, count in rows.annotate(held=Count("pk"))}


def held_steps(
    account_id: int,
    *,
    unit_ids: Iterable[int] | None,
    after: tuple[datetime, int] | None = None,
    size: int = MOST,
) -> list[Step]:
    """Open steps in somebody's own queue, most urgent first; None as units means everywhere.

    ``after`` is the place (moment, id) of the last one of the page before.
    """
    rows = _held(account_id, unit_ids)
    if after is not None:
        moment, pk = after
        rows = rows.filter(Q(sort_at__gt=moment) | Q(sort_at=moment, pk__gt=pk))
    return list(rows.order_by("sort_at", "id")[:size])


def count_by_holder(*, unit_ids: Iterable[int] | None) -> dict[int, int]:
    """How many open steps of the units (None: everywhere) each account has in hand."""
    rows = Step.objects.filter(closed_at__isnull=True, queue__account__isnull=False)
    rows = rows if unit_ids is None else rows.filter(unit_id__in=unit_ids)
    counted = rows.order_by().values_list("queue__account_id").annotate(held=Count("pk"))
    return dict(counted)


def count_held(account_ids: Iterable[int], *, limit: int = MOST) -> dict[int, int]:
    """How many open steps each officer has in hand, counted no further than ``limit``."""
    values: dict[str, Any] = {"accounts": list(account_ids), "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, values)
        return {int(account): int(count) for account, count in cursor.fetchall()}


def problem_of_giving(step: Step, taker: Taker | None, actor: Actor) -> str:
    """Why the actor cannot give the step to somebody, in plain words; empty when they can.

    ``step`` with its queue; without a taker: why to nobody.
    """
    if not may_give(actor, step):
        return _("Chỉ lãnh đạo của đơn vị đang làm bước này giao được.")
    if "waits" in step.marks:
        return _("Bước này đang chờ người ngoài cơ quan nên không giao được.")
    if taker is not None and step.queue.account_id == taker.account.pk:
        return _("Việc này đang ở chính người đó.")
    held_by = step.queue.account_id or 0
    return problem_of(step, queue_account_id=held_by, held_by=held_by, taker=taker)


def may_give(actor: Actor, step: Step) -> bool:
    """Whether somebody leads the unit where the step lies; that it takes part is not enough."""
    return covers(reach(actor, ASSIGN), {step.unit_id})


def problem_of(
    step: Step, *, queue_account_id: int | None, held_by: int, taker: Taker | None
) -> str:
    """Why the step cannot be moved, in plain words; empty when it can.

    ``taker`` None means back to the unit's queue.
    """
    if step.closed_at is not None:
        return _("Việc này đã có người làm xong.")
    if queue_account_id != held_by:
        return _("Việc này không còn ở người đó.")
    if step.marks.get("busy"):
        return _("Đang ký số hoặc đóng dấu. Chờ xong rồi chuyển.")
    if taker is not None and not taker.holds(step.role_code, step.unit_id):
        return _("Người nhận không giữ vai trò làm bước này ở đơn vị đó.")
    return ""
