# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Extension with an apology: the unit asks, the one-stop carries it out (Mẫu 04).

Once, and long enough before the due day, as the version says; a second or late one only when a
leader decides with a reason. Legal basis: 61/2018/NĐ-CP, Điều 19, khoản 9.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import EventAudience, Step, lock_case, tell
from lienthong.core.deadlines.api import (
    AdjustmentKind,
    Change,
    Deadline,
    Reason,
    adjust_deadline,
    current_calendar,
    due_of,
)
from lienthong.kernel import clock
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.actions.moving import go_on
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.actions.side import (
    of_competent_unit,
    open_side,
    said,
    take_side,
)
from lienthong.modules.onestop.actions.waiting import deadline_of
from lienthong.modules.onestop.enums import DossierState, PaperKind
from lienthong.modules.onestop.models import Dossier, ExtensionNotice
from lienthong.modules.onestop.permissions import PROCESS, RECEIVE, SIGN
from lienthong.modules.onestop.queries.turn_papers import extension_values
from lienthong.modules.onestop.queries.turns import (
    ExtensionOffer,
    extension_offer,
    instrument_of,
    open_extension,
)


@dataclass(frozen=True, slots=True)
class NewDate:
    """What the unit asks: the new local day, why, the words of apology, why out of the rule."""

    day: date | None
    reason: str
    apology: str
    override_reason: str = ""


@action(PROCESS)
def ask_extension(
    dossier: Dossier, *, asked: NewDate, version: int | None = None, actor: Actor
) -> ExtensionNotice:
    """Ask for a new date; the one-stop carries it out, a leader decides first when it must be.

    Raises ``InvalidInput`` for a day that is no later working day or missing words,
    ``IllegalState`` when nothing is promised, one is asked already or the clock does not run.
    """
    case = lock_case(dossier.case_id, version=version)
    dossier.case = case
    of_competent_unit(dossier, actor)
    deadline, offer = _offered(dossier)
    if open_extension(dossier) is not None:
        raise IllegalState(_("Đã có đề nghị gia hạn đang chờ."), code="extension_asked")
    reason = said(asked.reason, "reason", _("Ghi lý do chậm, để người nộp hiểu."))
    apology = said(asked.apology, "apology", _("Ghi lời xin lỗi sẽ in trên văn bản."))
    overridden = offer.needs_leader(timezone.localdate())
    notice = ExtensionNotice.objects.create(
        dossier=dossier,
        reason=reason,
        apology=apology,
        due_before=deadline.due_at,
        new_due_at=_new_due(deadline, asked.day),
        legal_basis=offer.legal_basis,
        overridden=overridden,
        override_reason=_why_overridden(asked) if overridden else "",
        asked_by_text=actor.name,
        asked_at=timezone.now(),
    )
    open_side(dossier, "approve_extension" if overridden else "extend")
    due_at = notice.new_due_at.isoformat()
    audience = EventAudience.OFFICER
    tell(case, "extension_asked", actor=actor, audience=audience, reason=reason, due_at=due_at)
    return notice


def _offered(dossier: Dossier) -> tuple[Deadline, ExtensionOffer]:
    if dossier.case.state != DossierState.IN_PROCESS or not dossier.case.deadline_id:
        raise IllegalState
    deadline = deadline_of(dossier)
    if deadline.state != "running":
        raise IllegalState(_("Hồ sơ đang chờ, thời hạn chưa tính nên chưa cần gia hạn."))
    offer = extension_offer(dossier, deadline)
    if offer is None:
        raise IllegalState(_("Thủ tục này không có quy định gia hạn."), code="no_extension")
    return deadline, offer


def _new_due(deadline: Deadline, day: date | None) -> datetime:
    """The end of that working day. Raises ``InvalidInput``."""
    if day is None:
        raise InvalidInput(fields={"day": _("Chọn ngày hẹn mới.")})
    calendar = current_calendar(deadline)
    today = timezone.localdate()
    wanted = clock.Adjustment(
        clock.AdjustmentKind.EXTEND, to_at=datetime.combine(day, datetime.min.time())
    )
    try:
        due = due_of(deadline, [wanted]).due_at
        works = clock.working_days_before(day + timedelta(days=1), 1, calendar) == day
    except clock.ClockError as error:
        raise InvalidInput(fields={"day": str(error.message)}, code=error.code) from error
    if day <= today:
        raise InvalidInput(fields={"day": _("Ngày hẹn mới phải sau hôm nay.")}, code="not_later")
    if not works:
        raise InvalidInput(fields={"day": _("Ngày này cơ quan nghỉ. Chọn một ngày làm việc.")})
    return clock.to_aware(due)


