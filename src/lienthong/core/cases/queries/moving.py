# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which running cases would move to a version, which must wait, which conflict: tried on copies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from lienthong.core.access.api import actor_for
from lienthong.core.cases.models import Case, ProcessMove, Step
from lienthong.core.process.api import (
    ProcessInstance,
    ProcessVersion,
    instances_as_now,
    plan_migration,
)
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor

LOT = 500
"""Most cases of one lot; more are moved by the next one."""


class Verdict(StrEnum):
    """What moving a case would come to."""

    MOVES = "moves"
    WAITS = "waits"
    CONFLICTS = "conflicts"


_URGENCY = (Verdict.CONFLICTS, Verdict.WAITS, Verdict.MOVES)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One running case: where it stands and what moving it would come to."""

    case_id: int
    code: str
    unit: str
    number: int
    """The version it is on."""
    steps: tuple[str, ...]
    verdict: Verdict
    why: str = ""


def running_behind(version: ProcessVersion, *, limit: int = LOT) -> list[MoveRow]:
    """The running cases of the process on other versions, each tried.

    Those in conflict stand first, then those that wait; the oldest first among their like.
    """
    runs = ProcessInstance.objects.filter(
        version__definition_id=version.definition_id, closed_at=None, ended_at=None
    ).exclude(version=version)
    cases = Case.objects.filter(instance_id__in=runs.values("pk"), closed_at=None)
    rows = move_rows(cases.order_by("received_at", "pk")[:limit], version)
    return sorted(rows, key=lambda row: _URGENCY.index(row.verdict))


def move_rows(cases: Iterable[Case], version: ProcessVersion) -> list[MoveRow]:
    """The cases tried against the version; nothing is changed."""
    asked = list(cases)
    runs = instances_as_now(case.instance_id for case in asked if case.instance_id)
    found = [case for case in asked if case.instance_id in runs]
    units = names_of({case.agency_id for case in found})
    steps: dict[int, list[Step]] = {}
    rows = Step.objects.filter(case__in=found, closed_at=None, engine_task__isnull=False)
    for step in rows.order_by("pk"):
        steps.setdefault(step.case_id, []).append(step)
    return [
        _row(case, runs[case.instance_id or 0], version, steps.get(case.pk, []), units)
        for case in found
    ]


def _row(
    case: Case,
    run: ProcessInstance,
    version: ProcessVersion,
    steps: list[Step],
    units: dict[int, str],
) -> MoveRow:
    verdict, why = verdict_of(run, version, steps)
    return MoveRow(
        case_id=case.pk,
        code=case.code or case.title,
        unit=units.get(case.agency_id, ""),
        number=run.version.number,
        steps=tuple(step.title for step in steps),
        verdict=verdict,
        why=why,
    )


def verdict_of(
    run: ProcessInstance, version: ProcessVersion, steps: Iterable[Step]
) -> tuple[Verdict, str]:
    """What moving would come to, and why not; a step that is being signed or sealed must wait."""
    plan = plan_migration(run, version)
    if not plan.possible:
        verdict = Verdict.WAITS if plan.waits else Verdict.CONFLICTS
        return verdict, " ".join(_(reason) for reason in plan.reasons)
    if any(step.marks.get("busy") for step in steps):
        return Verdict.WAITS, _("Đang ký số hoặc đóng dấu. Chờ xong rồi chuyển.")
    return Verdict.MOVES, ""


def moves_of(definition_id: int, *, limit: int = 20) -> list[ProcessMove]:
    """The last lots of a process, the newest first."""
    rows = ProcessMove.objects.filter(definition_id=definition_id).select_related("version")
    return list(rows.select_related("undone_by").order_by("-pk")[:limit])


def mover_of(move: ProcessMove) -> Actor:
    """Whoever asked for a lot, with the rights of now."""
    return actor_for(move.asked_by)
