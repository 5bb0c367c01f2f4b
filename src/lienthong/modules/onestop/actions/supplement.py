# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Supplements: the unit asks through the one-stop, the citizen answers item by item.

Legal basis: 61/2018/NĐ-CP, Điều 5 and 19; 45/2020/NĐ-CP, Điều 12.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    EventAudience,
    Step,
    deliver_message,
    lock_case,
    tell,
)
from lienthong.core.deadlines.api import (
    Reason,
    adjust_deadline,
    hold_deadline,
)
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.actions.answering import accept_papers, add_files, change_of
from lienthong.modules.onestop.actions.awaiting import await_answer
from lienthong.modules.onestop.actions.intake import Missing, write_notice
from lienthong.modules.onestop.actions.moving import go_on, move, places_of, take_step
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.actions.receiving_files import let_files_be_found
from lienthong.modules.onestop.actions.second_supplement import asked_by, proposed
from lienthong.modules.onestop.actions.side import close_sides, open_side, said
from lienthong.modules.onestop.actions.waiting import deadline_of
from lienthong.modules.onestop.actions.writing import LONGEST, must_fit, too_long
from lienthong.modules.onestop.enums import (
    DossierState,
    PaperKind,
    SupplementStage,
)
from lienthong.modules.onestop.models import Dossier, SupplementNotice
from lienthong.modules.onestop.permissions import FILE, PROCESS, RECEIVE
from lienthong.modules.onestop.queries.papers import clock_day
from lienthong.modules.onestop.queries.turns import (
    SupplementOffer,
    answered_notice,
    open_notice,
    supplement_offer,
)
from lienthong.modules.onestop.rules import SUPPLEMENT_RECEIVED, waits_for_papers

MOST_ANSWER = 1000  # characters of the words that go with one item


@dataclass(frozen=True, slots=True)
class Answer:
    """The citizen's answer to one item: words, file version ids, or both."""

    text: str = ""
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by the id of the item."""

    by_defect: Mapping[int, Answer] = field(default_factory=dict)


@action(PROCESS)
def propose_supplement(
    step: Step,
    *,
    missing: Sequence[Missing],
    reason: str,
    over_limit_reason: str = "",
    version: int | None = None,
    actor: Actor,
) -> Dossier:
    """The unit says what is missing; only the one-stop may write to the citizen.

    Beyond the number of requests that the version allows a leader approves first. Raises
    ``InvalidInput`` without an item or a reason, ``IllegalState`` after the last day for asking.
    """
    dossier, locked, _marks = take_step(
        step, act="propose_supplement", outcome="request_supplement", version=version, actor=actor
    )
    offer = supplement_offer(dossier, deadline_of(dossier))
    _refuse_late(offer)
    why = _why_over_limit(over_limit_reason) if offer.needs_leader else ""
    notice = write_notice(dossier, SupplementStage.PROCESS, missing, reason, actor)
    notice.sent_at, notice.over_limit_reason = None, why
    notice.save(update_fields=["sent_at", "over_limit_reason"])
    audience = EventAudience.OFFICER
    tell(dossier.case, "supplement_proposed", actor=actor, audience=audience, reason=reason)
    if offer.needs_leader:
        open_side(dossier, "approve_supplement", **asked_by(locked, actor))
    else:
        go_on(dossier, locked, "request_supplement", actor=actor, comment=reason)
    return dossier


def _refuse_late(offer: SupplementOffer) -> None:
    """The last day counts for the first request; beyond it a leader answers for the delay."""
    if not offer.needs_leader and offer.is_late(timezone.localdate()):
        message = _("Đã quá ngày cuối được yêu cầu bổ sung: %(day)s.")
        day = f"{offer.last_day:%d/%m/%Y}"
        raise IllegalState(message % {"day": day}, code="supplement_too_late")


def _why_over_limit(text: str) -> str:
    message = _("Đã yêu cầu đủ số lần quy định. Ghi lý do để lãnh đạo duyệt.")
    return said(text, "over_limit_reason", message)


@action(RECEIVE)
def send_supplement(
    step: Step, *, comment: str = "", version: int | None = None, actor: Actor
) -> SupplementNotice:
    """The one-stop sends the unit's request (Mẫu 02); the clock is held until it is complete."""
    must_fit(LONGEST, comment=comment)
    dossier, locked, _marks = take_step(
        step, act="request_supplement", outcome="send", version=version, actor=actor
    )
    notice = proposed(dossier)
    if notice.over_limit_reason and notice.approved_at is None:
        raise IllegalState(_("Lãnh đạo chưa duyệt yêu cầu bổ sung này."), code="not_approved")
    notice.sent_at = timezone.now()
    notice.save(update_fields=["sent_at"])
    move(dossier, DossierState.SUPPLEMENT)
    hold_deadline(deadline_of(dossier), reason=Reason.SUPPLEMENT)
    count = notice.defects.count()
    tell(dossier.case, "supplement_requested", actor=actor, reason=notice.reason, count=count)
    go_on(dossier, locked, "send", actor=actor, comment=comment)
    await_answer(dossier, notice)
    make_paper(dossier, PaperKind.SUPPLEMENT_NOTICE, actor=actor, **_paper_extra(notice))
    return notice


def _paper_extra(notice: SupplementNotice) -> dict[str, Any]:
    return {"notice_id": notice.pk, "answer_by": clock_day(notice.answer_by)}


@action(FILE)
def answer_supplement(dossier: Dossier, *, answers: Answers, actor: Actor) -> Dossier:
    """The citizen answers every item; the dossier goes back to the desk.

    Raises ``InvalidInput`` naming the items still open, ``IllegalState`` when nothing is asked.
    """
    return _answered(dossier, answers, actor)


