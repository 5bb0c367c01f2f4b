# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Take back what one has just handed on, while nobody has looked at it.

The table decides what can be taken back: not what printed a paper for the citizen, moved the
dossier to another legal state, carries a signature, a number or a seal, or stopped a clock.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    EventAudience,
    Step,
    lock_case,
    open_steps_of,
    reopen_step,
    steps_of,
    tell,
)
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, NotAllowed
from lienthong.modules.onestop.actions.moving import places_of
from lienthong.modules.onestop.enums import SupplementStage
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import VIEW
from lienthong.modules.onestop.rules import obstacle_to_taking_back


@action(VIEW)
def take_back_step(step: Step, *, actor: Actor) -> Step:
    """Open the step again that the officer finished last; what followed is closed without effect.

    Raises ``NotAllowed`` for somebody else's step, ``IllegalState`` with the reason once the next
    step was claimed or begun, was looked at (while undoing is not listed or its minutes are over),
    or when something was already sent.
    """
    case = lock_case(step.case_id)
    done = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if done.closed_by_id is None or done.closed_by_id != actor.account_id:
        raise NotAllowed(_("Chỉ người vừa làm bước này mới thu hồi được."))
    dossier = Dossier.objects.select_related("procedure_version").get(pk=case.pk)
    dossier.case = case
    steps, now = steps_of(case.pk), timezone.now()
    obstacle = obstacle_to_taking_back(done, steps, is_open=case.is_open, now=now)
    if obstacle or done.engine_task is None:
        raise IllegalState(obstacle)
    reopen_step(case, done.engine_task, places=places_of(dossier), actor=actor)
    _undo(dossier, done)
    case.version += 1
    case.save(update_fields=["version"])
    audience = EventAudience.OFFICER
    told = {"step": done.title}
    tell(case, "step_taken_back", actor=actor, audience=audience, step_id=done.pk, **told)
    tasks = {opened.engine_task: opened for opened in open_steps_of(case.pk)}
    return tasks[done.engine_task]


def _undo(dossier: Dossier, step: Step) -> None:
    """What the act wrote for the next desk alone: a request that was never sent."""
    if step.outcome == "request_supplement":
        rows = dossier.supplements.filter(stage=SupplementStage.PROCESS, sent_at=None)
        rows.delete()
