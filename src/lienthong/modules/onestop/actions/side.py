# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps beside the table: open them where the reference says, take them; the unit's own work."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    Case,
    NewStep,
    Step,
    close_step,
    lock_step,
    open_step,
    open_steps_of,
    touch_case,
)
from lienthong.core.deadlines.api import start_deadline
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed
from lienthong.modules.onestop.actions.moving import places_of, refuse_blocked
from lienthong.modules.onestop.actions.writing import must_fit
from lienthong.modules.onestop.domain.side_steps import side_step
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.limits import clock_limit

LONGEST = 2000


@part_of_act
def open_side(dossier: Dossier, node: str, *, role: str = "", **marks: str) -> Step:
    """Put a side step into the queue that the reference names; ``role`` when it leaves it open."""
    touch_case(dossier.case)
    kind = side_step(node)
    unit_id = places_of(dossier).units[kind.of]
    deadline = start_deadline(clock_limit(kind.limit), unit_id=unit_id) if kind.limit else None
    return open_step(
        dossier.case,
        NewStep(
            node=node,
            title=kind.title,
            unit_id=unit_id,
            role=role or kind.role,
            due_at=deadline.due_at if deadline else dossier.case.due_at,
            deadline_id=deadline.pk if deadline else None,
            marks=marks | ({"blocks": "1"} if kind.blocks else {}),
        ),
    )


@part_of_act
def take_side(step: Step, node: str, *, version: int | None, actor: Actor) -> tuple[Dossier, Step]:
    """Lock a side step of this kind. Raises ``IllegalState`` for another kind or a done one."""
    case, locked = lock_step(step, actor=actor, version=version)
    if locked.node != node or not locked.is_side:
        raise IllegalState(code="no_such_outcome")
    touch_case(case)
    return _dossier(case), locked


@part_of_act
def take_work(
    step: Step, *, states: Collection[str], version: int | None, actor: Actor
) -> tuple[Dossier, Step]:
    """Lock the unit's own open step for an act beside the table.

    Raises ``IllegalState`` at the desk's steps, while a paper is being signed, in other states.
    """
    case, locked = lock_step(step, actor=actor, version=version)
    dossier = _dossier(case)
    if locked.is_side or "waits" in locked.marks or locked.unit_id == case.unit_id:
        raise IllegalState(code="no_such_outcome")
    if locked.marks.get("busy"):
        raise IllegalState(code="step_busy")
    if case.state not in states:
        raise IllegalState
    refuse_blocked(dossier)
    return dossier, locked


@part_of_act
def close_sides(dossier: Dossier, *nodes: str, actor: Actor) -> None:
    """Nobody has to do these side steps any more; without names all of them."""
    for step in open_steps_of(dossier.pk):
        if step.is_side and (not nodes or step.node in nodes):
            close_step(step, outcome="passed", actor=actor)


def of_competent_unit(dossier: Dossier, actor: Actor) -> None:
    """Only the agency that resolves may ask. Raises ``NotAllowed``."""
    if actor.agency_id != dossier.case.agency_id:
        raise NotAllowed(_("Chỉ cơ quan giải quyết hồ sơ mới đề nghị được việc này."))


def said(text: str, field: str, message: str) -> str:
    """What was written, trimmed. Raises ``InvalidInput`` on the field when it is empty or long."""
    words = text.strip()
    if not words:
        raise InvalidInput(fields={field: message})
    must_fit(LONGEST, **{field: words})
    return words


def _dossier(case: Case) -> Dossier:
    dossier = Dossier.objects.select_related("procedure_version").get(pk=case.pk)
    dossier.case = case
    return dossier
