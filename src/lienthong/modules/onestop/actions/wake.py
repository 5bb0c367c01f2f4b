# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens by itself at a moment: reminders, the end of the time to supplement or of a stop."""

from __future__ import annotations

from django.utils import timezone

from lienthong.core.cases.api import EventAudience, Step, lock_case, tell
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.moving import go_on
from lienthong.modules.onestop.actions.side import open_side
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, SupplementNotice
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.turns import asking_steps, open_notice
from lienthong.modules.onestop.rules import is_paused


@action(RECEIVE)
def wake_step(step: Step, *, actor: Actor) -> Step:
    """Do what the moment of a step asks for, once; a step that was done meanwhile asks nothing."""
    case = lock_case(step.case_id)
    found = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    now = timezone.now()
    if found.closed_at is not None or found.wake_at is None or found.wake_at > now:
        return found
    dossier = Dossier.objects.select_related("procedure_version").get(pk=case.pk)
    found.case = dossier.case = case
    if found.marks.get("wakes"):
        return _elapse(dossier, found, actor)
    found.wake_at = None
    notice = open_notice(dossier) if case.state == DossierState.SUPPLEMENT else None
    if found.node == "close_stopped":
        tell(case, "stop_limit_reached", actor=actor, audience=EventAudience.OFFICER)
    elif notice is not None and notice.answer_by is not None:
        _supplement(dossier, found, notice, actor)
    found.save(update_fields=["wake_at"])
    return found


def _elapse(dossier: Dossier, step: Step, actor: Actor) -> Step:
    """Time finishes the step as its table says; while the dossier rests, so does time."""
    if not is_paused(dossier.case.state):
        go_on(dossier, step, str(step.marks["wakes"]), actor=actor)
        audience = EventAudience.OFFICER
        tell(dossier.case, "time_passed", actor=actor, audience=audience, step=step.title)
    return step


def _supplement(dossier: Dossier, step: Step, notice: SupplementNotice, actor: Actor) -> None:
    """Remind once, then let the officer who asked propose what to do."""
    answer_by = notice.answer_by
    if answer_by is None:
        return
    told = {"answer_by": answer_by.isoformat()}
    if timezone.now() < answer_by:
        step.wake_at = answer_by
        tell(dossier.case, "supplement_reminded", actor=actor, step_id=None, **told)
        return
    notice.expired_at = timezone.now()
    notice.save(update_fields=["expired_at"])
    tell(dossier.case, "supplement_expired", actor=actor, step_id=None, **told)
    open_side(dossier, "supplement_expired", role=asking_steps(dossier)[-1].role_code)
