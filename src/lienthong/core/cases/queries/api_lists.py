# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases that a system of others may see, page by page."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.cases.enums import Capacity
from lienthong.core.cases.models import Case, Participation
from lienthong.core.cases.permissions import VIEW_UNIT
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor


def cases_within(
    actor: Actor,
    *,
    after: tuple[datetime, int] | None = None,
    state: str = "",
    kind: str = "",
    limit: int,
) -> list[Case]:
    """Cases in which units within the actor's reach take part, the newest first."""
    where = reach(actor, VIEW_UNIT)
    if not where:
        return []
    rows: QuerySet[Case] = Case.objects.select_related("kind").order_by("-received_at", "-pk")
    units = reachable_unit_ids(where)
    if units is not None:
        mine = Participation.objects.filter(case_id=OuterRef("pk"), unit_id__in=units)
        mine = mine.exclude(capacity=Capacity.FORMER)
        rows = rows.filter(Exists(mine))
    if after is not None:
        at, pk = after
        rows = rows.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=pk))
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind__code=kind)
    return list(rows[:limit])


def participating_units(case: Case) -> list[tuple[str, str]]:
    """Names of the units that take part in a case, and as what."""
    rows = list(Participation.objects.filter(case=case).order_by("sort_at", "unit_id"))
    names = names_of({row.unit_id for row in rows})
    return [(names.get(row.unit_id, ""), str(Capacity(row.capacity).value)) for row in rows]
