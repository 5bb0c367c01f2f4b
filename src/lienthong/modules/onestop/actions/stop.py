# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Stop resolving a dossier (Mẫu 05): the unit proposes, a leader decides, the one-stop sends.

It may be resumed, as often as the version says, or ended with everything given back.
Legal basis: 03/2025/TT-VPCP; 61/2018/NĐ-CP, Điều 19 (default to be confirmed).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import EventAudience, Step, tell
from lienthong.core.deadlines.api import (
    AdjustmentKind,
    Change,
    DeadlineState,
    Reason,
    adjust_deadline,
    hold_deadline,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.actions.moving import go_on, move
from lienthong.modules.onestop.actions.obligation import cancel_obligation
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.actions.resting import rest_steps, wake_steps
from lienthong.modules.onestop.actions.restitution import GivenBack, check_refund
from lienthong.modules.onestop.actions.side import (
    close_sides,
    open_side,
    said,
    take_side,
    take_work,
)
from lienthong.modules.onestop.actions.waiting import deadline_of, latest_end
from lienthong.modules.onestop.actions.writing import must_fit
from lienthong.modules.onestop.enums import DossierState, PaperKind, StopGround
from lienthong.modules.onestop.models import Dossier, StopNotice
from lienthong.modules.onestop.permissions import PROCESS, RECEIVE, SIGN
from lienthong.modules.onestop.queries.turn_papers import stop_values
from lienthong.modules.onestop.queries.turns import (
    asking_steps,
    expired_notice,
    instrument_of,
    open_extension,
    open_obligation,
    open_stop,
)

EXCLUSION = "stop"
MOST_GROUND, MOST_PAPERS = 300, 1000
WHILE = frozenset({DossierState.IN_PROCESS, DossierState.FINANCIAL_OBLIGATION})


@dataclass(frozen=True, slots=True)
class StopAsk:
    """Why to stop: the ground, the reason that the citizen reads, the instrument and article."""

    ground: str
    reason: str
    legal_basis: str


@action(PROCESS)
def propose_stop(
    step: Step, *, asked: StopAsk, version: int | None = None, actor: Actor
) -> StopNotice:
    """Propose to stop on a ground. Raises ``InvalidInput``; ``IllegalState`` when it is asked
    already or was stopped as often as the version allows.
    """
    if step.node == "supplement_expired":
        dossier, locked = take_side(step, step.node, version=version, actor=actor)
        _in_state(dossier, DossierState.SUPPLEMENT)
    else:
        dossier, locked = take_work(step, states=WHILE, version=version, actor=actor)
    if open_stop(dossier) is not None:
        raise IllegalState(_("Đã có đề nghị dừng đang chờ."), code="stop_asked")
    _within_version(dossier)
    reason = said(asked.reason, "reason", _("Ghi lý do dừng, để người nộp hiểu."))
    must_fit(MOST_GROUND, article=asked.legal_basis)
    instrument = _check(dossier, asked)
    notice = StopNotice.objects.create(
        dossier=dossier,
        ground=asked.ground,
        reason=reason,
        legal_basis=asked.legal_basis.strip(),
        instrument_id=instrument,
        asked_by_text=actor.name,
        asked_at=timezone.now(),
    )
    if locked.is_side:
        go_on(dossier, locked, "stop", actor=actor, comment=reason)
    open_side(dossier, "approve_stop")
    audience = EventAudience.OFFICER
    tell(dossier.case, "stop_proposed", actor=actor, audience=audience, reason=reason)
    return notice


def _in_state(dossier: Dossier, *states: str) -> None:
    if dossier.case.state not in states:
        raise IllegalState


def _within_version(dossier: Dossier) -> None:
    listed = dossier.procedure_version.spec.exclusion(EXCLUSION)
    made = StopNotice.objects.filter(dossier=dossier, sent_at__isnull=False).count()
    if listed is not None and made >= listed.max_count:
        message = _("Hồ sơ này đã dừng đủ số lần quy định cho phép.")
        raise IllegalState(message, code="stopped_enough")


def _check(dossier: Dossier, asked: StopAsk) -> int:
    wrong: dict[str, str] = {}
    expired = expired_notice(dossier) is not None
    if asked.ground not in StopGround.values:
        wrong["ground"] = _("Chọn trường hợp dừng.")
    elif asked.ground == StopGround.SUPPLEMENT_EXPIRED and not expired:
        wrong["ground"] = _("Hồ sơ này không quá hạn bổ sung.")
    elif asked.ground == StopGround.UNPAID and open_obligation(dossier) is None:
        wrong["ground"] = _("Hồ sơ này không có khoản nào chưa nộp.")
    elif asked.ground == StopGround.LAW and not _is_listed(dossier):
        wrong["ground"] = _("Quy định của thủ tục này không có trường hợp dừng khác.")
    instrument = instrument_of(asked.legal_basis)
    if instrument is None:
        wrong["legal_basis"] = _("Chọn văn bản làm căn cứ.")
    if wrong or instrument is None:
        raise InvalidInput(fields=wrong)
    return instrument


def _is_listed(dossier: Dossier) -> bool:
    return dossier.procedure_version.spec.exclusion(EXCLUSION) is not None


@action(SIGN)
def approve_stop(step: Step, *, version: int | None = None, actor: Actor) -> StopNotice:
    """The leader decides; the one-stop tells the citizen."""
    dossier, locked = take_side(step, "approve_stop", version=version, actor=actor)
    notice = _open(dossier)
    notice.approved_by_text, notice.approved_by_id = actor.name, actor.account_id
    notice.approved_at = timezone.now()
    notice.save(update_fields=["approved_by_text", "approved_by_id", "approved_at"])
    go_on(dossier, locked, "approve", actor=actor, comment=notice.reason)
    open_side(dossier, "send_stop")
    tell(dossier.case, "stop_approved", actor=actor, audience=EventAudience.OFFICER)
    return notice


@action(SIGN)
def decline_stop(
    step: Step, *, reason: str, version: int | None = None, actor: Actor
) -> StopNotice:
    """The leader does not agree: the dossier goes on. Raises ``InvalidInput`` without a reason."""
    words = said(reason, "reason", _("Ghi lý do không đồng ý."))
    dossier, locked = take_side(step, "approve_stop", version=version, actor=actor)
    notice = _open(dossier)
    notice.declined_by_text, notice.declined_at = actor.name, timezone.now()
    notice.decline_reason = words
    notice.save(update_fields=["declined_by_text", "declined_at", "decline_reason"])
    go_on(dossier, locked, "decline", actor=actor, comment=words)
    if notice.ground == StopGround.SUPPLEMENT_EXPIRED:
        open_side(dossier, "supplement_expired", role=asking_steps(dossier)[-1].role_code)
    audience = EventAudience.OFFICER
    tell(dossier.case, "stop_declined", actor=actor, audience=audience, reason=words)
    return notice


@action(RECEIVE)
def send_stop(
    step: Step, *, back: GivenBack, version: int | None = None, actor: Actor
) -> StopNotice:
    """The dossier stops now: Mẫu 05 is made, the citizen is told, the clock rests.

    Raises ``InvalidInput`` for a refund beyond what was paid.
    """
    dossier, locked = take_side(step, "send_stop", version=version, actor=actor)
    _in_state(dossier, *WHILE, DossierState.SUPPLEMENT)
    notice = _open(dossier)
    check_refund(dossier, back.refund)
    must_fit(MOST_PAPERS, returned_papers=back.papers)
    notice.state_before = dossier.case.state
    notice.returned_papers, notice.refund = back.papers.strip(), back.refund
    notice.sent_by_text, notice.sent_at = actor.name, timezone.now()
    notice.until_at = _rest(dossier, notice, actor)
    notice.save()
    cancel_obligation(dossier)
    _drop_extension(dossier)
    dossier.supplements.filter(closed_at=None, accepted_at=None).update(closed_at=notice.sent_at)
    move(dossier, DossierState.STOPPED)
    tell(dossier.case, "stopped", actor=actor, reason=notice.reason)
    go_on(dossier, locked, "send", actor=actor)
    close_sides(dossier, actor=actor)
    closing = open_side(dossier, "close_stopped")
    closing.wake_at = notice.until_at
    closing.save(update_fields=["wake_at"])
    make_paper(dossier, PaperKind.STOP_NOTICE, actor=actor, **stop_values(dossier, notice))
    return notice


@part_of_act
def _rest(dossier: Dossier, notice: StopNotice, actor: Actor) -> datetime | None:
    """End what was awaited before, then hold for the stop; answers until when it may rest."""
    deadline = deadline_of(dossier)
    if deadline.state == DeadlineState.HELD:
        change = Change(
            AdjustmentKind.EXCLUDE,
            Reason(deadline.held_reason),
            notice.instrument_id,
            approved_by_id=notice.approved_by_id,
        )
        adjust_deadline(deadline, change=change)
        wake_steps(dossier, instrument_id=notice.instrument_id, actor=actor)
    hold_deadline(deadline, reason=Reason.STOPPED)
    rest_steps(dossier, reason=Reason.STOPPED)
    listed = dossier.procedure_version.spec.exclusion(EXCLUSION)
    if listed is None or listed.limit is None:
        return None
    return latest_end(listed.limit, timezone.now(), dossier.case.agency_id)


def _drop_extension(dossier: Dossier) -> None:
    asked = open_extension(dossier)
    if asked is not None:
        asked.declined_at = timezone.now()
        asked.decline_reason = str(_("Hồ sơ đã dừng giải quyết."))
        asked.save(update_fields=["declined_at", "decline_reason"])


def _open(dossier: Dossier) -> StopNotice:
    notice = open_stop(dossier)
    if notice is None or notice.sent_at is not None:
        raise IllegalState
    return notice
