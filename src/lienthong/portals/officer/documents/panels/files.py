# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A file's versions, its holder, a page with its notes; the rows of a comparison."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Case
from lienthong.core.documents.api import (
    UNSHOWN,
    WORK_LIMITS,
    File,
    FileNote,
    FileSource,
    FileVersion,
    TextMethod,
    holder_of,
    lost_hold,
    notes_of,
    references_to,
    text_of,
)
from lienthong.kernel import uploads
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.search.panels import case_url, is_case

MOST_DRAWN = 500
MOST_SAID = 20_000
"""Letters of a file that are shown beside it."""


def holding(actor: Actor, file: File) -> dict[str, Any] | None:
    """Who holds the file, and whether it is the one who looks."""
    held = holder_of(file)
    if held is None:
        return None
    return {"row": held, "is_own": held.account_id == actor.account_id}


def taken_away(actor: Actor, file: File, versions: list[FileVersion]) -> dict[str, Any] | None:
    """Who freed the file that the one who looks held, why, and what others added since."""
    taken = lost_hold(file, actor.account_id)
    if taken is None:
        return None
    others = [
        one
        for one in versions
        if one.uploaded_at > taken.at and one.uploaded_by_id != actor.account_id
    ]
    newest = others[0] if others else None
    url = _compare_url(file, newest.number) if newest else ""
    return {"row": taken, "newest": newest, "compare_url": url}


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
    total = max(drawn, version.pages or 1)
    page = min(max(page, 1), total)
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
        "is_awaited": page > drawn and page <= MOST_DRAWN and not version.rendition_problem,
        "total": total,
        "drawn": drawn,
        "said": _said(words.text if words else ""),
        "rendition": bool(version.rendition_key),
    }


def _said(words: str) -> dict[str, Any]:
    """The words that were read in the file, to be looked at and copied; the first of many."""
    return {"text": words[:MOST_SAID], "cut": len(words) > MOST_SAID}


def owner_link(file: File) -> dict[str, str] | None:
    """The case that the file belongs to; None for a file of something else."""
    if file.owner_id is None or not is_case(file.owner_kind):
        return None
    case = Case.objects.filter(pk=file.owner_id).first()
    if case is None:
        return None
    return {"title": case.code or case.title, "url": case_url(file.owner_kind, case.pk)}


def not_sent(fault: str) -> str:
    """Why the edge kept nothing of a new version, and what to do."""
    most = {"most": WORK_LIMITS.max_bytes // (1024 * 1024)}
    too_large = _("Tệp lớn hơn %(most)s MB. Hãy xuất lại nhẹ hơn rồi gửi lại.") % most
    return uploads.fault_words(fault or uploads.LATE, too_large=too_large)


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
