# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A file's versions, its holder, a page with its notes; the rows of a comparison."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.documents.api import (
    UNSHOWN,
    File,
    FileNote,
    FileSource,
    FileVersion,
    TextMethod,
    holder_of,
    notes_of,
    references_to,
    text_of,
)
from lienthong.kernel.actor import Actor


def holding(actor: Actor, file: File) -> dict[str, Any] | None:
    """Who holds the file, and whether it is the one who looks."""
    held = holder_of(file)
    if held is None:
        return None
    return {"row": held, "is_own": held.account_id == actor.account_id}


def version_rows(
    file: File, versions: list[FileVersion], shown: FileVersion | None
) -> list[dict[str, Any]]:
    """The versions, newest first, each with the way to compare it with the one before."""
    earlier = {one.number for one in versions}
    return [
        {
            "version": one,
            "current": one == shown,
            "url": f"?lan={one.number}",
            "compare_url": _compare_url(file, one.number) if one.number - 1 in earlier else "",
            "shared": references_to(one),
        }
        for one in versions
    ]


def _compare_url(file: File, number: int) -> str:
    return f"{reverse('officer:file-compare', args=[file.pk])}?cu={number - 1}&moi={number}"


def page_of(version: FileVersion, page: int) -> dict[str, Any]:
    """One page with its notes, the thumbnails of all, and why there is none."""
    drawn = len(version.page_keys) // 2
    page = min(max(page, 1), max(drawn, version.pages or 1))
    notes = notes_of(version)
    words = text_of(version)
    return {
        "page": page,
        "picture_url": _picture(version, page) if page <= drawn else "",
        "thumbnails": [
            {
                "page": number,
                "url": f"{_picture(version, number)}?nho=1",
                "href": f"?lan={version.number}&trang={number}",
                "current": number == page,
                "open": sum(n.page == number and n.resolved_at is None for n in notes),
            }
            for number in range(1, drawn + 1)
        ],
        "notes": [note for note in notes if note.page == page],
        "elsewhere": sum(note.page != page and note.resolved_at is None for note in notes),
        "boxes": [_box(note) for note in notes if note.page == page and not note.resolved_at],
        "problem": UNSHOWN.get(version.rendition_problem, ""),
        "words": _words(words.method if words else "", version.source),
        "can_draw": not drawn and not version.rendition_problem,
        "rendition": bool(version.rendition_key),
    }


def _picture(version: FileVersion, page: int) -> str:
    return reverse("officer:file-page", args=[version.pk, page])


def _box(note: FileNote) -> dict[str, int]:
    return {
        "id": note.pk,
        "left": note.left,
        "top": note.top,
        "width": note.width,
        "height": note.height,
    }


def _words(method: str, source: str) -> str:
    if not method:
        return "" if source == FileSource.PRODUCED else _("Chưa đọc chữ trong tệp")
    known = {
        TextMethod.NATIVE: _("Tìm được theo chữ trong tệp"),
        TextMethod.OCR: _("Tìm được theo chữ nhận dạng từ ảnh"),
        TextMethod.NONE: _("Tệp không có chữ"),
    }
    return known[TextMethod(method)]
