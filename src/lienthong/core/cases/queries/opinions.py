# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What units were asked, who may be asked, what is late.

Legal basis: 61/2018/NĐ-CP, Điều 19 (late answers are reported to the head of the one-stop).
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from lienthong.core.access.api import Grant, reach, reachable_unit_ids
from lienthong.core.cases.enums import CaseOutcome
from lienthong.core.cases.models import Opinion
from lienthong.core.units.api import UnitVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission


def opinions_of(case_id: int) -> list[Opinion]:
    """Every opinion asked about a case, oldest first, with the step that holds its clock."""
    return list(Opinion.objects.filter(case_id=case_id).select_related("step").order_by("id"))


def units_answering(role: str, *, on: date | None = None) -> list[tuple[int, str]]:
    """Units in which somebody holds the role that answers today, by name."""
    day = on or timezone.localdate()
    grants = Grant.objects.filter(role__code=role).on(day)
    units = UnitVersion.objects.filter(unit_id__in=grants.values("unit_id")).on(day)
    return sorted(units.values_list("unit_id", "short_name"), key=lambda pair: pair[1])


def watched_opinions(actor: Actor, permission: Permission) -> QuerySet[Opinion]:
    """Opinions that are owed or came late, of cases received or resolved within reach."""
    late = Q(outcome=CaseOutcome.LATE)
    owed = Q(answered_at__isnull=True, withdrawn_at__isnull=True, step__closed_at__isnull=True)
    rows = Opinion.objects.filter(late | owed).select_related("case", "step")
    units = reachable_unit_ids(reach(actor, permission))
    if units is not None:
        rows = rows.filter(Q(case__unit_id__in=units) | Q(case__agency_id__in=units))
    return rows.order_by("answered_at", "step__due_at", "id")
