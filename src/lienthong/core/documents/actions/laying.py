# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A draft is laid before those who initial it and who sign it, one after another, or given back.

Legal basis: 30/2020/NĐ-CP, Điều 12, Điều 13.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.actions.draft import draw_anew
from lienthong.core.documents.actions.requests import end_request, open_next
from lienthong.core.documents.actions.sign import (
    initial_document,
    request_signature,
    require_code,
    sign_document,
)
from lienthong.core.documents.domain.free import FREE_DOCUMENT
from lienthong.core.documents.enums import SignatureRole
from lienthong.core.documents.events import SigningReturned
from lienthong.core.documents.models import (
    IssuedDocument,
    RequestAnswer,
    RequestPurpose,
    Signature,
    SigningRequest,
)
from lienthong.core.documents.permissions import DRAFT, INITIAL, SIGN, WORK_ON
from lienthong.core.documents.queries import locked_document, waiting_signatures
from lienthong.core.documents.queries.free import open_request, signers_of_draft
from lienthong.core.documents.queries.laying import (
    FIELDS,
    MARKS,
    drawn_marks,
    first_signatures,
    initiallers,
    kind_of,
    required_marks,
    result_initiallers,
    secretaries,
    secretary_signs,
    stands_on,
    units_of_agency,
)
from lienthong.core.documents.queries.part import answering, is_asked_of
from lienthong.core.documents.rules import may_redraft
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.events import publish
from lienthong.kernel.text import one_line

LAID = gettext_lazy("Văn bản đang chờ ký. Hãy rút lại trước khi sửa.")
NOT_LAID = gettext_lazy("Văn bản không còn chờ bạn ký. Hãy tải lại trang.")
NO_REASON = gettext_lazy("Hãy ghi lý do.")
NOT_HIM = gettext_lazy("Người này không có thẩm quyền ký văn bản này hôm nay. Chọn người khác.")
NOT_HE_INITIALS = gettext_lazy("Người này không ký nháy được văn bản này. Chọn người khác.")
MUST_BE_INITIALLED = gettext_lazy("Loại văn bản này phải ký nháy trước khi trình. Chọn người.")
NO_PLACE = gettext_lazy(
    "Bản in đã có chữ ký nháy nên không thêm chỗ ký nháy được. Sửa dự thảo để lập bản in mới."
)
NOBODY_INITIALS = gettext_lazy(
    "Loại giấy này phải ký nháy nhưng ở cơ quan chưa ai ký nháy được. Báo người quản trị."
)
WHO_WROTE = gettext_lazy("Chọn thư ký, đúng tên ghi trong biên bản.")


@action(DRAFT)
def ask_signature(
    document: IssuedDocument,
    *,
    signer_id: int,
    note: str = "",
    initials: Mapping[str, int] | None = None,
    secretary_id: int | None = None,
    actor: Actor,
) -> SigningRequest:
    """Lay a draft before those who initial it (``content``, ``form``), the secretary, the signer.

    Each has his turn when the one before has signed; what stands on the paper is not asked for
    again. Returns the request that waits now. Raises ``InvalidInput`` field by field,
    ``IllegalState`` while it is laid.
    """
    document = own_draft(document)
    if actor.account_id is None:
        raise NotAllowed
    signed, units = first_signatures(document), units_of_agency(document)
    asked = {mark: one for mark, one in (initials or {}).items() if not stands_on(signed, mark)}
    writes = secretary_signs(document) and not stands_on(signed, SECRETARY)
    wrong = _initial_faults(document, asked, signed, units)
    if writes and secretary_id not in dict(secretaries(document, units=units)):
        wrong["secretary"] = str(WHO_WROTE)
    if signer_id not in dict(signers_of_draft(document)):
        wrong["signer"] = str(NOT_HIM)
    if wrong:
        raise InvalidInput(next(iter(wrong.values())), fields=wrong)
    if not signed:
        _make_room(document, asked)
    order = {mark: asked[mark] for mark in MARKS if mark in asked}
    if writes and secretary_id:
        order[SECRETARY] = secretary_id
    order[RequestPurpose.SIGN] = signer_id
    _line_up(document, order, one_line(note)[:500], actor.account_id)
    return _first(document)


SECRETARY = RequestPurpose.SECRETARY


@part_of_act
def _line_up(
    document: IssuedDocument, order: Mapping[RequestPurpose, int], note: str, asked_by: int
) -> None:
    for purpose, account_id in order.items():
        SigningRequest.objects.create(
            document=document,
            purpose=purpose,
            signer_id=account_id,
            asked_by_id=asked_by,
            asked_at=timezone.now(),
            note=note,
            answer=RequestAnswer.NEXT,
        )


def _first(document: IssuedDocument) -> SigningRequest:
    first = open_next(document)
    if first is None:
        raise IllegalState(NOT_LAID, code="not_laid")
    return first


def _initial_faults(
    document: IssuedDocument, asked: Mapping[str, int], signed: Collection[str], units: list[int]
) -> dict[str, str]:
    """Whom the drafter may not ask, whom he has to."""
    offered = initiallers(document, units=units)
    may_do = {mark: dict(people) for mark, people in offered.items()}
    must = required_marks(kind_of(document), document.agency_id)
    missing = [one for one in must if not stands_on(signed, one)]
    wrong = {f"initial_{one}": str(MUST_BE_INITIALLED) for one in missing if one not in asked}
    for mark, account_id in asked.items():
        if account_id not in may_do.get(mark, {}):
            wrong[f"initial_{mark}"] = str(NOT_HE_INITIALS)
        elif mark not in drawn_marks(document) and signed:
            wrong[f"initial_{mark}"] = str(NO_PLACE)
    return wrong


