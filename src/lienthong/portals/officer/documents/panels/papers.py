# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Facts of a document, its recipients, copies and corrections, ready for the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.access.api import may
from lienthong.core.documents.api import (
    FREE_DOCUMENT,
    ISSUE,
    KEEP_BOOKS,
    NUMBER,
    PUBLISHED,
    REVOKE,
    SEAL,
    VIEW_BOOKS,
    CopyKind,
    DocumentState,
    IssuedDocument,
    Recipient,
    Signature,
    SignatureRole,
    grouped,
    is_of_a_person,
)
from lienthong.core.units.api import version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission


def paper_words(document: IssuedDocument) -> str:
    """Number and day: ``07/QĐ-UBND ngày 21/11/2026``."""
    said = {"number": document.number_text, "day": _day(document.dated_on)}
    return _("%(number)s ngày %(day)s") % said


def document_acts(
    actor: Actor, document: IssuedDocument, *, is_busy: bool = False
) -> list[dict[str, str]]:
    """What the actor can do with the document now; no second seal while one is put on."""
    may_recall = document.state == DocumentState.ISSUED and not is_of_a_person(document)
    is_free = document.owner_kind == FREE_DOCUMENT
    open_states = {DocumentState.SIGNED, DocumentState.NUMBERED, DocumentState.SEALED}
    asked: list[tuple[str, str, str, Permission, bool]] = [
        ("number", _("Cấp số"), "hash", NUMBER, document.state == DocumentState.SIGNED),
        (
            "seal",
            _("Đóng dấu, ban hành"),
            "rubber-stamp",
            SEAL,
            is_free and document.state == DocumentState.NUMBERED and not is_busy,
        ),
        ("void", _("Bỏ văn bản"), "ban", ISSUE, is_free and document.state in open_states),
        ("copy", _("Sao văn bản"), "copy", ISSUE, document.state == DocumentState.ISSUED),
        ("correct", _("Đính chính"), "pencil", ISSUE, document.state == DocumentState.ISSUED),
        ("replace", _("Thay thế"), "refresh", REVOKE, document.state == DocumentState.ISSUED),
        ("recall", _("Thu hồi"), "arrow-back", REVOKE, may_recall),
    ]
    return [
        {
            "title": title,
            "icon": icon,
            "url": reverse(f"officer:document-{act}", args=[document.pk]),
        }
        for act, title, icon, permission, possible in asked
        if possible and may(actor, permission, document)
    ]


def document_facts(
    actor: Actor, document: IssuedDocument, titles: dict[str, str]
) -> list[dict[str, Any]]:
    """What the document is, line by line, and the papers it is tied to."""
    number = document.number
    signers = document.signatures.filter(state="done", role__in=SIGNED_AS).order_by("pk")
    facts: list[dict[str, Any]] = [
        {
            "label": _("Số, ký hiệu"),
            "value": document.number_text or _("Chưa có số"),
            "strong": True,
        },
        {"label": _("Ngày văn bản"), "value": _day(document.dated_on)},
        {
            "label": _("Sổ"),
            "value": titles.get(number.book.series, number.book.series) if number else "–",
        },
        {"label": _("Trạng thái"), "value": document.get_state_display()},
    ]
    if document.taken_from_id is not None:
        ended = version_of(document.taken_from_id, on=timezone.localdate(document.drafted_at))
        facts.append({"label": _("Nhận từ"), "value": ended.name})
    facts += [_signer(one) for one in signers]
    return [*facts, *_standing(document), *_tied(actor, document)]


def _tied(actor: Actor, document: IssuedDocument) -> Iterator[dict[str, Any]]:
    """Replacement and correction, from both ends; the way there when the actor may go it."""
    found = [(_("Thay bằng"), document.replaced_by)] if document.replaced_by else []
    found += [(_("Thay cho"), one) for one in document.replaces.order_by("pk")]
    corrects = document.corrects.select_related("document").order_by("pk")
    found += [(_("Đính chính cho"), one.document) for one in corrects]
    for label, other in found:
        seen = may(actor, VIEW_BOOKS, other)
        url = reverse("officer:document", args=[other.pk]) if seen else ""
        yield {
            "label": label,
            "value": paper_words(other),
            "url": url,
            "url_label": _("Mở văn bản"),
        }


SIGNED_AS = {
    SignatureRole.INITIAL: gettext_lazy("Ký nháy"),
    SignatureRole.SECRETARY: gettext_lazy("Thư ký"),
    SignatureRole.SIGN: gettext_lazy("Người ký"),
}
"""What those are called whose signatures are listed."""


def _signer(one: Signature) -> dict[str, Any]:
    block = " / ".join(str(line) for line in one.capacity)
    value = f"{one.signer_name}, {block or one.position_text}"
    at = f"{timezone.localtime(one.signed_at):%H:%M %d/%m/%Y}" if one.signed_at else ""
    note = one.authority_basis if one.role == SignatureRole.SIGN else at
    return {"label": str(SIGNED_AS[SignatureRole(one.role)]), "value": value, "note": note}


def _standing(document: IssuedDocument) -> Iterator[dict[str, Any]]:
    if document.state in PUBLISHED:
        yield {
            "label": _("Mã kiểm tra"),
            "value": document.printed_code,
            "url": reverse("citizen:verify-code", args=[grouped(document.verification_code)]),
            "url_label": _("Xem như người dân"),
        }
    if document.ended_at:
        yield {"label": _("Hết giá trị"), "value": _day(timezone.localdate(document.ended_at))}
        yield {"label": _("Lý do"), "value": document.ended_reason, "note": document.ended_basis}


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


def correction_rows(actor: Actor, document: IssuedDocument) -> list[dict[str, Any]]:
    """The letters that corrected it, with the way to those issued here that the actor may see."""
    rows = document.corrections.select_related("by", "account").order_by("pk")
    return [{"line": one, "url": _letter_url(actor, one.by)} for one in rows]


def _letter_url(actor: Actor, letter: IssuedDocument | None) -> str:
    if letter is None or not may(actor, VIEW_BOOKS, letter):
        return ""
    return reverse("officer:document", args=[letter.pk])


def recipient_rows(actor: Actor, document: IssuedDocument) -> list[dict[str, Any]]:
    """The distribution list with what can be noted now."""
    keeps = may(actor, KEEP_BOOKS, document)
    rows = Recipient.objects.filter(document=document).order_by("pk")
    return [{"line": one, "acts": _recipient_acts(document, one) if keeps else []} for one in rows]


def _recipient_acts(document: IssuedDocument, line: Recipient) -> list[tuple[str, str]]:
    if line.told_at:
        return [] if line.dropped_at else [("huy", _("Đã hủy"))]
    if line.sent_at:
        return [] if line.received_at else [("nhan", _("Đã nhận"))]
    sends = [("gui", _("Đã gửi"))] if document.state == DocumentState.ISSUED else []
    return [*sends, ("bo", _("Bỏ"))]


def copy_rows(document: IssuedDocument) -> list[dict[str, Any]]:
    """The certified copies with their files."""
    rows = document.copies.select_related("file", "made_by").order_by("pk")
    return [
        {
            "copy": one,
            "kind": CopyKind(one.kind).label,
            "version": one.file.current if one.file else None,
        }
        for one in rows
    ]
