# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A document on which a signature or seal is being put: what is told and offered meanwhile."""

from __future__ import annotations

from typing import Any

from lienthong.core.documents.api import (
    DocumentState,
    IssuedDocument,
    SignatureState,
    failures,
)
from lienthong.kernel.actor import Actor


def waiting_part(actor: Actor, document: IssuedDocument) -> dict[str, Any]:
    """Whether it is being signed or sealed, for what service it waits, whether with own key."""
    is_asked = document.signatures.filter(state=SignatureState.REQUESTED).exists()
    is_busy = is_asked or failures.is_being_checked(document)
    wait = failures.waits_of([document.pk]).get(document.pk) if is_busy else None
    is_mine = wait is not None and wait.account_id == actor.account_id
    return {"is_busy": is_busy, "wait": wait, "waits_mine": is_mine}


def unsealed_because(document: IssuedDocument) -> str:
    """Why a numbered document was not sealed the last time, in words; else empty."""
    if document.state != DocumentState.NUMBERED:
        return ""
    return failures.last_failures([document.pk]).get(document.pk, "")
