# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What changed: a version against the one before it or the design, and step by step."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.kernel.designs import edits_of
from lienthong.kernel.errors import IllegalState, StaleVersion
from lienthong.modules.onestop.actions.designs import undo_procedure
from lienthong.modules.onestop.domain.design.difference import differences
from lienthong.modules.onestop.panels.procedure_difference import difference_rows
from lienthong.modules.onestop.panels.procedure_outline import told
from lienthong.modules.onestop.queries.designs import form_of, versions_of
from lienthong.modules.onestop.views.administration.base import DesignView, number_in

SHOWN = 100


class DifferenceView(DesignView):
    """``?ban=`` against ``?voi=``: numbers of versions; without ``ban`` the design."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Part by part, in words."""
        design = self.shown(code)
        versions = [version for version in versions_of(design.procedure) if version.is_electronic]
        numbers = {version.number: version for version in versions}
        newer = numbers.get(number_in(request.GET.get("ban", "")))
        older = numbers.get(number_in(request.GET.get("voi", "")))
        if older is None:
            behind = [v for v in versions if newer is None or v.number < newer.number]
            older = behind[0] if behind else None
        content = newer.data if newer else design.content
        changes = differences(older.data, content) if older else []
        form = form_of(content)
        context = {
            "page_title": _("Khác phiên bản trước"),
            "versions": versions,
            "older": older,
            "newer": newer,
            "changes": difference_rows(code, content, changes, form.content if form else {}),
        }
        return self.page("difference", design, context)


class HistoryView(DesignView):
    """Every change of the design, the newest first."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Who did what when; each with the way back to it."""
        design = self.shown(code)
        edits = edits_of(design, limit=SHOWN)
        context = {
            "page_title": _("Lịch sử soạn"),
            "edits": [(edit, told(edit)) for edit in edits],
        }
        return self.page("history", design, context)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Go back to one of them."""
        design = self.opened(code)
        to = number_in(request.POST.get("to", ""))
        try:
            undo_procedure(design, revision=self.revision(), to=to, actor=self.actor)
        except (IllegalState, StaleVersion) as refused:
            messages.error(request, str(refused))
            return redirect("onestop:procedure-history", code)
        messages.success(request, _("Đã trở lại lần sửa %(number)s.") % {"number": to})
        return redirect("onestop:procedure", code)
