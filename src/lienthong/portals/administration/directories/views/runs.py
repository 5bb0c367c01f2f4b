# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A long sheet at the worker: how far it is, what was found, taken in or given back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lienthong.core.documents.api import SheetRun, discard_sheet, take_in_sheet
from lienthong.kernel.directories import Brought, Directory, Fate, Verdict, shown_value
from lienthong.kernel.errors import IllegalState, NotAllowed, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.money import number
from lienthong.portals.administration.directories.sheets import SHOWN_ERRORS, write_verdicts
from lienthong.portals.administration.directories.views.base import DirectoryView
from lienthong.portals.administration.directories.views.listing import attached, may_import

LATELY = 5
"""So many of one's sheets are named beside the form."""


class SheetRunView(DirectoryView):
    """How a sheet of one's own goes; only whoever sent it sees it."""

    def get(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """The page, or only the part that changes for a page that asks for it."""
        run = self._run(pk)
        context = run_context(self.directory, run) | {
            "page_title": _("Nhập từ Excel"),
            "form_key": form_key(),
        }
        part = request.headers.get("HX-Request") == "true"
        return self.page("run_part" if part else "run", context)

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Take it in, give the wrong rows back, or give it up."""
        run, act = self._run(pk), request.POST.get("viec", "")
        if act == "loi":
            body = write_verdicts(self.directory, _refused(self._run(pk, with_rows=True)))
            return attached(body, self.directory, more="-loi")
        try:
            if act == "bo":
                discard_sheet(run, actor=self.actor)
                return redirect("administration:directory-import", kind)
            if act == "nhap":
                take_in_sheet(run, actor=self.actor)
        except IllegalState as refused:
            messages.error(request, str(refused))
        return redirect("administration:directory-import-run", kind, pk)

    def _run(self, pk: int, *, with_rows: bool = False) -> SheetRun:
        if not may_import(self):
            raise NotAllowed
        runs = own_runs(self)
        run = (runs.defer(None) if with_rows else runs).filter(pk=pk).first()
        if run is None:
            raise OutOfScope
        return run


def own_runs(view: DirectoryView) -> QuerySet[SheetRun]:
    """The sheets somebody sent to the directory, newest first, without their rows."""
    mine = SheetRun.objects.filter(
        directory=view.directory.code, asked_by_id=view.actor.account_id or 0
    )
    return mine.defer("rows").order_by("-made_at", "-pk")


def lately(view: DirectoryView) -> list[tuple[SheetRun, str]]:
    """The newest of them without what was found, each with the number of its rows."""
    runs = own_runs(view).defer("rows", "wrong", "coming")[:LATELY]
    return [(run, number(run.total)) for run in runs]


def run_context(directory: Directory, run: SheetRun) -> dict[str, Any]:
    """What is said of a run: how far it is, or what was found."""
    counted = run.counted or {"new": 0, "changed": 0, "same": 0, "wrong": 0}
    wrong = [row | {"errors": _in_words(row["errors"])} for row in run.wrong]
    coming = [row | {"differences": _changes(directory, row)} for row in run.coming[:SHOWN_ERRORS]]
    return found_context(directory, counted=counted, wrong=wrong, coming=coming) | {
        "run": run,
        "refusal": _(run.refusal) if run.refusal else "",
        "unknown": run.unknown,
        "tried": number(run.tried),
        "total": number(run.total),
        "percent": min(99, 100 * run.tried // max(1, run.total)),
        "days": SheetRun.KEPT_DAYS,
        "can_take_in": run.is_clean and not run.is_for_good and bool(run.coming),
        "is_taken_in": run.is_taken_in,
    }


def found_context(
    directory: Directory,
    *,
    counted: Mapping[str, int],
    wrong: Sequence[Mapping[str, Any]],
    coming: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The first rows of each kind as they are shown, with the counts of all."""
    titles = {f.key: str(f.title) for f in directory.exchanged()}
    told = counted["wrong"] or counted["new"] + counted["changed"]
    return {
        "counted": counted,
        "said": {name: number(count) for name, count in counted.items()},
        "is_wrong": bool(counted["wrong"]),
        "is_cut": told > SHOWN_ERRORS,
        "most": SHOWN_ERRORS,
        "wrong": [_wrong(row, titles) for row in wrong[:SHOWN_ERRORS]],
        "coming": coming[:SHOWN_ERRORS],
    }


def _wrong(row: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    errors = [(titles.get(key, ""), text) for key, text in row["errors"]]
    return {"place": row["place"], "key": row["key"], "errors": errors}


def _refused(run: SheetRun) -> list[Verdict]:
    """The wrong rows with what stood in them."""
    values = dict(run.rows)
    return [
        Verdict(Brought(row["place"], values[row["place"]]), Fate.REFUSED, row["key"], errors)
        for row, errors in ((row, dict(_in_words(row["errors"]))) for row in run.wrong)
    ]


def _in_words(errors: Sequence[tuple[str, Mapping[str, str]]]) -> list[tuple[str, str]]:
    """What is wrong in the reader's language; the job noted it in all of them."""
    language = get_language() or settings.LANGUAGE_CODE
    return [(key, told.get(language) or told[settings.LANGUAGE_CODE]) for key, told in errors]


def _changes(directory: Directory, row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What a row changes, by the titles of its fields."""
    fields = {f.key: f for f in directory.exchanged()}
    return [
        (str(fields[key].title), shown_value(fields[key], old), shown_value(fields[key], new))
        for key, old, new in row["changes"]
    ]
