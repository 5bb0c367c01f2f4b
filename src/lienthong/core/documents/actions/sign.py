# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing: asked for by the person, made by a job with the person's key, recorded once."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.draft import draw_once_more
from lienthong.core.documents.actions.files import add_produced
from lienthong.core.documents.actions.requests import end_request
from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.authority import Capacity, Refused
from lienthong.core.documents.domain.free import FREE_DOCUMENT
from lienthong.core.documents.domain.signatures import BROKEN_PAPER
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.enums import (
    DocumentState,
    SignatureRole,
    SignatureState,
    SigningAuthority,
)
from lienthong.core.documents.events import (
    AnnexSigned,
    DocumentEvent,
    DocumentInitialled,
    DocumentSealed,
    DocumentSigned,
    SignatureFailed,
)
from lienthong.core.documents.models import Annex, IssuedDocument, RequestAnswer, Signature
from lienthong.core.documents.permissions import INITIAL, SIGN, WORK
from lienthong.core.documents.queries import locked_document, needs_code, waiting_signatures
from lienthong.core.documents.queries.authority import capacity_of, refusal_words
from lienthong.core.documents.queries.free import is_collective
from lienthong.core.documents.queries.laying import require_initialled
from lienthong.core.documents.rules import require_move, takes_answer
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, NotAllowed
from lienthong.kernel.events import publish

REACHES = {
    SignatureRole.INITIAL: DocumentState.INITIALLED,
    SignatureRole.SECRETARY: DocumentState.INITIALLED,
    SignatureRole.SIGN: DocumentState.SIGNED,
    SignatureRole.SEAL: DocumentState.SEALED,
}
TELLS: dict[str, type[DocumentEvent]] = {
    SignatureRole.INITIAL: DocumentInitialled,
    SignatureRole.SECRETARY: DocumentInitialled,
    SignatureRole.SIGN: DocumentSigned,
    SignatureRole.SEAL: DocumentSealed,
}
BEFORE = frozenset({SignatureRole.INITIAL, SignatureRole.SECRETARY})
"""What may come several times before the signature of who has authority."""
DRAWN_FIRST = BEFORE | {SignatureRole.SIGN}
"""What is put on a draft: on a PDF of its content of now, never on one drawn before a change."""
NOT_DRAWN = _("Bản để ký đang được lập. Hãy thử lại sau ít giây.")
NOT_DRAWABLE = _(
    "Máy chưa tạo được bản giấy để ký và đang tự thử lại. Mở danh sách chờ ký để thử ngay."
)
BEING_SIGNED = _("Văn bản đang được ký. Hãy chờ ít giây rồi tải lại trang.")
NEEDS_CODE = _("Bạn ký số từ xa. Hãy ký ở danh sách chờ ký để nhập mã xác nhận.")


@action(INITIAL)
def initial_document(
    document: IssuedDocument, *, field_name: str = "initial", actor: Actor
) -> Signature:
    """Ask for the actor's initials on a draft, in a field drawn for them.

    Raises ``IllegalState`` as ``sign_document`` does. Legal basis: 30/2020/NĐ-CP, Điều 12.
    """
    require_code(actor)
    document = locked_document(document)
    return request_signature(document, SignatureRole.INITIAL, field_name, actor)


@action(SIGN)
def sign_document(
    document: IssuedDocument,
    *,
    authority: SigningAuthority | None = None,
    field_name: str = "person",
    actor: Actor,
) -> Signature:
    """Ask for the actor's signature in the capacity of the day: what posts and mandates give.

    ``authority`` asks for one of several. The job ``documents.apply_signature`` makes it. Raises
    ``NotAllowed`` when nothing gives it that day and says why, ``IllegalState`` when there is no
    PDF yet, initials are awaited, a signature is under way or a remote key waits for a code.
    Legal basis: 30/2020/NĐ-CP, Điều 13.
    """
    require_code(actor)
    document = locked_document(document)
    require_initialled(document)
    capacity = capacity_on(
        actor,
        document.agency_id,
        on=timezone.localdate(),
        collective=is_collective(document),
        wanted=authority or "",
        matter=document.template_version.template.code,
    )
    return request_signature(document, SignatureRole.SIGN, field_name, actor, capacity)


def require_code(actor: Actor) -> None:
    """Raise ``IllegalState`` while a remote key of the actor waits for a code."""
    if needs_code(actor.account_id):
        raise IllegalState(NEEDS_CODE, code="needs_code")


@action(WORK)
def complete_signature(
    signature: Signature,
    *,
    kept: Kept,
    signed_at: datetime,
    subject: str,
    serial: str,
    unproven: str = "",
    actor: Actor,
) -> Signature:
    """Record a signature that the key has made; a second report of the same one changes nothing.

    Nor does one that was given up meanwhile. ``unproven`` names an issuer that gave no word on
    revocation: proof is added when it does. A result for an outdated PDF is dropped and fails.
    """
    document = locked_document(signature.document)
    signature = Signature.objects.select_for_update(of=("self",)).get(pk=signature.pk)
    if not takes_answer(signature):
        return signature
    file = signature.signed_file
    if file.current != signature.base_version:
        return _failed(signature, document, "outdated")
    version = add_produced(
        file,
        kept=kept,
        name=signature.base_version.original_name,
        content_type=kinds.PDF,
        pages=signature.base_version.pages,
        actor=actor,
    )
    signature.state, signature.result_version = SignatureState.DONE, version
    signature.signed_at, signature.certificate_subject = signed_at, subject
    signature.certificate_serial, signature.unproven = serial, unproven[:500]
    signature.failure, signature.asked_at = "", None
    signature.save()
    _reach(document, signature)
    return signature


