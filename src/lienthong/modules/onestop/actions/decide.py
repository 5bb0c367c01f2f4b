# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The leader signs, the clerk numbers and seals, the result exists.

Signing and sealing happen in the worker; the step stays open and busy until the paper is done, so
that nothing is ever "signed" on the screen only. Legal basis: 45/2020/NĐ-CP, Điều 14.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import (
    CaseOutcome,
    EventAudience,
    Step,
    lock_case,
    open_steps_of,
    tell,
)
from lienthong.core.deadlines.api import Deadline, meet_deadline
from lienthong.core.documents.api import (
    IssuedDocument,
    drafts,
    laying,
    may_redraft,
    number_document,
    seal_document,
    sign_annexes,
    sign_document,
    void_document,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.kernel.prepared import Prepared
from lienthong.modules.onestop.actions.correct import choose_corrected, settle_correction
from lienthong.modules.onestop.actions.examine import back_one, draft_result, with_initials
from lienthong.modules.onestop.actions.hand_over import result_to_give
from lienthong.modules.onestop.actions.moving import go_on, move, take_step
from lienthong.modules.onestop.actions.post import prepare_shipment
from lienthong.modules.onestop.enums import DeliveryState
from lienthong.modules.onestop.models import Dossier, Result
from lienthong.modules.onestop.permissions import ISSUE, SIGN
from lienthong.modules.onestop.queries.results import result_draft
from lienthong.modules.onestop.rules import final_state

SIGN_AGAIN = gettext_lazy("Giấy này chưa có chữ ký của người có thẩm quyền. Hãy trả lại bước ký.")


@action(SIGN)
def sign_result(step: Step, *, version: int | None = None, actor: Actor) -> Step:
    """Approve and sign: the worker puts the personal signature on the paper, then the step ends.

    Raises ``IllegalState`` when there is no paper yet or it is already being signed.
    """
    dossier, locked, _marks = take_step(
        step, act="sign_result", outcome="sign", version=version, actor=actor
    )
    sign_document(_document(dossier), actor=actor)
    return _mark_busy(locked, "sign", actor)


@action(ISSUE)
def issue_result(
    step: Step, *, corrects: str = "", version: int | None = None, actor: Actor
) -> Step:
    """Take the number from the book; the worker fills it in and seals, then the result is issued.

    On a sealed paper it is asked again for the annexes that could not be signed. ``corrects`` is
    the code of the dossier whose result this one replaces. Raises
    ``IllegalState`` when it is already being issued, ``InvalidInput`` for a code that names none.
    """
    dossier, locked, _marks = take_step(
        step, act="issue_result", outcome="issue", version=version, actor=actor
    )
    choose_corrected(dossier, corrects)
    busy = _mark_busy(locked, "issue", actor)
    document = _document(dossier)
    if may_redraft(document):
        raise IllegalState(SIGN_AGAIN, code="sign_again")
    if document.state == "signed":
        document = number_document(document, actor=actor)
    if document.state == "sealed":
        sign_annexes(document, actor=actor)
    else:
        seal_document(document, actor=actor)
    return busy


def _document(dossier: Dossier) -> IssuedDocument:
    document = _PAPER.first(dossier.result.document_id or 0)
    if document is None:
        raise IllegalState(code="no_draft")
    return document


_PAPER: Prepared[IssuedDocument] = Prepared(lambda pk: IssuedDocument.objects.filter(pk=pk))


def _mark_busy(step: Step, work: str, actor: Actor) -> Step:
    step.marks = step.marks | {
        "busy": work,
        "by": actor.account_id,
        "by_name": actor.name,
        "by_position": actor.position,
        "by_unit": actor.unit_id,
        "by_unit_name": actor.unit_name,
        "for": actor.on_behalf_of_id,
        "for_name": actor.on_behalf_of_name,
        "failed": "",
    }
    step.save(update_fields=["marks"])
    return step


@action(SIGN)
def complete_signing(dossier: Dossier, *, actor: Actor) -> Dossier:
    """The paper carries the signature: the step ends; a second time changes nothing."""
    found, step = _busy_step(dossier, "sign")
    if step is None:
        return found
    who = _who(step, actor)
    result: Result = found.result
    result.signed_at = timezone.now()
    result.decided_by_text = f"{who.name}, {who.position}".strip(", ")
    result.save()
    tell(found.case, "signed", actor=who)
    go_on(found, step, "sign", actor=who)
    return found


@action(ISSUE)
def complete_issue(dossier: Dossier, *, actor: Actor) -> Dossier:
    """The paper is issued: the promise is met or not, the citizen is told, it can be returned."""
    found, step = _busy_step(dossier, "issue")
    if step is None:
        return found
    who = _who(step, actor)
    result: Result = found.result
    result.issued_at = timezone.now()
    result.store_code = f"{found.case.code}-KQ1"
    result.save()
    met = meet_deadline(Deadline.objects.get(pk=found.case.deadline_id or 0), at=result.issued_at)
    outcome = CaseOutcome[met.outcome.upper()]
    move(found, final_state(result.kind), outcome_at=result.issued_at, outcome=outcome)
    found.delivery_state = DeliveryState.READY
    found.save(update_fields=["delivery_state"])
    result_to_give(found, at=result.issued_at)
    prepare_shipment(found)
    tell(found.case, result.kind, actor=who)
    settle_correction(found, actor=who)
    go_on(found, step, "issue", actor=who)
    return found


@part_of_act
def note_failure(dossier: Dossier, *, actor: Actor) -> None:
    """Signing or sealing failed: the step can be worked on again and says why."""
    for work in ("sign", "issue"):
        _found, step = _busy_step(dossier, work)
        if step is not None:
            step.marks = step.marks | {"busy": "", "failed": work}
            step.save(update_fields=["marks"])
            audience = EventAudience.OFFICER
            tell(dossier.case, f"{work}_failed", actor=actor, audience=audience, step_id=step.pk)


def _busy_step(dossier: Dossier, work: str) -> tuple[Dossier, Step | None]:
    found, steps = _open_steps(dossier)
    return found, next((step for step in steps if step.marks.get("busy") == work), None)


def _open_steps(dossier: Dossier) -> tuple[Dossier, list[Step]]:
    case = lock_case(dossier.pk)
    found = Dossier.objects.select_related("procedure_version", "result").get(pk=case.pk)
    found.case = case
    return found, list(open_steps_of(case.pk))


def _who(step: Step, platform: Actor) -> Actor:
    """The officer who pressed the button, for whom, with the platform's leave to finish."""
    marks = step.marks
    return platform.acting(
        account_id=marks.get("by"),
        name=str(marks.get("by_name", "")),
        position=str(marks.get("by_position", "")),
        unit_id=marks.get("by_unit"),
        unit_name=str(marks.get("by_unit_name", "")),
        on_behalf_of_id=marks.get("for"),
        on_behalf_of_name=str(marks.get("for_name", "")),
    )


@action(SIGN)
def send_back_unsigned(
    step: Step, *, reason: str, version: int | None = None, actor: Actor
) -> Dossier:
    """The leader does not sign and says why; the officer gets the work again.

    Nobody is asked any more to initial the paper.
    """
    dossier = back_one(step, reason=reason, version=version, actor=actor)
    laying.drop_requests(_document(dossier))
    return dossier


@action(SIGN)
def send_back_uninitialled(dossier: Dossier, *, actor: Actor) -> Dossier:
    """Who was to initial the paper gave it back: the officer gets the work again, with the reason.

    A second time changes nothing, nor when the work went on in another way meanwhile.
    """
    found, steps = _open_steps(dossier)
    step = next((one for one in steps if one.node == "sign" and not one.marks.get("busy")), None)
    last = drafts.last_return(_document(found))
    if step is None or last is None:
        return found
    reason = _("%(who)s không ký nháy: %(why)s") % {"who": last.signer, "why": last.reason}
    who = actor.acting(account_id=last.signer_id, name=str(last.signer))
    return back_one(step, reason=reason, version=None, actor=who)


@action(ISSUE)
def send_back_unissued(
    step: Step, *, reason: str, version: int | None = None, actor: Actor
) -> Dossier:
    """The clerk found a fault: the signed paper is void, a new draft waits for the leader."""
    dossier = back_one(step, reason=reason, version=version, actor=actor)
    result: Result = dossier.result
    void_document(_document(dossier), reason=reason, actor=actor)
    draft = with_initials(dossier, result_draft(dossier, result, {}))
    result.document_id = draft_result(dossier, draft, actor=actor).pk
    result.signed_at = None
    result.save()
    return dossier
