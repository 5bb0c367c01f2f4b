# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What units were asked, who may be asked, what is late.

Legal basis: 61/2018/NĐ-CP, Điều 19 (late answers are reported to the head of the one-stop).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from lienthong.core.access.api import Grant, holders_of, reach, reachable_unit_ids
from lienthong.core.accounts.api import Account
from lienthong.core.cases.domain.following import read_rule
from lienthong.core.cases.enums import CaseOutcome, OpinionStance
from lienthong.core.cases.models import Opinion
from lienthong.core.references.api import packaged_setting
from lienthong.core.units.api import UnitVersion, names_of, version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission
from lienthong.kernel.prepared import Prepared

_PACKAGED = Path(__file__).parents[1] / "reference" / "opinions.yaml"
FOLLOWED = ("remind_before", "escalate", "silence", "legal_basis")
OWED = Q(answered_at__isnull=True, withdrawn_at__isnull=True, step__closed_at__isnull=True)


def rule_in_force(given: Mapping[str, Any]) -> dict[str, Any]:
    """The rule by which an opinion asked now is followed: the definition's, else the general one.

    Raises ``FollowError`` when it cannot be followed.
    """
    rule = dict(packaged_setting("cases.opinions", _PACKAGED))
    rule |= {key: given[key] for key in FOLLOWED if key in given}
    read_rule(rule)
    return rule


def opinions_to_follow(at: datetime) -> list[int]:
    """The owed opinions for which something is due, in the order of their cases.

    Those asked before opinions were followed have no rule yet; they are given one.
    """
    due = Q(remind_at__lte=at) | Q(escalate_at__lte=at) | Q(silence_at__lte=at)
    unruled = Q(rule={}, step__due_at__isnull=False, step__deadline_id__isnull=False)
    rows = Opinion.objects.filter(due | unruled, OWED)
    return list(rows.order_by("case_id", "pk").values_list("pk", flat=True))


def told_of_lateness(opinion: Opinion) -> list[Account]:
    """Who is told that a unit is late, as the definition names them; each once."""
    case = opinion.case
    units = {
        "asked": {opinion.unit_id, version_of(opinion.unit_id).agency_id},
        "asking": {opinion.asking_unit_id},
        "agency": {case.agency_id},
        "receiving": {case.unit_id, case.agency_id},
    }
    found: dict[int, Account] = {}
    for place, role in read_rule(opinion.rule).escalate_to:
        found |= {one.pk: one for one in holders_of(role, [u for u in units[place] if u])}
    return list(found.values())


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """How a unit kept its answers: every lateness is its own, never of whoever asked."""

    unit_id: int
    name: str
    asked: int
    in_time: int
    late: int
    silent: int
    owed: int
    overdue: int


def opinion_figures(
    actor: Actor, permission: Permission, *, since: datetime, now: datetime
) -> list[UnitFigures]:
    """Figures by asked unit, of cases within reach asked about since then; the most late first.

    Silent answers are among the late ones. Two statements for any number of units.
    """
    late, silent = Q(outcome=CaseOutcome.LATE), Q(stance=OpinionStance.SILENT)
    rows = _within(
        Opinion.objects.filter(asked_at__gte=since, withdrawn_at=None), actor, permission
    )
    counted = (
        rows.order_by()
        .values("unit_id")
        .annotate(
            asked=Count("pk"),
            in_time=Count("pk", filter=Q(outcome__isnull=False) & ~late),
            late=Count("pk", filter=late),
            silent=Count("pk", filter=silent),
            owed=Count("pk", filter=OWED),
            overdue=Count("pk", filter=OWED & Q(step__due_at__lt=now)),
        )
    )
    found = list(counted)
    names = names_of({row["unit_id"] for row in found})
    figures = [UnitFigures(name=names.get(row["unit_id"], ""), **row) for row in found]
    return sorted(figures, key=lambda one: (-one.late - one.overdue, one.name))


def _within(rows: QuerySet[Opinion], actor: Actor, permission: Permission) -> QuerySet[Opinion]:
    units = reachable_unit_ids(reach(actor, permission))
    if units is None:
        return rows
    return rows.filter(Q(case__unit_id__in=units) | Q(case__agency_id__in=units))


def opinions_of(case_id: int) -> list[Opinion]:
    """Every opinion asked about a case, oldest first, with the step that holds its clock."""
    return list(Opinion.objects.filter(case_id=case_id).select_related("step").order_by("id"))


def units_answering(role: str, *, on: date | None = None) -> list[tuple[int, str]]:
    """Units in which somebody holds the role that answers today, by name."""
    found = _ANSWERING.all(role, on or timezone.localdate())
    return sorted(((row.unit_id, row.short_name) for row in found), key=lambda pair: pair[1])


def _answering(role: str, day: date) -> QuerySet[UnitVersion]:
    grants = Grant.objects.filter(role__code=role).on(day)
    units = UnitVersion.objects.filter(unit_id__in=grants.values("unit_id")).on(day)
    return units.only("unit", "short_name")


_ANSWERING = Prepared(_answering)


def watched_opinions(actor: Actor, permission: Permission) -> QuerySet[Opinion]:
    """Opinions that are owed or came late, of cases received or resolved within reach."""
    rows = Opinion.objects.filter(Q(outcome=CaseOutcome.LATE) | OWED).select_related("case", "step")
    return _within(rows, actor, permission).order_by("answered_at", "step__due_at", "id")
