# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The officer examines: propose a result, ask others, send back.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.cases.api import EventAudience, Step, tell
from lienthong.core.deadlines.api import Reason
from lienthong.core.documents.api import (
    IssuedDocument,
    draft_document,
    initials,
    laying,
    may_redraft,
    redraft_document,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.moving import go_on, take_step
from lienthong.modules.onestop.actions.waiting import exclude_wait, hold_for
from lienthong.modules.onestop.actions.writing import LONGEST, must_fit
from lienthong.modules.onestop.enums import ResultKind
from lienthong.modules.onestop.models import Dossier, Result
from lienthong.modules.onestop.permissions import PROCESS
from lienthong.modules.onestop.queries.results import ResultDraft, result_draft

MOST_LINE = 1000
"""Characters of one line of a result."""
MOST_GROUND = 300


@action(PROCESS)
def propose_result(
    step: Step,
    *,
    comment: str,
    lines: Mapping[str, str] | None = None,
    initialled_by: Mapping[str, int] | None = None,
    version: int | None = None,
    actor: Actor,
) -> Dossier:
    """Examined and found right: the draft of the result goes to the leader for signature.

    ``lines`` of the result as the officer left them (key → text): those that differ from what the
    declaration gives are printed as written; an emptied one stays as it was. ``initialled_by`` are
    the accounts that are to initial its ``content`` and ``form``, where it needs that.
    """
    written = {key: text.strip() for key, text in (lines or {}).items()}
    must_fit(LONGEST, comment=comment)
    must_fit(MOST_LINE, **{f"line_{key}": text for key, text in written.items()})
    dossier, locked, _marks = take_step(
        step, act="propose_grant", outcome="propose", version=version, actor=actor
    )
    result = _draft(dossier, ResultKind.GRANTED, "", written, initialled_by, actor)
    _tell_officers(dossier, "proposed", actor, comment=comment, result=result.pk)
    go_on(dossier, locked, "propose", actor=actor, comment=comment)
    return dossier


@action(PROCESS)
def propose_refusal(
    step: Step,
    *,
    reason: str,
    legal_basis: str,
    initialled_by: Mapping[str, int] | None = None,
    version: int | None = None,
    actor: Actor,
) -> Dossier:
    """It cannot be granted: the notice with reasons and their ground goes to the leader.

    ``initialled_by`` as for a result. Raises ``InvalidInput`` without reason or ground.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    ground = one_line(legal_basis)
    _check_refusal(reason, ground)
    dossier, locked, _marks = take_step(
        step, act="propose_refusal", outcome="propose_refusal", version=version, actor=actor
    )
    said = reason.strip()
    _draft(dossier, ResultKind.REFUSED, said, {}, initialled_by, actor, legal_basis=ground)
    _tell_officers(dossier, "refusal_proposed", actor, comment=reason, legal_basis=ground)
    go_on(dossier, locked, "propose_refusal", actor=actor, comment=reason)
    return dossier


def _check_refusal(reason: str, ground: str) -> None:
    wrong: dict[str, str] = {}
    if not 1 <= len(reason.strip()) <= LONGEST:
        wrong["reason"] = _("Ghi lý do từ chối, nhiều nhất 5.000 ký tự.")
    if not 1 <= len(ground) <= MOST_GROUND:
        wrong["legal_basis"] = _("Ghi căn cứ pháp lý, nhiều nhất 300 ký tự.")
    if wrong:
        raise InvalidInput(fields=wrong)


@part_of_act
def _draft(
    dossier: Dossier,
    kind: str,
    reason: str,
    corrections: Mapping[str, str],
    initialled_by: Mapping[str, int] | None,
    actor: Actor,
    *,
    legal_basis: str = "",
) -> Result:
    result: Result = getattr(dossier, "result", None) or Result(dossier=dossier, kind=kind)
    old, result.kind, result.reason = result.kind, kind, reason
    result.legal_basis = legal_basis
    draft = with_initials(dossier, result_draft(dossier, result, corrections))
    number = result.document_id
    document = IssuedDocument.objects.get(pk=number) if number is not None else None
    if document is not None and old == kind and may_redraft(document):
        redraft_document(document, content=draft.content, actor=actor)
        laying.ask_initials(document, unit_id=actor.unit_id, chosen=initialled_by, actor=actor)
    else:
        made = draft_result(dossier, draft, initialled_by=initialled_by, actor=actor)
        result.document_id = made.pk
    result.save()
    return result


@part_of_act
def with_initials(dossier: Dossier, draft: ResultDraft) -> ResultDraft:
    """The draft with places for the initials that its kind needs in the agency today.

    Legal basis: 30/2020/NĐ-CP, Điều 12.
    """
    marks = initials.required_marks(draft.template, dossier.case.agency_id)
    if not marks:
        return draft
    return replace(draft, content={**draft.content, "initials": list(marks)})


@part_of_act
def draft_result(
    dossier: Dossier,
    draft: ResultDraft,
    *,
    initialled_by: Mapping[str, int] | None = None,
    actor: Actor,
) -> IssuedDocument:
    """Draft the paper of a result under the agency that resolves; who has to initial it is asked.

    Raises ``IllegalState`` when nobody there may initial it, ``InvalidInput`` when somebody who was
    chosen may not.
    """
    document: IssuedDocument = draft_document(
        dossier.case.agency,
        template=draft.template,
        owner_kind="onestop.dossier",
        owner_id=dossier.pk,
        abstract=draft.abstract,
        content=draft.content,
        series=draft.series,
        place=draft.place,
        person_id=dossier.submitter_id,
        actor=actor,
    )
    if initials.drawn_marks(document):
        laying.ask_initials(document, unit_id=actor.unit_id, chosen=initialled_by, actor=actor)
    return document


@action(PROCESS)
def request_verification(
    step: Step, *, comment: str, version: int | None = None, actor: Actor
) -> Dossier:
    """Another place is asked to verify; the procedure's version says whether time is excluded."""
    must_fit(LONGEST, comment=comment)
    dossier, locked, _marks = take_step(
        step, act="request_verification", outcome="verify", version=version, actor=actor
    )
    hold_for(dossier, "verification", Reason.VERIFICATION)
    _tell_officers(dossier, "verification_requested", actor, comment=comment)
    go_on(dossier, locked, "verify", actor=actor, comment=comment)
    return dossier


@action(PROCESS)
def record_verification(
    step: Step, *, comment: str, version: int | None = None, actor: Actor
) -> Dossier:
    """What the verification found. Raises ``InvalidInput`` without words."""
    if not comment.strip():
        raise InvalidInput(fields={"comment": _("Ghi kết quả xác minh.")})
    must_fit(LONGEST, comment=comment)
    dossier, locked, _marks = take_step(
        step, act="record_verification", outcome="verified", version=version, actor=actor
    )
    exclude_wait(dossier, "verification", actor=actor)
    _tell_officers(dossier, "verified", actor, comment=comment)
    go_on(dossier, locked, "verified", actor=actor, comment=comment)
    return dossier


@part_of_act
def back_one(step: Step, *, reason: str, version: int | None, actor: Actor) -> Dossier:
    """Return to the previous step, with a reason. Raises ``InvalidInput``, ``IllegalState``."""
    if not reason.strip():
        raise InvalidInput(fields={"reason": _("Ghi lý do trả lại.")})
    must_fit(LONGEST, reason=reason)
    dossier, locked, _marks = take_step(
        step, act="send_back", outcome="send_back", version=version, actor=actor
    )
    if dossier.case.state != "in_process":
        raise IllegalState
    _tell_officers(dossier, "sent_back", actor, comment=reason, step=locked.title)
    go_on(dossier, locked, "send_back", actor=actor, comment=reason)
    return dossier


@action(PROCESS)
def send_back(step: Step, *, reason: str, version: int | None = None, actor: Actor) -> Dossier:
    """The officer returns the work to the step before."""
    return back_one(step, reason=reason, version=version, actor=actor)


def _tell_officers(dossier: Dossier, kind: str, actor: Actor, **data: Any) -> None:
    tell(dossier.case, kind, actor=actor, audience=EventAudience.OFFICER, **data)
