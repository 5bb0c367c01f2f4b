# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The end-of-day list of a one-stop, as of any day, from what happened and not from what is.

Legal basis: 61/2018/NĐ-CP, Điều 9.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.cases.api import Case, CaseEvent
from lienthong.core.deadlines.api import DueAdjustment
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.domain.day_list import KINDS, DayList, fold, lists_of
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import REGISTER


@dataclass(frozen=True, slots=True)
class DayRow:
    """One dossier in one list."""

    code: str
    title: str
    applicant: str
    due: date | None
    case_id: int


def day_lists(
    actor: Actor, *, day: date, unit_id: int | None = None
) -> dict[DayList, list[DayRow]]:
    """Every list of the day for the dossiers received by units within reach, by code.

    Three statements, however many dossiers there are.
    """
    end = clock.midnight(day + timedelta(days=1))
    cases = {row.pk: row for row in _candidates(actor, day, end, unit_id)}
    told = _told(list(cases), end)
    dues = _dues(cases, end)
    lists: dict[DayList, list[DayRow]] = {name: [] for name in DayList}
    for pk, row in cases.items():
        life = fold(told[pk], due=dues[pk])
        for name in lists_of(life, day):
            lists[name].append(_row(row, life.due))
    for rows in lists.values():
        rows.sort(key=lambda row: row.code)
    return lists


def _candidates(actor: Actor, day: date, end: datetime, unit_id: int | None) -> Any:
    """Dossiers accepted before the end that were not closed before the day."""
    rows = Dossier.objects.filter(accepted_at__lt=end).select_related("case")
    rows = rows.filter(
        Q(case__closed_at__isnull=True) | Q(case__closed_at__gte=clock.midnight(day))
    )
    allowed = reachable_unit_ids(reach(actor, REGISTER))
    if allowed is not None:
        rows = rows.filter(Q(case__unit_id__in=allowed) | Q(case__agency_id__in=allowed))
    if unit_id is not None:
        rows = rows.filter(Q(case__unit_id=unit_id) | Q(case__agency_id=unit_id))
    return rows.order_by("pk")


def _told(case_ids: list[int], end: datetime) -> dict[int, list[tuple[str, date]]]:
    rows = CaseEvent.objects.filter(case_id__in=case_ids, at__lt=end, kind__in=KINDS)
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for case_id, kind, at in rows.order_by("case_id", "id").values_list("case_id", "kind", "at"):
        found[case_id].append((kind, timezone.localdate(at)))
    return found


def _dues(cases: dict[int, Dossier], end: datetime) -> dict[int, date | None]:
    """The date promised by the end of the day: the first promise, then each change before it."""
    by_deadline = {row.case.deadline_id: row.case for row in cases.values() if row.case.deadline_id}
    dues: dict[int, datetime | None] = {pk: row.case.due_original_at for pk, row in cases.items()}
    changes = DueAdjustment.objects.filter(deadline_id__in=list(by_deadline), at__lt=end)
    for change in changes.order_by("deadline_id", "seq"):
        dues[by_deadline[change.deadline_id].pk] = change.due_after
    return {pk: timezone.localdate(due) if due else None for pk, due in dues.items()}


def _row(dossier: Dossier, due: date | None) -> DayRow:
    case: Case = dossier.case
    name = str(dossier.applicant.get("name", "")) or case.subject_name
    return DayRow(case.code or dossier.submission_code, case.title, name, due, case.pk)
