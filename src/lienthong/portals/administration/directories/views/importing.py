# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows from Excel: looked at first, done in one transaction, nothing when one row is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.documents.api import begin_sheet
from lienthong.kernel.directories import Fate, Verdict, be_alone, bring
from lienthong.kernel.errors import InvalidInput, NotAllowed
from lienthong.kernel.forms import form_key
from lienthong.kernel.money import number
from lienthong.kernel.permits import FAULT_PARAMETER, RECEIPT_PARAMETER
from lienthong.kernel.text import one_line
from lienthong.kernel.together import long_run
from lienthong.kernel.uploads import fault_words
from lienthong.portals.administration.directories.reading import (
    LARGEST,
    SHEET_TYPES,
    Sheet,
    not_a_workbook,
    read_sheet,
)
from lienthong.portals.administration.directories.sheets import (
    is_needed,
    write_template,
    write_verdicts,
)
from lienthong.portals.administration.directories.views.base import DirectoryView
from lienthong.portals.administration.directories.views.listing import attached, may_import
from lienthong.portals.administration.directories.views.runs import found_context, lately
from lienthong.portals.receiving import Receiving

WORKBOOKS = Receiving("administration.workbook", "workbook", LARGEST, SHEET_TYPES)
"""Workbooks that wait to be taken in."""
AT_ONCE = 200
"""So many rows are tried while the browser waits, more by the worker: a limit of the product."""
COMING = (Fate.NEW, Fate.CHANGED)
COUNTED = {
    "new": Fate.NEW,
    "changed": Fate.CHANGED,
    "same": Fate.UNCHANGED,
    "wrong": Fate.REFUSED,
}


class DirectoryImportView(DirectoryView):
    """Take a workbook in, or say row by row why not.

    The file waits at the edge; its receipt stays with the page, so that it is chosen once and
    then looked at, taken in, or given back with its errors. A long sheet is handed to the worker.
    """

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Ask for the file, or show what the sent one would do; ``?mau=1`` answers an empty one."""
        self._refuse()
        if request.GET.get("mau"):
            return attached(write_template(self.directory), self.directory, more="-mau")
        if FAULT_PARAMETER in request.GET:
            told = fault_words(request.GET[FAULT_PARAMETER], **_edge_faults())
            return self.show(told=told, status=422)
        text = request.GET.get(RECEIPT_PARAMETER, "")
        return self._look(text, is_for_good=False) if text else self.show()

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Do it, or answer the sheet with the errors in it."""
        self._refuse()
        text = request.POST.get(RECEIPT_PARAMETER, "")
        act = request.POST.get("viec", "")
        return self._look(text, is_for_good=act == "nhap", gives_back=act == "loi")

    def _look(self, text: str, *, is_for_good: bool, gives_back: bool = False) -> HttpResponse:
        """Try the sent file, for good or not, and say what became of every row."""
        try:
            body, name, path = WORKBOOKS.kept_file(self.actor, text)
            sheet = read_sheet(self.directory, body)
            if len(sheet.rows) > AT_ONCE:
                return self._hand_over(text, sheet, one_line(name))
            verdicts = self._try(sheet, is_for_good=is_for_good)
        except InvalidInput as refused:
            return self.show(told=str(refused), status=422)
        if gives_back:
            wrong = [v for v in verdicts if v.fate is Fate.REFUSED]
            return attached(write_verdicts(self.directory, wrong), self.directory, more="-loi")
        if is_for_good and not _has_refused(verdicts):
            path.unlink(missing_ok=True)
            return self._done(verdicts)
        sent = {"receipt": text, "name": one_line(name)[:255]}
        return self.show(sheet=sheet, verdicts=verdicts, sent=sent, status=_status(verdicts))

    def _refuse(self) -> None:
        if not may_import(self):
            raise NotAllowed

    def _hand_over(self, text: str, sheet: Sheet, name: str) -> HttpResponse:
        """Say how long the sheet is, then have the worker look at it; looking changes nothing."""
        if self.request.method != "POST":
            sent = {"receipt": text, "name": name[:255], "count": number(len(sheet.rows))}
            return self.show(sheet=sheet, sent=sent)
        rows, code = sheet.rows, self.directory.code
        run = begin_sheet(code, rows=rows, name=name, unknown=sheet.unknown, actor=self.actor)
        return redirect("administration:directory-import-run", self.directory.slug, run.pk)

    def _try(self, sheet: Sheet, *, is_for_good: bool) -> list[Verdict]:
        """Do all rows; undone unless it is for good and no row was refused.

        Raises ``InvalidInput`` while another file of the directory is at work.
        """
        actor = self.actor.acting(idempotency_key="", purpose=_("nhập từ Excel"))
        with long_run():
            be_alone(self.directory)
            verdicts = bring(self.directory, sheet.rows, actor)
            if not is_for_good or _has_refused(verdicts):
                transaction.set_rollback(True)
        return verdicts

    def _done(self, verdicts: Sequence[Verdict]) -> HttpResponse:
        told = _("Đã nhập: %(new)s dòng mới, %(changed)s dòng sửa, %(same)s dòng giữ nguyên.")
        messages.success(self.request, told % _counted(verdicts))
        return redirect("administration:directory", self.directory.slug)

    def show(
        self,
        *,
        told: str = "",
        sheet: Sheet | None = None,
        verdicts: Sequence[Verdict] = (),
        sent: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page with what was found."""
        context = found_context(
            self.directory,
            counted=_counted(verdicts),
            wrong=[_kept(v, errors=list(v.errors.items())) for v in verdicts if v.errors],
            coming=[_kept(v, differences=v.differences) for v in verdicts if v.fate in COMING],
        )
        context |= {
            "page_title": _("Nhập từ Excel"),
            "told": told,
            "unknown": sheet.unknown if sheet else (),
            "sent": sent or {},
            "upload_url": WORKBOOKS.upload_url(self.actor, self.request.path),
            "fields": [{"field": f, "must": is_needed(f)} for f in self.directory.exchanged()],
            "runs": () if sent else lately(self),
            "form_key": form_key(),
        }
        return self.page("import", context, status=status)


def _edge_faults() -> dict[str, str]:
    return {
        "too_large": _("Tệp lớn hơn 5 MB. Hãy chia thành nhiều tệp."),
        "wrong_type": not_a_workbook(),
    }


def _status(verdicts: Sequence[Verdict]) -> int:
    return 422 if _has_refused(verdicts) else 200


def _has_refused(verdicts: Sequence[Verdict]) -> bool:
    return any(v.fate is Fate.REFUSED for v in verdicts)


def _counted(verdicts: Sequence[Verdict]) -> dict[str, int]:
    found = Counter(v.fate for v in verdicts)
    return {name: found[fate] for name, fate in COUNTED.items()}


def _kept(verdict: Verdict, **said: Any) -> dict[str, Any]:
    return {"place": verdict.brought.place, "key": verdict.key} | said
