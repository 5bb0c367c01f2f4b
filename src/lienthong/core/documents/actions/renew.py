# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Keeping the proof of issued documents: one more archive time-stamp before the last one ends."""

from __future__ import annotations

from lienthong.core.documents.actions.files import add_produced
from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.models import FileVersion, IssuedDocument
from lienthong.core.documents.permissions import WORK
from lienthong.core.documents.queries import locked_document
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor


@action(WORK)
def record_renewal(
    document: IssuedDocument, *, base: FileVersion, kept: Kept, actor: Actor
) -> IssuedDocument:
    """Record one more archive time-stamp on a document, an annex or a copy of it.

    Nothing happens when the file changed meanwhile. What was not proven of its signatures is now.

    Legal basis: 23/2025/NĐ-CP.
    """
    document = locked_document(document)
    if base.file.current != base:
        return document
    made = add_produced(
        base.file,
        kept=kept,
        name=base.original_name,
        content_type=kinds.PDF,
        pages=base.pages,
        actor=actor,
    )
    whose = {"annex__file": base.file} if hasattr(base.file, "annex") else {"annex": None}
    document.signatures.filter(**whose).exclude(unproven="").update(unproven="")
    ports.defer("documents.check_version", lock=document.job_lock, version_id=made.pk)
    return document
