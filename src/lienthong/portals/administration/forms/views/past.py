# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What changed: against a published version, step by step, and the form as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.forms.api import content_of, difference, undo_design, versions_of, write_file
from lienthong.kernel.designs import edits_of
from lienthong.kernel.errors import IllegalState, StaleVersion
from lienthong.portals.administration.forms.panels import told
from lienthong.portals.administration.forms.views.base import DesignView

SHOWN = 100


class DifferenceView(DesignView):
    """The design against a version: ``?ban=`` names its number, the newest otherwise."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Element by element, in words."""
        design = self.shown(code)
        versions = versions_of(design.form)
        wanted = request.GET.get("ban", "")
        chosen = next((v for v in versions if str(v.number) == wanted), None)
        base = chosen or (versions[0] if versions else None)
        context = {
            "page_title": _("Khác bản đã ban hành"),
            "versions": versions,
            "base": base,
            "changes": difference(content_of(base), design.content) if base else [],
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
        numbers = [request.POST.get(name, "") for name in ("revision", "to")]
        seen, to = (int(n) if n.isascii() and n.isdigit() else 0 for n in numbers)
        try:
            undo_design(design, revision=seen, to=to, actor=self.actor)
        except (IllegalState, StaleVersion) as refused:
            messages.error(request, str(refused))
            return redirect("administration:form-history", code)
        messages.success(request, _("Đã trở lại lần sửa %(number)s.") % {"number": to})
        return redirect("administration:form", code)


class FormFileView(DesignView):
    """The design as a YAML file, to keep or to take to another installation."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Download it."""
        design = self.shown(code)
        response = HttpResponse(write_file(design.content), content_type="application/yaml")
        response["Content-Disposition"] = f'attachment; filename="{code}.yaml"'
        return response
