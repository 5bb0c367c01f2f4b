# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Putting a procedure into use from a day on."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.kernel.errors import DomainError, IllegalState, InvalidInput, StaleVersion
from lienthong.modules.onestop.actions.publish_design import publish_procedure_design
from lienthong.modules.onestop.forms.publish import PublishForm
from lienthong.modules.onestop.models import ProcedureDesign
from lienthong.modules.onestop.panels.procedure_outline import edit_url, place_title
from lienthong.modules.onestop.permissions import PUBLISH
from lienthong.modules.onestop.queries.designs import design_faults, newest_version, versions_of
from lienthong.modules.onestop.views.administration.base import DesignView

JUST_OPENED = 1
"""The revision of what was shown before anybody changed it: the page says 0."""


class PublishView(DesignView):
    """What is still wrong, or the day from which the design is used."""

    permission = PUBLISH

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The check and the day."""
        design = self.shown(code)
        return self.show(design, PublishForm.fresh(newest_version(design.procedure)))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Publish; one of two administrators wins and the other is told who and when."""
        design, form = self.opened(code), PublishForm(request.POST)
        if not form.is_valid():
            return self.show(design, form, status=422)
        try:
            version = publish_procedure_design(
                design,
                valid_from=form.cleaned_data["valid_from"],
                revision=self.revision() or JUST_OPENED,
                actor=self.actor,
            )
        except (InvalidInput, IllegalState, StaleVersion) as refused:
            return self.refused(design, form, refused)
        text = _("Đã công bố phiên bản %(number)s, dùng từ ngày %(day)s.")
        day = f"{version.valid_from:%d/%m/%Y}"
        messages.success(request, text % {"number": version.number, "day": day})
        return redirect("onestop:procedure", code)

    def refused(
        self, design: ProcedureDesign, form: forms.Form, refused: DomainError
    ) -> HttpResponse:
        """The page again with the reason; the day that was typed stays."""
        design.refresh_from_db()
        if isinstance(refused, StaleVersion):
            return self.show(design, form, told=str(refused), status=409)
        form.add_error("valid_from", str(refused))
        return self.show(design, form, status=422)

    def show(
        self, design: ProcedureDesign, form: forms.Form, *, told: str = "", status: int = 200
    ) -> HttpResponse:
        """Draw it."""
        places: dict[str, list[str]] = {}
        for fault in design_faults(design.content):
            places.setdefault(fault.place, []).append(fault.text)
        code, content = design.procedure.code, design.content
        context = {
            "page_title": _("Công bố thủ tục"),
            "form": form,
            "told": told,
            "faults": [
                (edit_url(code, place), place_title(content, place), texts)
                for place, texts in places.items()
            ],
            "versions": versions_of(design.procedure),
            "publication": content.get("version", {}).get("publication") or {},
        }
        return self.page("publish", design, context, status=status)
