# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""While a dossier rests, the time of the steps that are open rests with it.

The promise to the citizen rests only as the version says; the internal time of a step whose
officer cannot work always does. Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from lienthong.core.cases.api import open_steps_of
from lienthong.core.deadlines.api import (
    AdjustmentKind,
    Change,
    Deadline,
    DeadlineState,
    Reason,
    adjust_deadline,
    hold_deadline,
)
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.turns import instrument_of


@part_of_act
def rest_steps(dossier: Dossier, *, reason: Reason) -> None:
    """Hold the internal deadlines of the open steps of the table."""
    for deadline in _of_table(dossier, DeadlineState.RUNNING):
        hold_deadline(deadline, reason=reason)


@part_of_act
def wake_steps(dossier: Dossier, *, instrument_id: int, actor: Actor) -> None:
    """The open steps count again; the time of resting is taken out."""
    for deadline in _of_table(dossier, DeadlineState.HELD):
        change = Change(
            AdjustmentKind.EXCLUDE,
            Reason(deadline.held_reason),
            instrument_id,
            approved_by_id=actor.account_id,
        )
        adjust_deadline(deadline, change=change)


def instrument_for(dossier: Dossier, *bases: str) -> int:
    """The first ground that names a known instrument, else that of the version's time limit."""
    for basis in (*bases, *dossier.procedure_version.spec.time_basis):
        found = instrument_of(basis)
        if found is not None:
            return found
    raise LookupError(dossier.procedure_version_id)


def _of_table(dossier: Dossier, state: str) -> list[Deadline]:
    steps = [step for step in open_steps_of(dossier.pk) if not step.is_side]
    numbers = [step.deadline_id for step in steps if step.deadline_id]
    return list(Deadline.objects.filter(pk__in=numbers, state=state).order_by("pk"))