@part_of_act
def _make_room(document: IssuedDocument, asked: Mapping[str, int]) -> None:
    """Draw the paper with places for exactly these initials, while nobody has signed it."""
    wanted = [mark for mark in MARKS if mark in asked]
    if tuple(wanted) == drawn_marks(document):
        return
    document.content = {**document.content, "initials": wanted}
    document.save(update_fields=["content"])
    draw_anew(document)


@action(DRAFT)
def ask_initials(
    document: IssuedDocument,
    *,
    unit_id: int | None = None,
    chosen: Mapping[str, int] | None = None,
    actor: Actor,
) -> SigningRequest | None:
    """Lay the draft of a result before those who initial it, as it was drawn for.

    Who is not ``chosen`` (``content``, ``form``) is asked as ``result_initiallers`` says; who was
    asked before is asked no more. Returns the request that waits now, None when the paper has no
    place for initials. Raises ``IllegalState`` when nobody may, ``InvalidInput`` by field for
    somebody chosen who is not offered.
    Legal basis: 30/2020/NĐ-CP, Điều 12.
    """
    document = locked_document(document)
    if actor.account_id is None:
        raise NotAllowed
    drop_requests(document)
    marks = drawn_marks(document)
    if not marks:
        return None
    offered = result_initiallers(document, unit_id)
    if not all(offered[RequestPurpose(mark)] for mark in marks):
        raise IllegalState(NOBODY_INITIALS, code="nobody_initials")
    asked = chosen or {}
    order = {mark: asked.get(mark, offered[mark][0][0]) for mark in MARKS if mark in marks}
    strange = [mark for mark, one in order.items() if one not in dict(offered[mark])]
    if strange:
        wrong = {f"initial_{mark}": str(NOT_HE_INITIALS) for mark in strange}
        raise InvalidInput(str(NOT_HE_INITIALS), fields=wrong)
    _line_up(document, order, "", actor.account_id)
    return _first(document)


@part_of_act
def drop_requests(document: IssuedDocument) -> None:
    """Nobody is asked any more to initial or sign a draft that is worked on again."""
    end_request(document, RequestAnswer.WITHDRAWN)


@action(DRAFT)
def withdraw_request(document: IssuedDocument, *, actor: Actor) -> IssuedDocument:
    """Take a draft back that waits to be signed. Raises ``IllegalState`` once it is signed."""
    document = locked_document(document)
    if waiting_signatures(document) or not end_request(document, RequestAnswer.WITHDRAWN):
        raise IllegalState(_("Văn bản đang được ký hoặc không còn chờ ký."), code="not_laid")
    return document


@action(WORK_ON)
def return_document(document: IssuedDocument, *, reason: str, actor: Actor) -> IssuedDocument:
    """Give a draft back to who laid it before the actor, with what has to change.

    Whoever is asked may: to initial, as the secretary, to sign. Raises ``InvalidInput`` without a
    reason, ``IllegalState`` when it does not wait for the actor or is being signed.
    """
    document, request = laid_before(document, actor)
    said = one_line(reason)
    if not said:
        raise InvalidInput(str(NO_REASON), fields={"reason": str(NO_REASON)})
    if waiting_signatures(document):
        raise IllegalState(_("Văn bản đang được ký."), code="being_signed")
    end_request(document, RequestAnswer.RETURNED, reason=said)
    publish(
        SigningReturned(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
            account_id=request.asked_by_id,
        )
    )
    return document


@action(SIGN)
def sign_free(document: IssuedDocument, *, actor: Actor) -> Signature:
    """Sign what is laid before the actor; the job makes the signature and ends the request.

    Raises as ``sign_document`` does, ``IllegalState`` when it is not the actor's to sign.
    """
    document, request = laid_before(document, actor, RequestPurpose.SIGN)
    signed: Signature = sign_document(document, actor=answering(actor, request))
    return signed


@action(INITIAL)
def initial_free(document: IssuedDocument, *, actor: Actor) -> Signature:
    """Initial what is laid before the actor for its content or form; then the next has his turn.

    Raises as ``initial_document`` does, ``IllegalState`` when it is not the actor's to initial.
    """
    document, request = laid_before(document, actor, *MARKS)
    field_name = FIELDS[RequestPurpose(request.purpose)]
    actor = answering(actor, request)
    initialled: Signature = initial_document(document, field_name=field_name, actor=actor)
    return initialled


@action(WORK_ON)
def sign_as_secretary(document: IssuedDocument, *, actor: Actor) -> Signature:
    """Sign minutes as who wrote them, when they are laid before the actor for that.

    It comes before the chair's signature, which covers it. Raises ``IllegalState`` otherwise.
    Legal basis: 30/2020/NĐ-CP, Phụ lục III, mẫu 1.9.
    """
    document, _request = laid_before(document, actor, SECRETARY)
    require_code(actor)
    return request_signature(document, SignatureRole.SECRETARY, FIELDS[SECRETARY], actor)


def own_draft(document: IssuedDocument) -> IssuedDocument:
    """The free document, locked: not signed, and it waits for nobody."""
    found = locked_document(document)
    if found.owner_kind != FREE_DOCUMENT:
        raise OutOfScope
    if not may_redraft(found) or open_request(found) is not None:
        raise IllegalState(LAID, code="laid")
    return found


def laid_before(
    document: IssuedDocument, actor: Actor, *purposes: RequestPurpose
) -> tuple[IssuedDocument, SigningRequest]:
    """The document, locked, and what is asked of the actor now; only for these purposes if any."""
    found = locked_document(document)
    request = open_request(found)
    if request is None or not is_asked_of(actor, request):
        raise IllegalState(NOT_LAID, code="not_laid")
    if purposes and request.purpose not in purposes:
        raise IllegalState(NOT_LAID, code="not_laid")
    return found, request
