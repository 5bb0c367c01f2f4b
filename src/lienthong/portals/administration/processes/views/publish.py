# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Putting a process into use from a day on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.process.api import (
    PUBLISH,
    ProcessDesign,
    TableError,
    process_problems,
    process_versions,
    publish_process,
)
from lienthong.kernel.errors import DomainError, StaleVersion
from lienthong.portals.administration.processes.forms import PublishForm
from lienthong.portals.administration.processes.panels import sentences, titles_of
from lienthong.portals.administration.processes.views.base import ProcessView, number_in


class PublishView(ProcessView):
    """What is still wrong, or the day from which the design is used."""

    permission = PUBLISH

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The check and the day."""
        design = self.shown(code)
        newest = next(iter(process_versions(design.definition)), None)
        return self.show(design, PublishForm.fresh(newest))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Publish; one of two administrators wins and the other is told."""
        design, form = self.opened(code), PublishForm(request.POST)
        if not form.is_valid():
            return self.show(design, form, status=422)
        try:
            version = publish_process(
                design,
                valid_from=form.cleaned_data["valid_from"],
                revision=number_in(request.POST.get("revision")),
                actor=self.actor,
            )
        except DomainError as refused:
            return self.refused(design, form, refused)
        text = _("Đã ban hành bản %(number)s, dùng từ ngày %(day)s.")
        day = f"{version.valid_from:%d/%m/%Y}"
        messages.success(request, text % {"number": version.number, "day": day})
        return redirect("administration:process", code)

    def refused(
        self, design: ProcessDesign, form: PublishForm, refused: DomainError
    ) -> HttpResponse:
        """The page again with the reason; the day that was typed stays."""
        design.refresh_from_db()
        if isinstance(refused, StaleVersion):
            return self.show(design, form, told=str(refused), status=409)
        if not isinstance(refused, TableError):
            form.add_error("valid_from", str(refused))
        return self.show(design, form, status=422)

    def show(
        self, design: ProcessDesign, form: PublishForm, *, told: str = "", status: int = 200
    ) -> HttpResponse:
        """Draw it."""
        names = titles_of(design.content)
        problems = sentences(process_problems(design), design.content)
        context = {
            "page_title": _("Ban hành quy trình"),
            "form": form,
            "told": told,
            "problems": [
                (node, names.get(node) or _("Thông tin chung"), texts)
                for node, texts in problems.items()
            ],
            "versions": process_versions(design.definition),
        }
        return self.page("publish", design, context, status=status)
