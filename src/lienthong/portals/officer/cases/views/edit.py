# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Change urgency, tags and note of a case; what two people changed is decided field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    COMMENT,
    FIELDS,
    Case,
    Priority,
    details_of,
    edit_case,
)
from lienthong.kernel.conflicts import BASE, MINE, THEIRS, EditConflict, resolved
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.search.panels import case_url

LONGEST = 5000


class CaseEditView(GuardedView):
    """The form, and the screen of a conflict."""

    permission = COMMENT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The details as they stand; the form remembers what it showed."""
        case = self._case(pk)
        found = details_of(case)
        return self._show(request, case, mine=found, base=found)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep them; a conflict is shown field by field, everything else is kept as typed."""
        case = self._case(pk)
        solved = request.POST.get("viec") == "chon"
        mine = resolved(request.POST, FIELDS) if solved else _given(request.POST, "")
        base = _given(request.POST, f"{THEIRS}_" if solved else f"{BASE}_")
        try:
            edit_case(case, mine=mine, base=base, actor=self.actor)
        except EditConflict as conflict:
            return self._conflict(request, case, conflict)
        except InvalidInput as refused:
            return self._show(request, case, mine=mine, base=base, refused=refused)
        messages.success(request, _("Đã lưu."))
        return redirect(case_url(case.kind.code, case.pk) + "#lien-ket")

    def _case(self, pk: int) -> Case:
        return get_or_404(self.actor, COMMENT, Case.objects.select_related("kind"), pk=pk)

    def _frame(self, case: Case) -> dict[str, Any]:
        back = case_url(case.kind.code, case.pk)
        title = _("Sửa độ khẩn, nhãn, ghi chú")
        return {
            "page_title": title,
            "crumbs": [
                (_("Việc của tôi"), reverse("officer:inbox")),
                (case.code or case.title, back),
                (_("Sửa"), None),
            ],
            "case": case,
            "back_url": back,
            "form_key": form_key(),
        }

    def _show(
        self,
        request: HttpRequest,
        case: Case,
        *,
        mine: Mapping[str, str],
        base: Mapping[str, str],
        refused: InvalidInput | None = None,
    ) -> HttpResponse:
        wrong = refused.fields if refused else {}
        context = self._frame(case) | {
            "mine": mine,
            "base": base,
            "priorities": [(str(value), label) for value, label in Priority.choices],
            "wrong": wrong,
            "errors": [{"target": f"id_{key}", "message": text} for key, text in wrong.items()],
        }
        return render(request, "officer/case_edit.html", context, status=422 if refused else 200)

    def _conflict(self, request: HttpRequest, case: Case, conflict: EditConflict) -> HttpResponse:
        asked = {one.name: one for one in conflict.conflicts}
        kept = [name for name in FIELDS if name not in asked]
        context = self._frame(case) | {
            "page_title": _("Người khác vừa sửa cùng chỗ với bạn"),
            "rows": [_row(one.name, one.base, one.mine, one.theirs) for one in asked.values()],
            "kept": [(name, conflict.merged[name]) for name in kept],
            "theirs": conflict.theirs,
        }
        return render(request, "officer/case_conflict.html", context, status=409)


def _given(data: QueryDict, prefix: str) -> dict[str, str]:
    return {name: str(data.get(f"{prefix}{name}", ""))[:LONGEST] for name in FIELDS}


def _row(name: str, base: str, mine: str, theirs: str) -> dict[str, Any]:
    titles = {"priority": _("Độ khẩn"), "tags": _("Nhãn"), "note": _("Ghi chú chung")}
    ways = (
        (MINE, _("Của bạn"), mine),
        (THEIRS, _("Của người khác"), theirs),
        (BASE, _("Trước khi sửa"), base),
    )
    return {
        "name": name,
        "title": titles[name],
        "ways": [
            {"key": key, "title": title, "value": value, "shown": _shown(name, value)}
            for key, title, value in ways
        ],
    }


def _shown(name: str, value: str) -> str:
    if name == "priority" and value.isdecimal() and int(value[:3]) in Priority.values:
        return str(Priority(int(value)).label).capitalize()
    return value or _("(để trống)")
