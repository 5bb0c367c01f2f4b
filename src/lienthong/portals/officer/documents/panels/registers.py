# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The books and the lines of a register, ready for the page.

Legal basis: 30/2020/NĐ-CP, Phụ lục IV.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.documents.api import (
    FREE_DOCUMENT,
    BookLine,
    DocumentState,
    IssuedDocument,
    titles_of,
)
from lienthong.core.numbering.api import Book, NumberState
from lienthong.core.units.api import names_of
from lienthong.portals.officer.documents.panels.papers import paper_words

CHIPS = {
    NumberState.ISSUED: "ok",
    NumberState.ISSUING: "info",
    NumberState.RESERVED: "soon",
    NumberState.VOID: "paused",
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


def register_cover(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What the cover and the closing of a register say: first and last number and day, counts.

    Legal basis: 30/2020/NĐ-CP, Phụ lục IV.
    """
    found = list(rows)
    days = [row["day"] for row in found if row["day"]]
    texts = [row["text"] for row in found if row["kind"] != "gap"]
    return {
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
        "first": texts[0] if texts else "",
        "last": texts[-1] if texts else "",
        "total": len(texts),
        "void": sum(row["kind"] == "void" for row in found),
        "held": sum(row["kind"] == "held" for row in found),
        "gaps": sum(row["kind"] == "gap" for row in found),
    }


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
        "title": _named(document),
        "signer": "; ".join(one.signer_name for one in line.signers),
        "places": "; ".join(one.name for one in line.recipients) or _to(document),
        "kept_by": document.kept_by,
        "copies": line.copies or "",
        "sent": min(sent) if sent else None,
        "received": "; ".join(one.received_by for one in line.recipients if one.received_by),
        "url": reverse("officer:document", args=[document.pk]),
        "state": document.get_state_display(),
        "chip": "late" if document.state in ENDED else CHIPS[NumberState(_state(line))],
    }


def _named(document: IssuedDocument) -> str:
    """Kind and summary; the summary of a result names its kind already."""
    if document.owner_kind != FREE_DOCUMENT:
        return document.abstract
    return f"{document.content['title']} {document.abstract}"


def _to(document: IssuedDocument) -> str:
    """A result goes to the person it was made for."""
    return str(document.person) if document.person else ""


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
    held = line.number if line.number and line.number.state == NumberState.RESERVED else None
    if held is not None and held.held_until:
        day = f"{held.held_until:%d/%m/%Y}"
        late = held.held_until < timezone.localdate()
        words = _("Quá hạn giữ từ %(day)s") if late else _("Giữ đến %(day)s")
        parts.append(words % {"day": day})
    if line.document is not None:
        parts += _fate(line.document)
    return ". ".join(dict.fromkeys(parts))


def _fate(document: IssuedDocument) -> list[str]:
    """What became of it, and of which papers it is the replacement or correction."""
    parts = [
        _("Đính chính: %(letter)s") % {"letter": one.letter} for one in document.corrections.all()
    ]
    if document.state in ENDED:
        words = {"state": document.get_state_display(), "basis": document.ended_basis}
        parts.append(f"{words['state'][:1].upper()}{words['state'][1:]}, {words['basis']}")
    if document.replaced_by is not None:
        parts.append(_("Thay bằng %(paper)s") % {"paper": paper_words(document.replaced_by)})
    parts += [
        _("Thay cho %(paper)s") % {"paper": paper_words(one)} for one in document.replaces.all()
    ]
    parts += [
        _("Đính chính %(paper)s") % {"paper": paper_words(one.document)}
        for one in document.corrects.all()
    ]
    return parts
