# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Move a dossier from one legal state to another, and its steps along the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    Capacity,
    Case,
    Places,
    Step,
    Term,
    cancel_process,
    close_case,
    finish_step,
    lock_step,
    move_case,
    open_steps_of,
    tell,
)
from lienthong.core.deadlines.api import start_deadline
from lienthong.core.documents.api import IssuedDocument, laying, may_redraft
from lienthong.core.process.api import OpenTask
from lienthong.kernel import clock
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.prepared import Prepared
from lienthong.modules.onestop.actions.findable import make_findable
from lienthong.modules.onestop.enums import CLOSED, DossierState, ResultKind
from lienthong.modules.onestop.models import Dossier, HandOver
from lienthong.modules.onestop.rules import is_paused, may_move

KIND = "onestop.dossier"
WAITING_ROLE = "one_stop_officer"
TABLE_UNITS = {"calendar_day": "day"}
"""Names of units in the table of steps that the clock calls otherwise."""


def places_of(dossier: Dossier) -> Places:
    """Where the steps of a dossier go and how their terms are computed."""
    case = dossier.case
    units = {"receiving": case.unit_id, "competent": case.agency_id}
    units["support"] = dossier.support_unit_id or case.unit_id
    return Places(
        units=units,
        waiting_role=WAITING_ROLE,
        term=_term,
        joined=lambda _case: make_findable(dossier),
    )


def places_of_case(case: Case) -> Places:
    """Where the steps of this dossier's table go that open by themselves."""
    dossier = Dossier.objects.select_related("procedure_version").get(pk=case.pk)
    dossier.case = case
    return places_of(dossier)


def rests(case: Case) -> bool:
    """Whether the dossier is stopped or waits for money: then nothing goes on by itself."""
    return is_paused(case.state)


def _term(unit_id: int, task: OpenTask) -> Term:
    if task.limit is None:
        return Term(None, None)
    unit = str(task.limit.unit)
    limit = clock.Limit(clock.TimeUnit(TABLE_UNITS.get(unit, unit)), task.limit.amount)
    deadline = start_deadline(limit, unit_id=unit_id)
    return Term(deadline.pk, deadline.due_at)


@part_of_act
def move(dossier: Dossier, state: str, *, at_desk: bool = False, **changes: Any) -> Dossier:
    """Put the dossier into a legal state; closed states close the case. Raises ``IllegalState``."""
    case = dossier.case
    allowed = may_move(
        case.state,
        state,
        at_desk=at_desk,
        back_to=dossier.state_before_withdrawal,
        granted=dossier.result_kind == ResultKind.GRANTED,
    )
    move_case(case, state, allowed=allowed, **changes)
    if state in CLOSED and case.is_open:
        close_case(case)
    return dossier


@part_of_act
def take_step(
    step: Step, *, act: str, outcome: str, version: int | None, actor: Actor
) -> tuple[Dossier, Step, dict[str, Any]]:
    """Lock a step for one of its outcomes; answers dossier, step and the outcome's marks.

    Raises ``IllegalState`` when the step does not offer the outcome for this act, or is busy.
    """
    case, locked = lock_step(step, actor=actor, version=version)
    dossier = _MOVED.first(case.pk)
    if dossier is None:
        raise OutOfScope
    case.form, case.agency, dossier.case = dossier.case.form, dossier.case.agency, case
    way = next((way for way in locked.outcomes if way["code"] == outcome), None)
    if way is None or way["marks"].get("act", "") != act:
        raise IllegalState(code="no_such_outcome")
    if locked.marks.get("busy"):
        raise IllegalState(code="step_busy")
    refuse_while_paused(dossier)
    return dossier, locked, way["marks"]


def _moved(pk: int) -> QuerySet[Dossier]:
    """Dossiers with what an act on one of their steps reads, in one statement."""
    open_now = Step.objects.filter(case_id=OuterRef("pk"), closed_at__isnull=True)
    blocking = open_now.filter(marks__has_key="blocks").order_by("id")
    rows = Dossier.objects.select_related(
        "procedure_version", "case__form", "case__agency", "result"
    )
    return rows.filter(pk=pk).annotate(awaited=Subquery(blocking.values("title")[:1]))


_MOVED = Prepared(_moved)


@part_of_act
def refuse_while_paused(dossier: Dossier) -> None:
    """Nobody moves the table while the dossier waits for money, is stopped, or a leader decides.

    Raises ``IllegalState`` with what is awaited.
    """
    if is_paused(dossier.case.state):
        state = DossierState(dossier.case.state).label
        raise IllegalState(_("Hồ sơ đang %(state)s.") % {"state": state}, code="paused")
    refuse_blocked(dossier)


@part_of_act
def refuse_blocked(dossier: Dossier) -> None:
    """A side step that has to be decided first stands in the way. Raises ``IllegalState``."""
    awaited = _awaited(dossier)
    if awaited is not None:
        raise IllegalState(_("Đang chờ: %(what)s.") % {"what": awaited}, code="blocked")


def _awaited(dossier: Dossier) -> str | None:
    """What stands in the way, by the dossier's own word where it was read with it."""
    if "awaited" in vars(dossier):
        return cast("str | None", vars(dossier)["awaited"])
    open_now = open_steps_of(dossier.pk)
    return next((step.title for step in open_now if step.marks.get("blocks")), None)


@part_of_act
def go_on(
    dossier: Dossier,
    step: Step,
    outcome: str,
    *,
    actor: Actor,
    comment: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Finish the step; whatever opens is handed over and findable."""
    finish_step(
        dossier.case,
        step,
        outcome,
        data=data,
        places=places_of(dossier),
        actor=actor,
        comment=comment,
    )


@part_of_act
def leave_table(dossier: Dossier, *, actor: Actor) -> None:
    """The dossier ends outside its table: open steps are closed, nobody initials its paper."""
    cancel_process(dossier.case, places=places_of(dossier), actor=actor)
    papers = IssuedDocument.objects.filter(owner_kind=KIND, owner_id=dossier.pk).order_by("pk")
    for draft in filter(may_redraft, papers):
        laying.drop_requests(draft)


@part_of_act
def hand_over(dossier: Dossier, *, to_unit: int, actor: Actor) -> HandOver:
    """Electronic papers pass from the desk to the competent agency at once.

    Legal basis: 61/2018/NĐ-CP, Điều 18.
    """
    now = dossier.accepted_at or timezone.now()
    return HandOver.objects.create(
        dossier=dossier,
        from_unit_id=dossier.case.unit_id,
        to_unit_id=to_unit,
        giver_text=actor.name,
        receiver_text="",
        started_at=now,
        given_at=now,
        received_at=now,
        electronic=True,
    )


__all__ = [
    "KIND",
    "Capacity",
    "Case",
    "go_on",
    "hand_over",
    "leave_table",
    "make_findable",
    "move",
    "places_of",
    "take_step",
    "tell",
]
