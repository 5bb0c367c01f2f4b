# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One paper as a pane shows it, and the papers that officers work on beside what was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.core.documents.api import UNSHOWN, FileVersion, WorkedFile, work_beside
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.dossiers import OWNER_KIND, may_have

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper that a pane can show: a drawn PDF, a picture, or lines drawn as a page.

    ``marks`` are short words about the work on it: open notes, who holds it.
    """

    key: str
    name: str
    note: str = ""
    icon: str = "file-text"
    kind: str = "sheet"
    url: str = ""
    download_url: str = ""
    desk_url: str = ""
    annexes_url: str = ""
    problem: str = ""
    pages: int | None = None
    signatures: tuple[Any, ...] = ()
    marks: tuple[str, ...] = ()


def file_sheet(
    key: str, name: str, version: FileVersion, *, note: str, icon: str = "file-text"
) -> Sheet:
    """A stored file: a picture, a PDF, the PDF drawn of an office file, or why there is none."""
    url = reverse("officer:file", args=[version.pk])
    return Sheet(
        key=key,
        name=name,
        note=note,
        icon=icon,
        kind=_kind(version),
        url=reverse("officer:file-rendition", args=[version.pk]) if version.rendition_key else url,
        download_url=f"{url}?tai=1",
        desk_url=reverse("officer:file-desk", args=[version.file_id]),
        problem=str(UNSHOWN.get(version.rendition_problem, "")),
        pages=version.pages,
        signatures=version.signature_verdicts,
    )


def _kind(version: FileVersion) -> str:
    if version.content_type.startswith("image/"):
        return "picture"
    shown = version.content_type == PDF or version.rendition_key
    return "pdf" if shown else "unshown"


def worked_of(dossier: Dossier) -> list[WorkedFile]:
    """The files of the dossier that officers added, changed or noted on."""
    return work_beside(OWNER_KIND, dossier.pk) if may_have(dossier, "work") else []


def with_newer(
    sheets: Iterable[Sheet], files: Mapping[int, FileVersion], worked: Iterable[WorkedFile]
) -> list[Sheet]:
    """What was given, each followed by its newest version where officers made one."""
    at_work = {one.file.pk: one for one in worked}
    by_key = {f"tep-{number}": version.file_id for number, version in files.items()}
    found = []
    for sheet in sheets:
        one = at_work.get(by_key.get(sheet.key, 0))
        if one is None or one.version is None:
            found.append(sheet)
        elif one.version.pk in files:
            found.append(replace(sheet, marks=marks_of(one)))
        else:
            found += [sheet, _newer(sheet.name, one, one.version)]
    return found


def _newer(name: str, one: WorkedFile, version: FileVersion) -> Sheet:
    at = f"{timezone.localtime(version.uploaded_at):%H:%M %d/%m/%Y}"
    note = _("lần %(number)s, cán bộ sửa %(at)s") % {"number": version.number, "at": at}
    return replace(file_sheet(f"tep-{version.pk}", name, version, note=note), marks=marks_of(one))


def internal_sheets(worked: Iterable[WorkedFile]) -> list[Sheet]:
    """What officers added, bound or parted; a file that is still made waits."""
    return [_internal(one) for one in worked if one.file.internal]


def _internal(one: WorkedFile) -> Sheet:
    key, name = f"noi-bo-{one.file.pk}", one.file.title
    if one.version is None:
        desk_url = reverse("officer:file-desk", args=[one.file.pk])
        note = _("không lập được") if one.file.problem else _("đang lập")
        return Sheet(key, name, note, icon="file-plus", kind="waiting", desk_url=desk_url)
    number = one.version.number
    note = _("lần thứ %(number)s") % {"number": number} if number > 1 else one.version.original_name
    return replace(file_sheet(key, name, one.version, note=note), marks=marks_of(one))


def marks_of(one: WorkedFile) -> tuple[str, ...]:
    """Short words about the work on a file: how many open notes, who holds it."""
    count = one.open_notes
    noted = ngettext("%(count)s ghi chú chưa xong", "%(count)s ghi chú chưa xong", count)
    held = _("%(name)s đang giữ") % {"name": one.held.account} if one.held else ""
    return tuple(words for words in (noted % {"count": count} if count else "", held) if words)
