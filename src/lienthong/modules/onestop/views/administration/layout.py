# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The layout of a result: HTML or a Word file, fields to pick, a preview with samples."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope, StaleVersion
from lienthong.kernel.language import of_record
from lienthong.modules.onestop.actions.designs import change_procedure, keep_layout_file
from lienthong.modules.onestop.domain.design.changes import Edit
from lienthong.modules.onestop.domain.design.docx import LARGEST, filled_docx, html_of
from lienthong.modules.onestop.domain.design.layouts import (
    first_layout,
    labelled_fields,
    layout_fields,
    unknown_fields,
    values_of,
)
from lienthong.modules.onestop.domain.design.markup import clean_markup
from lienthong.modules.onestop.domain.design.places import fingerprint, value_at
from lienthong.modules.onestop.domain.design.refusals import LayoutRefused
from lienthong.modules.onestop.models import LayoutFile, ProcedureDesign
from lienthong.modules.onestop.queries.layouts import OWN, layout_body, sample_content
from lienthong.modules.onestop.views.administration.base import DesignView

PAPERS = {"ket-qua": "result", "tu-choi": "result.refusal"}
KEPT = ("body", "docx")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class LayoutView(DesignView):
    """The layout of the result or of the refusal."""

    def get(self, request: HttpRequest, code: str, paper: str) -> HttpResponse:
        """Show it; a procedure without one of its own is offered a first one."""
        design = self.shown(code)
        return self.show(design, paper, _body(design, paper) or _first(design, paper))

    def post(self, request: HttpRequest, code: str, paper: str) -> HttpResponse:
        """Keep a layout, take a Word file in, or go back to the packaged one."""
        design, path = self.opened(code), path_of(paper)
        typed = request.POST.get("body", "")
        values: dict[str, Any] = dict.fromkeys(KEPT)
        if "_packaged" not in request.POST:
            try:
                values |= self.sent(typed)
                self.check(design, paper, str(values["body"]))
            except LayoutRefused as refused:
                return self.show(design, paper, typed, fault=str(refused), status=422)
        change = Edit(path.replace(".", "/"), values, request.POST.get("seen", ""), act="layout")
        what = str(value_at(design.content, f"{path}.name") or "")
        try:
            change_procedure(design, change=change, what=what, actor=self.actor)
        except StaleVersion as stale:
            design.refresh_from_db()
            return self.show(design, paper, typed, fault=str(stale), status=409)
        except (IllegalState, InvalidInput) as refused:
            return self.show(design, paper, typed, fault=str(refused), status=422)
        messages.success(request, _("Đã lưu mẫu."))
        return redirect("onestop:procedure-layout", code, paper)

    def sent(self, typed: str) -> dict[str, Any]:
        """The layout that was sent: a Word file when there is one. Raises ``LayoutRefused``."""
        file = self.request.FILES.get("docx")
        if file is None:
            return {"body": clean_markup(typed)}
        content = file.read(LARGEST + 1)
        body = clean_markup(html_of(content))
        actor = self.actor.acting(idempotency_key="")
        kept = keep_layout_file(content, name=str(file.name), actor=actor)
        return {"body": body, "docx": {"digest": kept.digest, "name": kept.name}}

    def check(self, design: ProcedureDesign, paper: str, body: str) -> None:
        """Every field it names is one of the paper. Raises ``LayoutRefused``."""
        known = layout_fields(design.content, refusal=paper == "tu-choi")
        for name in unknown_fields(body, known):
            raise LayoutRefused("field", name)

    def show(
        self, design: ProcedureDesign, paper: str, body: str, *, fault: str = "", status: int = 200
    ) -> HttpResponse:
        """Draw it."""
        path = path_of(paper)
        element = value_at(design.content, path) or {}
        context = {
            "page_title": _("Mẫu kết quả") if path == "result" else _("Mẫu văn bản từ chối"),
            "paper": paper,
            "body": body,
            "fault": fault,
            "fields": labelled_fields(design.content, refusal=path != "result"),
            "is_own": bool(element.get("body")),
            "docx": element.get("docx"),
            "seen": fingerprint(element, KEPT),
        }
        return self.page("layout", design, context, status=status)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class LayoutPreviewView(DesignView):
    """The paper as it would be printed, with samples."""

    def get(self, request: HttpRequest, code: str, paper: str) -> HttpResponse:
        """Draw it in the layout that is kept, or the first one."""
        design = self.shown(code)
        content = sample_content(design.content, refusal=path_of(paper) != "result")
        body = _body(design, paper) or _first(design, paper)
        context = content | {
            "body": layout_body(body, content),
            "document": {"place": content["place"]},
            "template_version": {"to_be_confirmed": False},
            "qr": "",
            "code": "0000-0000-0000",
            "verification_url": "",
        }
        return render(request, OWN, context)


class LayoutFileView(DesignView):
    """The Word file of the layout, filled with samples."""

    def get(self, request: HttpRequest, code: str, paper: str) -> HttpResponse:
        """Download it. Raises ``OutOfScope`` when the layout came from no file."""
        design, path = self.shown(code), path_of(paper)
        docx = value_at(design.content, f"{path}.docx") or {}
        file = LayoutFile.objects.filter(digest=docx.get("digest", "")).first()
        if file is None:
            raise OutOfScope
        values = values_of(sample_content(design.content, refusal=path != "result"))
        made = filled_docx(bytes(file.body), lambda name: values.get(name, ""))
        response = HttpResponse(made, content_type=DOCX)
        response["Content-Disposition"] = f'attachment; filename="{code}-{paper}.docx"'
        return response


def path_of(paper: str) -> str:
    """Where the paper stands in the definition. Raises ``OutOfScope``."""
    if paper not in PAPERS:
        raise OutOfScope
    return PAPERS[paper]


def _body(design: ProcedureDesign, paper: str) -> str:
    return str(value_at(design.content, f"{path_of(paper)}.body") or "")


def _first(design: ProcedureDesign, paper: str) -> str:
    with of_record():
        return first_layout(design.content, refusal=path_of(paper) != "result")
