# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the one-stop does when a paper was signed, sealed, or could not be."""

from __future__ import annotations

from lienthong.core.documents.events import DocumentIssued, DocumentSigned, SignatureFailed
from lienthong.kernel import ports
from lienthong.kernel.events import subscribe

OWNER = "onestop.dossier"


@subscribe(DocumentSigned)
def after_signing(event: DocumentSigned) -> None:
    """The leader's step ends."""
    if event.owner_kind == OWNER:
        _defer("onestop.complete_signing", event.owner_id)


@subscribe(DocumentIssued)
def after_issue(event: DocumentIssued) -> None:
    """The clerk's step ends, the result can be returned."""
    if event.owner_kind == OWNER:
        _defer("onestop.complete_issue", event.owner_id)


@subscribe(SignatureFailed)
def after_failure(event: SignatureFailed) -> None:
    """The step is free again."""
    if event.owner_kind == OWNER:
        _defer("onestop.note_failure", event.owner_id)


def _defer(task: str, dossier_id: int | None) -> None:
    ports.defer(task, lock=f"case:{dossier_id}", dossier_id=dossier_id)