@action(RECEIVE)
def bring_supplement(dossier: Dossier, *, answers: Answers, actor: Actor) -> Dossier:
    """Somebody brought what was asked for to the desk, which notes it item by item, then checks it.

    Raises ``InvalidInput`` naming the items still open, ``IllegalState`` when nothing is asked.
    Legal basis: 61/2018/NĐ-CP, Điều 17.
    """
    return _answered(dossier, answers, actor)


def _answered(dossier: Dossier, answers: Answers, actor: Actor) -> Dossier:
    case = lock_case(dossier.case_id)
    dossier.case = case
    notice = open_notice(dossier)
    if notice is None or not waits_for_papers(case.state):
        raise IllegalState
    papers = _write_answers(dossier, notice, answers)
    notice.answered_at = timezone.now()
    notice.save(update_fields=["answered_at"])
    close_sides(dossier, "supplement_expired", actor=actor)
    tell(case, "supplement_answered", actor=actor, count=len(papers), papers=papers)
    if any(paper["files"] for paper in papers):
        let_files_be_found(dossier)
    if case.state == DossierState.INTAKE_SUPPLEMENT:
        move(dossier, DossierState.SUBMITTED)
    deliver_message(case, SUPPLEMENT_RECEIVED, places=places_of(dossier), actor=actor)
    return dossier


def _write_answers(
    dossier: Dossier, notice: SupplementNotice, answers: Answers
) -> list[dict[str, Any]]:
    """The papers that came, each with how many files. Raises ``InvalidInput`` while one lacks."""
    wrong: dict[str, str] = {}
    papers: list[dict[str, Any]] = []
    for defect in notice.defects.all():
        given = answers.by_defect.get(defect.pk, Answer())
        files = list(given.files) or defect.answer_files
        if not files and not given.text.strip():
            wrong[f"defect_{defect.pk}"] = _("Hãy bổ sung: %(name)s.") % {"name": defect.name}
            continue
        if long := too_long(given.text, MOST_ANSWER):
            wrong[f"defect_{defect.pk}"] = long
            continue
        defect.answer_text = given.text.strip()
        defect.answer_files = files
        defect.answered_at = timezone.now()
        defect.save()
        add_files(dossier, defect.component_key, files)
        papers.append({"name": defect.name, "files": len(files)})
    if wrong:
        raise InvalidInput(fields=wrong)
    return papers


@action(RECEIVE)
def accept_supplement(
    step: Step, *, comment: str = "", version: int | None = None, actor: Actor
) -> Dossier:
    """The supplement is complete: the limit runs anew or goes on, as the procedure version says.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    must_fit(LONGEST, comment=comment)
    dossier, locked, _marks = take_step(
        step, act="accept_supplement", outcome="accept", version=version, actor=actor
    )
    notice = answered_notice(dossier)
    if notice is None:
        raise IllegalState
    notice.accepted_at = timezone.now()
    notice.save(update_fields=["accepted_at"])
    accept_papers(dossier, notice)
    change = adjust_deadline(deadline_of(dossier), change=change_of(dossier, actor))
    due_at = change.due_after
    dossier.case.due_at = due_at
    move(dossier, DossierState.IN_PROCESS)
    tell(dossier.case, "supplement_accepted", actor=actor, due_at=due_at.isoformat())
    go_on(dossier, locked, "accept", actor=actor, comment=comment)
    make_paper(dossier, PaperKind.ACCEPTANCE_SLIP, actor=actor)
    return dossier


@action(RECEIVE)
def return_supplement(
    step: Step,
    *,
    missing: Sequence[Missing],
    reason: str,
    version: int | None = None,
    actor: Actor,
) -> SupplementNotice:
    """What was sent does not answer the request: the same items again, nothing new.

    Only items of the request that was answered may be named: a second request is not allowed.
    Legal basis: 61/2018/NĐ-CP, Điều 11.
    """
    dossier, locked, _marks = take_step(
        step, act="return_supplement", outcome="still_missing", version=version, actor=actor
    )
    asked = answered_notice(dossier)
    keys = set(asked.defects.values_list("component_key", flat=True)) if asked else set()
    if any(item.component_key not in keys for item in missing):
        raise InvalidInput(
            fields={"missing": _("Chỉ nhắc lại các mục đã yêu cầu, không thêm mục mới.")}
        )
    notice = write_notice(dossier, SupplementStage.PROCESS, missing, reason, actor)
    notice.again_of = asked
    notice.save(update_fields=["again_of"])
    tell(dossier.case, "supplement_requested", actor=actor, reason=reason, count=len(missing))
    go_on(dossier, locked, "still_missing", actor=actor, comment=reason)
    await_answer(dossier, notice)
    make_paper(dossier, PaperKind.SUPPLEMENT_NOTICE, actor=actor, **_paper_extra(notice))
    return notice


@action(RECEIVE)
def resubmit(step: Step, *, comment: str, version: int | None = None, actor: Actor) -> Dossier:
    """The desk looked again at what the unit sent back. Raises ``InvalidInput``."""
    if not comment.strip():
        raise InvalidInput(fields={"comment": _("Ghi đã kiểm tra lại điều gì.")})
    must_fit(LONGEST, comment=comment)
    dossier, locked, _marks = take_step(
        step, act="resubmit", outcome="resubmit", version=version, actor=actor
    )
    audience = EventAudience.OFFICER
    tell(dossier.case, "resubmitted", actor=actor, audience=audience, comment=comment)
    go_on(dossier, locked, "resubmit", actor=actor, comment=comment)
    return dossier
