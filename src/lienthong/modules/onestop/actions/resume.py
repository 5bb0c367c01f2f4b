# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""After a stop or a supplement that did not come: go on, or end with everything given back.

Legal basis: 61/2018/NĐ-CP, Điều 19 (default to be confirmed).
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import EventAudience, Step, lock_case, reopen_step, tell
from lienthong.core.deadlines.api import (
    AdjustmentKind,
    Change,
    Reason,
    adjust_deadline,
    cancel_deadline,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.actions.moving import go_on, leave_table, move, places_of
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.actions.resting import instrument_for, wake_steps
from lienthong.modules.onestop.actions.restitution import (
    GivenBack,
    check_refund,
    give_originals_back,
)
from lienthong.modules.onestop.actions.side import close_sides, of_competent_unit, said, take_side
from lienthong.modules.onestop.actions.waiting import deadline_of
from lienthong.modules.onestop.enums import DossierState, PaperKind
from lienthong.modules.onestop.models import Dossier, StopNotice
from lienthong.modules.onestop.permissions import PROCESS, RECEIVE
from lienthong.modules.onestop.queries.turns import asking_steps, open_stop


@action(PROCESS)
def resume_dossier(
    dossier: Dossier, *, reason: str, version: int | None = None, actor: Actor
) -> StopNotice:
    """Go on where it stopped: the time of the stop is taken out, no more than the version allows.

    Raises ``IllegalState`` for a dossier that is not stopped, ``InvalidInput`` without a reason.
    """
    dossier.case = lock_case(dossier.case_id, version=version)
    of_competent_unit(dossier, actor)
    notice = open_stop(dossier)
    if notice is None or dossier.case.state != DossierState.STOPPED:
        raise IllegalState(_("Hồ sơ này không dừng."), code="not_stopped")
    words = said(reason, "reason", _("Ghi vì sao giải quyết tiếp."))
    notice.resumed_by_text, notice.resumed_at = actor.name, timezone.now()
    notice.resume_reason = words
    notice.save(update_fields=["resumed_by_text", "resumed_at", "resume_reason"])
    _count_again(dossier, notice, actor)
    close_sides(dossier, actor=actor)
    move(dossier, DossierState.IN_PROCESS)
    if notice.state_before == DossierState.SUPPLEMENT:
        back_to_asker(dossier, actor=actor)
    dossier.case.refresh_from_db(fields=["due_at"])
    due_at = dossier.case.due_at.isoformat() if dossier.case.due_at else ""
    tell(dossier.case, "resumed", actor=actor, reason=words, due_at=due_at)
    make_paper(dossier, PaperKind.ACCEPTANCE_SLIP, actor=actor)
    return notice


@part_of_act
def _count_again(dossier: Dossier, notice: StopNotice, actor: Actor) -> None:
    now = timezone.now()
    change = Change(
        AdjustmentKind.EXCLUDE,
        Reason.STOPPED,
        notice.instrument_id,
        approved_by_id=actor.account_id,
        to_at=min(now, notice.until_at) if notice.until_at else now,
        note=notice.reason[:500],
    )
    adjust_deadline(deadline_of(dossier), change=change)
    wake_steps(dossier, instrument_id=notice.instrument_id, actor=actor)


@part_of_act
def back_to_asker(dossier: Dossier, *, actor: Actor) -> None:
    """Open again the step that asked for the supplement: its officer decides with what there is."""
    asked = asking_steps(dossier)
    if not asked or asked[-1].engine_task is None:
        raise IllegalState
    reopen_step(dossier.case, asked[-1].engine_task, places=places_of(dossier), actor=actor)


@action(RECEIVE)
def end_stopped(
    step: Step, *, back: GivenBack, version: int | None = None, actor: Actor
) -> StopNotice:
    """Papers and money went back: the stopped dossier ends as withdrawn.

    Raises ``InvalidInput`` while originals are kept, ``IllegalState`` when it is not stopped.
    """
    dossier, locked = take_side(step, "close_stopped", version=version, actor=actor)
    notice = open_stop(dossier)
    if notice is None or dossier.case.state != DossierState.STOPPED:
        raise IllegalState(_("Hồ sơ này không dừng."), code="not_stopped")
    check_refund(dossier, back.refund)
    give_originals_back(dossier, back.originals_returned)
    notice.refund = back.refund or notice.refund
    notice.ended_by_text, notice.ended_at = actor.name, timezone.now()
    notice.save(update_fields=["refund", "ended_by_text", "ended_at"])
    go_on(dossier, locked, "end", actor=actor)
    leave_table(dossier, actor=actor)
    move(dossier, DossierState.WITHDRAWN)
    cancel_deadline(deadline_of(dossier))
    tell(dossier.case, "withdrawn", actor=actor, reason=notice.reason)
    return notice


@action(PROCESS)
def go_on_without(step: Step, *, reason: str, version: int | None = None, actor: Actor) -> Dossier:
    """The supplement did not come: decide with what there is, so that reasons can be given.

    The waiting is taken out of the count. Raises ``InvalidInput`` without a reason.
    """
    words = said(reason, "reason", _("Ghi vì sao giải quyết theo giấy tờ hiện có."))
    dossier, locked = take_side(step, "supplement_expired", version=version, actor=actor)
    if dossier.case.state != DossierState.SUPPLEMENT:
        raise IllegalState
    rule = dossier.procedure_version.spec.data["time"]["supplement"]["in_process"]
    change = Change(
        AdjustmentKind.EXCLUDE,
        Reason.SUPPLEMENT,
        instrument_for(dossier, *rule["legal_basis"]),
        approved_by_id=actor.account_id,
        note=words[:500],
    )
    adjust_deadline(deadline_of(dossier), change=change)
    now = timezone.now()
    dossier.supplements.filter(closed_at=None, accepted_at=None).update(closed_at=now)
    go_on(dossier, locked, "go_on", actor=actor, comment=words)
    move(dossier, DossierState.IN_PROCESS)
    back_to_asker(dossier, actor=actor)
    audience = EventAudience.OFFICER
    tell(dossier.case, "went_on_without", actor=actor, audience=audience, reason=words)
    return dossier
