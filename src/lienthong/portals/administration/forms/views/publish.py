# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Putting a form into use from a day on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    PUBLISH,
    FormDesign,
    design_problems,
    publish_design,
    versions_of,
)
from lienthong.kernel.errors import DomainError, IllegalState, InvalidInput, StaleVersion
from lienthong.kernel.views import may_hold
from lienthong.portals.administration.forms.forms import PublishForm
from lienthong.portals.administration.forms.panels import place_name
from lienthong.portals.administration.forms.views.base import DesignView


class PublishView(DesignView):
    """What is still wrong, or the day from which the design is used."""

    permission = PUBLISH

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The check and the day."""
        design = self.shown(code)
        newest = next(iter(versions_of(design.form)), None)
        return self.show(design, PublishForm.fresh(newest))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Publish; one of two administrators wins and the other is told."""
        design, form = self.opened(code), PublishForm(request.POST)
        if not form.is_valid():
            return self.show(design, form, status=422)
        seen = request.POST.get("revision", "")
        try:
            version = publish_design(
                design,
                valid_from=form.cleaned_data["valid_from"],
                revision=int(seen) if seen.isascii() and seen.isdigit() else 0,
                actor=self.actor,
            )
        except (InvalidInput, IllegalState, StaleVersion) as refused:
            return self.refused(design, form, refused)
        text = _("Đã ban hành bản %(number)s, dùng từ ngày %(day)s.")
        day = f"{version.valid_from:%d/%m/%Y}"
        messages.success(request, text % {"number": version.number, "day": day})
        return redirect("administration:form", code)

    def refused(self, design: FormDesign, form: PublishForm, refused: DomainError) -> HttpResponse:
        """The page again with the reason; the day that was typed stays."""
        design.refresh_from_db()
        if isinstance(refused, StaleVersion):
            return self.show(design, form, told=str(refused), status=409)
        form.add_error("valid_from", str(refused))
        return self.show(design, form, status=422)

    def show(
        self, design: FormDesign, form: PublishForm, *, told: str = "", status: int = 200
    ) -> HttpResponse:
        """Draw it."""
        problems = design_problems(design)
        context = {
            "page_title": _("Ban hành biểu mẫu"),
            "form": form,
            "told": told,
            "problems": [
                (place, place_name(design, place), texts) for place, texts in problems.items()
            ],
            "versions": versions_of(design.form),
            "may_publish": may_hold(self.actor, PUBLISH),
        }
        return self.page("publish", design, context, status=status)
