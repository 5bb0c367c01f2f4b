# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of the annexes of a document: the file, and how far the agency's signature is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.api import (
    PUBLISHED,
    SEAL,
    AnnexStanding,
    DocumentState,
    IssuedDocument,
    SignatureState,
    annexes_of,
    unsigned_annexes,
)
from lienthong.kernel.actor import Actor


def annex_rows(document: IssuedDocument) -> list[dict[str, Any]]:
    """The annexes in order with their state in words."""
    return [
        {"annex": one.annex, "version": one.version, **_state(document, one)}
        for one in annexes_of(document)
    ]


def may_sign_again(actor: Actor, document: IssuedDocument) -> bool:
    """Whether annexes of a sealed document lack the agency's signature and the actor seals."""
    if document.state != DocumentState.SEALED or not may(actor, SEAL, document):
        return False
    return bool(unsigned_annexes(document))


def _state(document: IssuedDocument, one: AnnexStanding) -> dict[str, str]:
    if one.ready:
        return {"chip": "ok", "state": _("Cơ quan đã ký")}
    signature = one.signature
    if signature is None or signature.state == SignatureState.CANCELLED:
        void = document.state in {*PUBLISHED, DocumentState.VOID}
        words = _("Không ký") if void else _("Ký khi đóng dấu")
        return {"chip": "closed" if void else "info", "state": words}
    if signature.state == SignatureState.FAILED:
        return {"chip": "late", "state": _("Chưa ký được")}
    if signature.state == SignatureState.DONE and one.verdict is not None:
        return {"chip": "late", "state": _("Chữ ký chưa kiểm tra được")}
    return {"chip": "soon", "state": _("Đang ký")}