@action(WORK)
def fail_signature(signature: Signature, *, failure: str, actor: Actor) -> Signature:
    """Record that the key or the time-stamp authority failed; it can be asked for again."""
    document = locked_document(signature.document)
    signature = Signature.objects.select_for_update(of=("self",)).get(pk=signature.pk)
    if not takes_answer(signature):
        return signature
    return _failed(signature, document, failure)


def _annex_signed(document: IssuedDocument, annex_id: int) -> None:
    publish(
        AnnexSigned(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
            annex_id=annex_id,
        )
    )
    ports.defer("documents.verify_document", lock=document.job_lock, document_id=document.pk)


def _reach(document: IssuedDocument, signature: Signature) -> None:
    if signature.annex_id is not None:
        _annex_signed(document, signature.annex_id)
        return
    role = SignatureRole(signature.role)
    if document.state != REACHES[role]:
        require_move(document, REACHES[role])
        document.state = REACHES[role]
        document.save(update_fields=["state"])
    if role in BEFORE or (role == SignatureRole.SIGN and document.owner_kind == FREE_DOCUMENT):
        end_request(document, RequestAnswer.SIGNED)
        ports.defer("documents.check_version", version_id=signature.result_version_id)
    publish(
        TELLS[role](
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
        )
    )
    if role == SignatureRole.SEAL:
        ports.defer("documents.verify_document", lock=document.job_lock, document_id=document.pk)


def _failed(signature: Signature, document: IssuedDocument, failure: str) -> Signature:
    signature.state, signature.failure = SignatureState.FAILED, failure[:300]
    signature.asked_at = None
    signature.save(update_fields=["state", "failure", "asked_at"])
    if failure == BROKEN_PAPER and signature.annex_id is None:
        draw_once_more(document)
    publish(
        SignatureFailed(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
            signature_id=signature.pk,
        )
    )
    return signature


def capacity_on(
    actor: Actor,
    agency_id: int,
    *,
    on: date,
    collective: bool = False,
    wanted: str = "",
    matter: str = "",
) -> Capacity:
    """Return how the actor signs that day; raise ``NotAllowed`` with the reason when nobody may."""
    found = capacity_of(
        actor, agency_id, on=on, collective=collective, wanted=wanted, matter=matter
    )
    if isinstance(found, Refused):
        raise NotAllowed(refusal_words(found, on), code=found.code)
    return found


@part_of_act
def request_signature(
    document: IssuedDocument,
    role: SignatureRole,
    field_name: str,
    actor: Actor,
    capacity: Capacity | None = None,
) -> Signature:
    """Note who wants to sign the newest PDF of a locked document, and order the job."""
    if document.state != REACHES[role] or role not in BEFORE:
        require_move(document, REACHES[role])
    if waiting_signatures(document):
        raise IllegalState(BEING_SIGNED, code="being_signed")
    signature = _asked(document, role, field_name, actor, capacity)
    ports.defer("documents.apply_signature", lock=document.job_lock, signature_id=signature.pk)
    return signature


@part_of_act
def ask_annex_signature(annex: Annex, actor: Actor) -> Signature:
    """Note that the agency signs an annex of a locked document that has a number; order the job.

    Legal basis: 30/2020/NĐ-CP, Phụ lục I.
    """
    document = annex.document
    signature = _asked(document, SignatureRole.ANNEX, annex.field_name, actor, annex=annex)
    ports.defer("documents.apply_signature", lock=document.job_lock, signature_id=signature.pk)
    return signature


def _asked(
    document: IssuedDocument,
    role: SignatureRole,
    field_name: str,
    actor: Actor,
    capacity: Capacity | None = None,
    annex: Annex | None = None,
) -> Signature:
    base = annex.file.current if annex else document.current_version
    is_old = role in DRAWN_FIRST and document.drawn_from != document.content_digest
    if base is None or is_old:
        raise IllegalState(NOT_DRAWABLE if document.file.problem else NOT_DRAWN, code="not_drawn")
    if actor.account_id is None:
        raise NotAllowed
    return Signature.objects.create(
        document=document,
        annex=annex,
        role=role,
        authority=capacity.authority if capacity else SigningAuthority.OWN,
        mandate_id=capacity.ground.id if capacity and capacity.ground else None,
        capacity=list(capacity.lines) if capacity else [],
        authority_basis=capacity.basis[:300] if capacity else "",
        field_name=field_name,
        account_id=actor.account_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        unit_id=actor.unit_id or document.unit_id,
        signer_name=actor.name,
        position_text=actor.position,
        unit_text=actor.unit_name,
        requested_at=timezone.now(),
        base_version=base,
    )
