# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of the books and facts of a document, ready for the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.api import (
    ISSUE,
    KEEP_BOOKS,
    NUMBER,
    PUBLISHED,
    REVOKE,
    BookLine,
    CopyKind,
    DocumentState,
    IssuedDocument,
    Recipient,
    Signature,
    SignatureRole,
    grouped,
    is_of_a_person,
    titles_of,
)
from lienthong.core.numbering.api import Book, NumberState
from lienthong.core.units.api import names_of, version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission

CHIPS = {
    NumberState.ISSUED: "ok",
    NumberState.ISSUING: "info",
    NumberState.RESERVED: "soon",
    NumberState.VOID: "closed",
}
ENDED = {DocumentState.RECALLED, DocumentState.REPLACED, DocumentState.REVOKED}


def book_rows(books: Iterable[Book]) -> list[dict[str, Any]]:
    """The books with their titles, agencies and how many numbers they gave."""
    found = list(books)
    agencies = {book.unit_id for book in found}
    names = names_of(agencies)
    titles = {agency: titles_of(agency) for agency in agencies}
    return [
        {
            "book": book,
            "title": titles[book.unit_id].get(book.series, book.series),
            "agency": names.get(book.unit_id, ""),
            "url": reverse("officer:book", args=[book.pk]),
        }
        for book in found
    ]


def line_rows(lines: Iterable[BookLine]) -> list[dict[str, Any]]:
    """The ten columns of the register of outgoing documents, line by line.

    Legal basis: 30/2020/NĐ-CP, Phụ lục IV.
    """
    return [_line(line) for line in lines]


def _line(line: BookLine) -> dict[str, Any]:
    row: dict[str, Any] = {
        "text": line.text, "day": None, "title": "", "signer": "", "places": "", "kept_by": "",
        "copies": "", "sent": None, "received": "", "note": _note(line), "chip": "", "state": "",
        "url": "", "void_url": "", "kind": "line",
    }  # fmt: skip
    if line.gap is not None:
        return row | {"kind": "gap", "chip": "late", "state": _("Chưa giải thích")}
    number = line.number
    if number is None:
        return row
    row |= {"chip": CHIPS[NumberState(number.state)], "state": number.get_state_display()}
    row["day"] = number.dated_on or timezone.localdate(number.at)
    if number.state == NumberState.VOID:
        row["kind"] = "void"
    if number.state == NumberState.RESERVED:
        row |= {"kind": "held", "void_url": reverse("officer:number-void", args=[number.pk])}
    if line.document is not None:
        row |= _document_cells(line, line.document)
    if line.copy is not None:
        row |= _copy_cells(line)
    return row


def _document_cells(line: BookLine, document: IssuedDocument) -> dict[str, Any]:
    sent = [one.sent_at for one in line.recipients if one.sent_at]
    return {
        "day": document.dated_on,
        "title": document.abstract,
        "signer": "; ".join(one.signer_name for one in line.signers),
        "places": "; ".join(one.name for one in line.recipients),
        "kept_by": document.kept_by,
        "copies": line.copies or "",
        "sent": min(sent) if sent else None,
        "received": "; ".join(one.received_by for one in line.recipients if one.received_by),
        "url": reverse("officer:document", args=[document.pk]),
        "state": document.get_state_display(),
        "chip": "closed" if document.state in ENDED else CHIPS[NumberState(_state(line))],
    }


def _state(line: BookLine) -> str:
    return line.number.state if line.number else NumberState.ISSUED


def _copy_cells(line: BookLine) -> dict[str, Any]:
    copy = line.copy
    assert copy is not None
    return {
        "title": f"{copy.get_kind_display()}: {copy.document.abstract}",
        "signer": copy.signer_name,
        "places": copy.recipient,
        "copies": copy.quantity,
        "sent": copy.made_at,
        "url": reverse("officer:document", args=[copy.document_id]),
    }


def _note(line: BookLine) -> str:
    parts = []
    if line.gap is not None:
        parts.append(_("Số thiếu, chưa ghi vì sao"))
    if line.number is not None and line.number.reason:
        parts.append(line.number.reason)
    if line.number is not None and line.number.held_until:
        day = f"{line.number.held_until:%d/%m/%Y}"
        late = line.number.state == NumberState.RESERVED and (
            line.number.held_until < timezone.localdate()
        )
        words = _("Quá hạn giữ từ %(day)s") if late else _("Giữ đến %(day)s")
        parts.append(words % {"day": day})
    if line.document is not None:
        parts += _fate(line.document)
    return ". ".join(dict.fromkeys(parts))


def _fate(document: IssuedDocument) -> list[str]:
    parts = [
        _("Đính chính: %(letter)s") % {"letter": one.letter} for one in document.corrections.all()
    ]
    if document.state in ENDED:
        words = {"state": document.get_state_display(), "basis": document.ended_basis}
        parts.append(f"{words['state'][:1].upper()}{words['state'][1:]}, {words['basis']}")
    return parts


def document_acts(actor: Actor, document: IssuedDocument) -> list[dict[str, str]]:
    """What the actor can do with the document now."""
    may_recall = document.state == DocumentState.ISSUED and not is_of_a_person(document)
    asked: list[tuple[str, str, str, Permission, bool]] = [
        ("number", _("Cấp số"), "hash", NUMBER, document.state == DocumentState.SIGNED),
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


def document_facts(document: IssuedDocument, titles: dict[str, str]) -> list[dict[str, Any]]:
    """What the document is, line by line."""
    number = document.number
    signers = document.signatures.filter(state="done", role=SignatureRole.SIGN)
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
    return [*facts, *_standing(document)]


def _signer(one: Signature) -> dict[str, Any]:
    block = " / ".join(str(line) for line in one.capacity)
    value = f"{one.signer_name}, {block or one.position_text}"
    return {"label": _("Người ký"), "value": value, "note": one.authority_basis}


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
