# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What changed: against a published version, and change by change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.process.api import difference, process_versions, undo_process
from lienthong.kernel.designs import edits_of
from lienthong.kernel.errors import IllegalState, StaleVersion
from lienthong.portals.administration.processes.kinds import attribute_name, told
from lienthong.portals.administration.processes.panels import parts_of, titles_of
from lienthong.portals.administration.processes.slots import called_of, questions_for
from lienthong.portals.administration.processes.told import Teller
from lienthong.portals.administration.processes.views.base import ProcessView, number_in

SHOWN = 100


class DifferenceView(ProcessView):
    """The design against a version: ``?ban=`` names its number, the newest otherwise."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Step by step, in words."""
        design = self.shown(code)
        versions = process_versions(design.definition)
        wanted = request.GET.get("ban", "")
        chosen = next((v for v in versions if str(v.number) == wanted), None)
        base = chosen or (versions[0] if versions else None)
        names = titles_of(base.table, inside=True) if base else {}
        names |= titles_of(design.content, inside=True)
        called = called_of(questions_for(code, design.content))
        found = difference(base.table, design.content, Teller(names, called)) if base else []
        parts = parts_of(base.table) if base else {}
        parts |= parts_of(design.content)
        named = {f"data.{name}": one.title for name, one in called.items()}
        context = {
            "page_title": _("Khác bản đã ban hành"),
            "versions": versions,
            "base": base,
            "changes": [
                (item, attribute_name(item.attribute, named | parts.get(item.node, {})))
                for item in found
            ],
        }
        return self.page("difference", design, context)


class HistoryView(ProcessView):
    """Every change of the design, the newest first."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Who did what when; each with the way back to it."""
        design = self.shown(code)
        edits = edits_of(design, limit=SHOWN)
        context = {
            "page_title": _("Lịch sử soạn"),
            "edits": [(edit, told(edit.act, edit.what)) for edit in edits],
        }
        return self.page("history", design, context)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Go back to one of them."""
        design = self.opened(code)
        seen, to = (number_in(request.POST.get(name)) for name in ("revision", "to"))
        try:
            undo_process(design, revision=seen, to=to, actor=self.actor)
        except (IllegalState, StaleVersion) as refused:
            messages.error(request, str(refused))
            return redirect("administration:process-history", code)
        messages.success(request, _("Đã trở lại lần sửa %(number)s.") % {"number": to})
        return redirect("administration:process", code)
