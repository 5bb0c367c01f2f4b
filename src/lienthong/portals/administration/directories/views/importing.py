# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows from Excel: looked at first, done in one transaction, nothing when one row is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.kernel.directories import Fate, Verdict, bring
from lienthong.kernel.errors import InvalidInput, NotAllowed
from lienthong.kernel.forms import form_key
from lienthong.portals.administration.directories.sheets import (
    LARGEST,
    SHOWN_ERRORS,
    Sheet,
    read_sheet,
    write_template,
    write_verdicts,
)
from lienthong.portals.administration.directories.views.base import DirectoryView
from lienthong.portals.administration.directories.views.listing import attached, may_import

NEW_OR_CHANGED = (Fate.NEW, Fate.CHANGED)


class DirectoryImportView(DirectoryView):
    """Take a workbook in, or say row by row why not."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Ask for the file; ``?mau=1`` answers the empty one."""
        self._refuse()
        if request.GET.get("mau"):
            return attached(write_template(self.directory), self.directory, more="-mau")
        return self.show()

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Look at it, or do it; the sheet with the errors comes back on request."""
        self._refuse()
        try:
            sheet = read_sheet(self.directory, _body(request.FILES.get("tep")))
        except InvalidInput as refused:
            return self.show(told=str(refused), status=422)
        act = request.POST.get("viec", "")
        verdicts = self._try(sheet, is_for_good=act == "nhap")
        if act == "loi":
            wrong = [v for v in verdicts if v.fate is Fate.REFUSED]
            return attached(write_verdicts(self.directory, wrong), self.directory, more="-loi")
        if act == "nhap" and not _has_refused(verdicts):
            return self._done(verdicts)
        return self.show(sheet=sheet, verdicts=verdicts, status=self._status(verdicts))

    def _refuse(self) -> None:
        if not may_import(self):
            raise NotAllowed

    def _try(self, sheet: Sheet, *, is_for_good: bool) -> list[Verdict]:
        """Do all rows; undone unless it is for good and no row was refused."""
        actor = self.actor.acting(idempotency_key="", purpose=_("nhập từ Excel"))
        with transaction.atomic():
            verdicts = bring(self.directory, sheet.rows, actor)
            if not is_for_good or _has_refused(verdicts):
                transaction.set_rollback(True)
        return verdicts

    def _status(self, verdicts: Sequence[Verdict]) -> int:
        return 422 if _has_refused(verdicts) else 200

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
        status: int = 200,
    ) -> HttpResponse:
        """The page with what was found."""
        titles = {f.key: str(f.title) for f in self.directory.exchanged()}
        context = {
            "page_title": _("Nhập từ Excel"),
            "told": told,
            "sheet": sheet,
            "counted": _counted(verdicts),
            "wrong": [_wrong(v, titles) for v in verdicts if v.errors][:SHOWN_ERRORS],
            "is_wrong": _has_refused(verdicts),
            "coming": [v for v in verdicts if v.fate in NEW_OR_CHANGED][:SHOWN_ERRORS],
            "fields": self.directory.exchanged(),
            "form_key": form_key(),
        }
        return self.page("import", context, status=status)


def _body(sent: Any) -> bytes:
    if sent is None:
        raise InvalidInput(_("Hãy chọn tệp Excel."))
    body: bytes = sent.read(LARGEST + 1)
    return body


def _has_refused(verdicts: Sequence[Verdict]) -> bool:
    return any(v.fate is Fate.REFUSED for v in verdicts)


def _counted(verdicts: Sequence[Verdict]) -> dict[str, int]:
    found = Counter(v.fate for v in verdicts)
    names = {"new": Fate.NEW, "changed": Fate.CHANGED, "same": Fate.UNCHANGED}
    return {name: found[fate] for name, fate in names.items()} | {"wrong": found[Fate.REFUSED]}


def _wrong(verdict: Verdict, titles: dict[str, str]) -> dict[str, Any]:
    errors = [(titles.get(key, ""), text) for key, text in verdict.errors.items()]
    return {"place": verdict.brought.place, "key": verdict.key, "errors": errors}
