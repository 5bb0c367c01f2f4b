# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Taking back what was issued: recalled, replaced by another, revoked by a decision."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.findable import make_document_findable
from lienthong.core.documents.actions.recipients import tell_recipients
from lienthong.core.documents.enums import DocumentState
from lienthong.core.documents.events import DocumentWithdrawn
from lienthong.core.documents.models import IssuedDocument
from lienthong.core.documents.permissions import REVOKE
from lienthong.core.documents.queries import locked_document
from lienthong.core.documents.rules import require_move, require_recallable
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.events import publish
from lienthong.kernel.text import one_line

NO_GROUND = _("Hãy ghi lý do và căn cứ.")


@action(REVOKE)
def recall_document(
    document: IssuedDocument, *, reason: str, basis: str, actor: Actor
) -> IssuedDocument:
    """Recall a document sent out by mistake. Legal basis: 30/2020/NĐ-CP, Điều 18.

    Raises ``IllegalState`` for a result of a person: it is revoked by a decision, and the person
    is told (45/2020/NĐ-CP, Điều 15).
    """
    require_recallable(document)
    return _withdraw(document, DocumentState.RECALLED, reason, basis)


@action(REVOKE)
def revoke_document(
    document: IssuedDocument,
    *,
    reason: str,
    basis: str,
    by: IssuedDocument | None = None,
    actor: Actor,
) -> IssuedDocument:
    """End the force of an issued result by a decision, named in ``basis``.

    The paper stays verifiable, says that it was revoked and names the corrected one (``by``).
    Legal basis: 45/2020/NĐ-CP, Điều 15.
    """
    if by is not None and (by.state != DocumentState.ISSUED or by.pk == document.pk):
        raise IllegalState
    return _withdraw(document, DocumentState.REVOKED, reason, basis, by)


@action(REVOKE)
def replace_document(
    document: IssuedDocument, *, by: IssuedDocument, reason: str, basis: str, actor: Actor
) -> IssuedDocument:
    """Mark a document as replaced by another issued one. Legal basis: 30/2020/NĐ-CP, Điều 18."""
    if by.state != DocumentState.ISSUED or by.pk == document.pk:
        raise IllegalState
    return _withdraw(document, DocumentState.REPLACED, reason, basis, by)


@action(REVOKE)
def name_replacement(
    document: IssuedDocument, *, by: IssuedDocument, actor: Actor
) -> IssuedDocument:
    """Name the paper that was issued later in the place of one withdrawn before; named once.

    Raises ``IllegalState`` unless it was recalled or revoked and nothing replaces it yet.
    """
    found = locked_document(document)
    withdrawn = found.state in {DocumentState.RECALLED, DocumentState.REVOKED}
    if not withdrawn or found.replaced_by_id or by.state != DocumentState.ISSUED:
        raise IllegalState
    found.replaced_by = by
    found.save(update_fields=["replaced_by"])
    return found


def _withdraw(
    document: IssuedDocument,
    to: DocumentState,
    reason: str,
    basis: str,
    by: IssuedDocument | None = None,
) -> IssuedDocument:
    said, ground = one_line(reason), one_line(basis)
    if not said or not ground:
        raise InvalidInput(NO_GROUND, fields={"reason": str(NO_GROUND)})
    document = locked_document(document)
    require_move(document, to)
    document.state, document.ended_at = to, timezone.now()
    document.ended_reason, document.ended_basis = said[:500], ground[:300]
    document.replaced_by = by
    document.save(update_fields=["state", "ended_at", "ended_reason", "ended_basis", "replaced_by"])
    make_document_findable(document)
    tell_recipients(document)
    publish(
        DocumentWithdrawn(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
            state=to,
        )
    )
    return document
