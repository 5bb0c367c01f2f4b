# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What lies on the desk of a case: the declaration, files, the draft result, printed papers.

Two of them stand side by side; the address says which (``trai``, ``phai``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.core.documents.api import FileVersion, IssuedDocument
from lienthong.kernel.prepared import Prepared
from lienthong.modules.onestop.enums import PaperKind
from lienthong.modules.onestop.models import Dossier, DossierComponent, DossierPaper, Result
from lienthong.modules.onestop.panels.work_annexes import ISSUED, annexes_beside
from lienthong.modules.onestop.panels.work_sheets import (
    Sheet,
    file_sheet,
    internal_sheets,
    with_newer,
    worked_of,
)
from lienthong.modules.onestop.queries.dossiers import may_have

DECLARATION = "to-khai"
DRAFT = "du-thao"
NOTHING = "0"
BY_FORM, NATIONAL = "form", "national"
"""Sources of components that no file was given for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The papers in their groups and the one or two that lie open."""

    case_id: int
    given: list[Sheet]
    paper_only: list[dict[str, str]]
    result: list[Sheet]
    printed: list[Sheet]
    left: Sheet
    right: Sheet | None = None
    visits: list[Sheet] = field(default_factory=list)
    internal: list[Sheet] = field(default_factory=list)

    @property
    def panes(self) -> list[dict[str, Any]]:
        """The open papers with the address that closes each."""
        open_sheets = [sheet for sheet in (self.left, self.right) if sheet is not None]
        if len(open_sheets) == 1:
            return [{"sheet": self.left, "close_url": ""}]
        return [
            {"sheet": self.left, "close_url": _address(self.case_id, open_sheets[1].key, NOTHING)},
            {"sheet": open_sheets[1], "close_url": _address(self.case_id, self.left.key, NOTHING)},
        ]

    def address_of(self, sheet: Sheet) -> str:
        """Where a paper opens: beside the left one."""
        return _address(self.case_id, self.left.key, sheet.key)

    def items(self, sheets: list[Sheet]) -> list[dict[str, Any]]:
        """The papers of a group with their addresses, the open ones marked."""
        shown = {self.left.key, self.right.key if self.right else ""}
        return [
            {"sheet": sheet, "url": self.address_of(sheet), "current": sheet.key in shown}
            for sheet in sheets
        ]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The groups of the list of papers, empty ones left out."""
        named = (
            (_("Giấy tờ"), self.given),
            (_("Kết quả"), self.result),
            (_("Ảnh thực địa"), self.visits),
            (_("Giấy đã in"), self.printed),
            (_("Tài liệu nội bộ"), self.internal),
        )
        return [
            {"title": title, "count": len(sheets), "items": self.items(sheets)}
            for title, sheets in named
            if sheets
        ]


def _address(case_id: int, left: str, right: str) -> str:
    opened = urlencode({"trai": left, "phai": right})
    return f"{reverse('onestop:officer-case', args=[case_id])}?{opened}"


_PAPERS: Prepared[DossierPaper] = Prepared(
    lambda pk: DossierPaper.objects.filter(dossier_id=pk).order_by("made_at")
)
_VERSIONS: Prepared[FileVersion] = Prepared(
    lambda numbers: FileVersion.objects.filter(pk__any=numbers)
)


def issued_of(dossier: Dossier) -> IssuedDocument | None:
    """The paper of the result, once one was drafted."""
    result: Result | None = getattr(dossier, "result", None)
    if result is None or result.document_id is None:
        return None
    return ISSUED.first(result.document_id)


def desk_of(
    dossier: Dossier,
    document: IssuedDocument | None,
    asked: Mapping[str, Any],
    lines: list[dict[str, str]],
    *,
    prefer_result: bool,
) -> Desk:
    """The papers of a dossier, opened as the address asks, else declaration and what matters."""
    rows = list(dossier.components.all())
    named = _names((row.name, number) for row in rows for number in row.files)
    papers, pictures = _PAPERS.all(dossier.pk), _pictures(dossier)
    files = _files(*named, *pictures, *(paper.file_version_id for paper in papers))
    worked = worked_of(dossier)
    given = [_declaration(), *with_newer(_named_files(named, files), files, worked)]
    result = _result(dossier, document, lines)
    printed = [_paper(paper, files.get(paper.file_version_id or 0)) for paper in papers]
    visits = [_picture(files[number]) for number in pictures if number in files]
    internal = internal_sheets(worked)
    shown = (*given, *result, *printed, *visits, *internal)
    everything = {sheet.key: sheet for sheet in shown}
    left = everything.get(str(asked.get("trai", "")), given[0])
    right = _right(everything, left, str(asked.get("phai", "")), given, result, prefer_result)
    return Desk(
        dossier.pk, given, _paper_only(rows), result, printed, left, right, visits, internal
    )


def _right(
    everything: Mapping[str, Sheet],
    left: Sheet,
    asked: str,
    given: list[Sheet],
    result: list[Sheet],
    prefer_result: bool,
) -> Sheet | None:
    if asked == NOTHING:
        return None
    candidates = [*result, *given[1:]] if prefer_result else [*given[1:], *result]
    usual = next((sheet for sheet in candidates if sheet.key != left.key), None)
    found = everything.get(asked, usual)
    return found if found is not None and found.key != left.key else None


def papers_beside(
    dossier: Dossier, asked: str, answers: Iterable[tuple[str, int]], *, result_first: bool
) -> dict[str, Any]:
    """The papers beside a screen of the desk, one of them open; the address says which (``xem``).

    ``answers`` are files sent for a supplement: what was asked, and the version's id.
    """
    rows = list(dossier.components.all())
    named = [(row.name, number) for row in rows for number in row.files]
    names = _names([*answers, *named])
    kept, worked = _files(*names), worked_of(dossier)
    files = with_newer(_named_files(names, kept), kept, worked)
    result = _result(dossier, issued_of(dossier), [])
    sheets = [*(result if result_first else []), *files, _declaration(), *internal_sheets(worked)]
    shown = next((sheet for sheet in sheets if sheet.key == asked), sheets[0])
    tabs = [
        {"sheet": sheet, "url": "?" + urlencode({"xem": sheet.key}), "current": sheet is shown}
        for sheet in sheets
    ]
    add_url = reverse("onestop:officer-internal", args=[dossier.pk])
    return {"tabs": tabs, "shown": shown, "add_url": add_url}


def _names(named: Iterable[tuple[str, int]]) -> dict[int, str]:
    """Files by number under the first name that each is given."""
    names: dict[int, str] = {}
    for name, number in named:
        names.setdefault(number, name)
    return names


def _files(*numbers: int | None) -> dict[int, FileVersion]:
    """All files of a screen, in one statement."""
    wanted = sorted({number for number in numbers if number})
    return {version.pk: version for version in _VERSIONS.all(wanted)} if wanted else {}


def _named_files(names: Mapping[int, str], files: Mapping[int, FileVersion]) -> list[Sheet]:
    return [
        file_sheet(f"tep-{number}", name, files[number], note=files[number].original_name)
        for number, name in names.items()
        if number in files
    ]


def _declaration() -> Sheet:
    return Sheet(DECLARATION, _("Tờ khai điện tử"), _("người nộp khai"))


def _result(
    dossier: Dossier, document: IssuedDocument | None, lines: list[dict[str, str]]
) -> list[Sheet]:
    version = document.current_version if document else None
    if document is not None and version is not None:
        note = " ".join(
            part for part in (document.get_state_display(), document.number_text) if part
        )
        own = file_sheet("ket-qua", document.abstract, version, note=note, icon="certificate")
        annexes_url = reverse("officer:document-annexes", args=[document.pk])
        return [replace(own, annexes_url=annexes_url), *_annexes(document)]
    name = dossier.procedure_version.spec.result["name"]
    note = str(document.get_state_display()) if document else _("bản dự thảo")
    return [Sheet(DRAFT, name, note, icon="certificate")] if lines else []


def _annexes(document: IssuedDocument) -> list[Sheet]:
    return [
        file_sheet(f"phu-luc-{one.annex.pk}", str(one.annex), one.version, note=_("phụ lục"))
        for one in annexes_beside(document)
        if one.version
    ]


def _pictures(dossier: Dossier) -> list[int]:
    """Pictures and papers of the field visits."""
    visits = dossier.visits.all() if may_have(dossier, "visit") else ()
    return [number for visit in visits for number in visit.files]


def _picture(version: FileVersion) -> Sheet:
    return file_sheet(f"anh-{version.pk}", version.original_name, version, note="")


def _paper(paper: DossierPaper, version: FileVersion | None) -> Sheet:
    key, name = f"giay-{paper.pk}", _paper_name(paper)
    if version is None:
        return Sheet(key, name, _("đang in"), icon="printer", kind="waiting")
    return file_sheet(key, name, version, note=paper.get_kind_display(), icon="printer")


def _paper_name(paper: DossierPaper) -> str:
    if paper.kind == PaperKind.VISIT_RECORD:
        return _("Biên bản thực địa")
    if paper.kind.isdecimal():
        return _("Mẫu %s") % paper.kind
    return str(paper.get_kind_display())


def _paper_only(rows: list[DossierComponent]) -> list[dict[str, str]]:
    return [
        {"name": row.name, "note": _copies(row) or _without_paper(row)}
        for row in rows
        if not row.files and row.source != BY_FORM
    ]


def _without_paper(row: DossierComponent) -> str:
    if row.source == NATIONAL:
        return _("lấy từ cơ sở dữ liệu")
    return str(row.get_state_display())


def _copies(row: DossierComponent) -> str:
    originals, certified, plain = row.originals, row.certified_copies, row.photocopies
    counted = (
        (originals, ngettext("%(count)s bản chính", "%(count)s bản chính", originals)),
        (certified, ngettext("%(count)s bản sao", "%(count)s bản sao", certified)),
        (plain, ngettext("%(count)s bản chụp", "%(count)s bản chụp", plain)),
    )
    return ", ".join(words % {"count": count} for count, words in counted if count)
