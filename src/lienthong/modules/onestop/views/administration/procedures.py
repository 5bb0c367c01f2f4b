# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of procedures; one with its versions; a definition as a file."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.designs import last_edit
from lienthong.kernel.text import one_line
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.permissions import EDIT
from lienthong.modules.onestop.queries.catalogue_export import definition_of
from lienthong.modules.onestop.queries.designs import (
    design_faults,
    form_of,
    procedure_by_code,
    procedure_rows,
    process_of,
    version_numbered,
    versions_of,
)
from lienthong.modules.onestop.queries.use import dossiers_by_version
from lienthong.modules.onestop.views.administration.base import DesignView, number_in


class ProceduresView(GuardedView):
    """Every procedure that is filed here, with what is in force and what is being made."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; ``?tim=`` narrows it."""
        wanted = one_line(request.GET.get("tim", ""))[:100]
        context = {
            "page_title": _("Thủ tục"),
            "rows": procedure_rows(wanted=wanted),
            "wanted": wanted,
        }
        return render(request, "onestop/procedures/list.html", context)


class VersionsView(DesignView):
    """One procedure: its versions, who uses them, and the one in the making."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show them."""
        design = self.shown(code)
        versions = versions_of(design.procedure)
        used = dossiers_by_version(versions)
        first = min((one.number for one in versions if one.is_electronic), default=0)
        context = {
            "page_title": design.content.get("short_name", code),
            "rows": [
                (version, used.get(version.pk, 0), version.number > first) for version in versions
            ],
            "fault_count": len(design_faults(design.content)),
            "form": form_of(design.content),
            "process": process_of(design.content),
            "last": last_edit(design),
            "today": timezone.localdate(),
        }
        return self.page("versions", design, context)


class DefinitionFileView(GuardedView):
    """A version as JSON, as the package carries it: ``?ban=`` names its number."""

    permission = EDIT

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Download it."""
        procedure = procedure_by_code(code)
        number = number_in(request.GET.get("ban", ""))
        version = version_numbered(procedure, number)
        text = json.dumps(definition_of(version), ensure_ascii=False, indent=1, default=str)
        response = HttpResponse(text, content_type="application/json")
        name = f"{code}-{version.number}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