def _why_overridden(asked: NewDate) -> str:
    message = _("Ghi lý do để lãnh đạo quyết định: đã quá ngày được xin, hoặc đã gia hạn rồi.")
    return said(asked.override_reason, "override_reason", message)


@action(SIGN)
def approve_extension(step: Step, *, version: int | None = None, actor: Actor) -> ExtensionNotice:
    """A leader decides an extension out of the rule; the one-stop may carry it out."""
    dossier, locked = take_side(step, "approve_extension", version=version, actor=actor)
    notice = _asked(dossier)
    notice.approved_by_text, notice.approved_by_id = actor.name, actor.account_id
    notice.approved_at = timezone.now()
    notice.save(update_fields=["approved_by_text", "approved_by_id", "approved_at"])
    go_on(dossier, locked, "approve", actor=actor, comment=notice.override_reason)
    open_side(dossier, "extend")
    tell(dossier.case, "extension_approved", actor=actor, audience=EventAudience.OFFICER)
    return notice


@action(SIGN)
def decline_extension(
    step: Step, *, reason: str, version: int | None = None, actor: Actor
) -> ExtensionNotice:
    """The leader does not agree: the date stays. Raises ``InvalidInput`` without a reason."""
    return _decline(step, "approve_extension", reason, version, actor)


@action(RECEIVE)
def return_extension(
    step: Step, *, reason: str, version: int | None = None, actor: Actor
) -> ExtensionNotice:
    """The one-stop gives the request back: the date stays. Raises ``InvalidInput``."""
    return _decline(step, "extend", reason, version, actor)


@part_of_act
def _decline(
    step: Step, node: str, reason: str, version: int | None, actor: Actor
) -> ExtensionNotice:
    words = said(reason, "reason", _("Ghi lý do không đồng ý."))
    dossier, locked = take_side(step, node, version=version, actor=actor)
    notice = _asked(dossier)
    notice.declined_by_text, notice.declined_at = actor.name, timezone.now()
    notice.decline_reason = words
    notice.save(update_fields=["declined_by_text", "declined_at", "decline_reason"])
    go_on(dossier, locked, "decline", actor=actor, comment=words)
    audience = EventAudience.OFFICER
    tell(dossier.case, "extension_declined", actor=actor, audience=audience, reason=words)
    return notice


@action(RECEIVE)
def extend_dossier(step: Step, *, version: int | None = None, actor: Actor) -> ExtensionNotice:
    """Carry out the extension: the date moves, Mẫu 04 is made, the citizen is told.

    Raises ``IllegalState`` when it has become too late and no leader decided it.
    """
    dossier, locked = take_side(step, "extend", version=version, actor=actor)
    notice = _asked(dossier)
    deadline, offer = _offered(dossier)
    if not notice.overridden and offer.needs_leader(timezone.localdate()):
        message = _("Đã quá ngày được gia hạn. Trả lại để đơn vị trình lãnh đạo.")
        raise IllegalState(message, code="extension_too_late")
    _extend(deadline, offer, notice)
    notice.was_late = clock.to_local(timezone.now()).date() > clock.to_local(deadline.due_at).date()
    notice.executed_by_text, notice.executed_at = actor.name, timezone.now()
    notice.save(update_fields=["executed_by_text", "executed_at", "was_late", "due_before"])
    dossier.case.due_at = notice.new_due_at
    tell(
        dossier.case,
        "extended",
        actor=actor,
        reason=notice.reason,
        due_before=notice.due_before.isoformat(),
        due_at=notice.new_due_at.isoformat(),
    )
    go_on(dossier, locked, "extend", actor=actor)
    values = extension_values(dossier, notice)
    make_paper(dossier, PaperKind.EXTENSION_NOTICE, actor=actor, **values)
    return notice


def _extend(deadline: Deadline, offer: ExtensionOffer, notice: ExtensionNotice) -> None:
    instrument = instrument_of(notice.legal_basis)
    if instrument is None:
        raise LookupError(notice.legal_basis)
    notice.due_before = deadline.due_at
    change = Change(
        AdjustmentKind.EXTEND,
        Reason.APOLOGY,
        instrument,
        approved_by_id=notice.approved_by_id,
        to_at=notice.new_due_at,
        note=notice.override_reason[:500] or notice.reason[:500],
        overridden=notice.overridden,
        extensions_allowed=offer.allowed,
    )
    adjust_deadline(deadline, change=change)


def _asked(dossier: Dossier) -> ExtensionNotice:
    notice = open_extension(dossier)
    if notice is None:
        raise IllegalState
    return notice
