# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The layout of a result: HTML or a Word file, fields to pick, a preview with samples."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope, StaleVersion
from lienthong.kernel.language import of_record
from lienthong.kernel.permits import (
    FAULT_PARAMETER,
    RECEIPT_PARAMETER,
    PermitError,
    UploadReceipt,
)
from lienthong.kernel.text import one_line
from lienthong.kernel.uploads import fault_words, receipt_of
from lienthong.modules.onestop.actions.designs import change_procedure, keep_layout_file
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused
from lienthong.modules.onestop.domain.design.changes import Edit
from lienthong.modules.onestop.domain.design.docx import filled_docx, read_docx
from lienthong.modules.onestop.domain.design.layouts import (
    first_layout,
    layout_fields,
    misplaced_fields,
    rows_of,
    unknown_fields,
    values_of,
)
from lienthong.modules.onestop.domain.design.markup import clean_markup
from lienthong.modules.onestop.domain.design.places import fingerprint, value_at
from lienthong.modules.onestop.domain.design.refusals import LayoutRefused
from lienthong.modules.onestop.models import LayoutFile, ProcedureDesign
from lienthong.modules.onestop.panels.citizen_drafts import upload_url
from lienthong.modules.onestop.queries.catalogue_runs import sent_file
from lienthong.modules.onestop.queries.designs import packaged_layouts
from lienthong.modules.onestop.queries.layouts import (
    OWN,
    layout_body,
    layout_limits,
    layout_picker,
    sample_content,
    unknown_pictures,
)
from lienthong.modules.onestop.views.administration.base import DesignView

PAPERS = {"ket-qua": "result", "tu-choi": "result.refusal"}
KEPT = ("body", "docx")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = (DOCX, "application/zip")
"""A Word file is a zip; which one it is, is looked at where it is read."""


class LayoutView(DesignView):
    """The layout of the result or of the refusal."""

    def get(self, request: HttpRequest, code: str, paper: str) -> HttpResponse:
        """Show it; without one of its own a first one, or what a sent Word file makes of it."""
        design = self.shown(code)
        kept = _body(design, paper) or _first(design, paper)
        text = request.GET.get(RECEIPT_PARAMETER, "")
        if FAULT_PARAMETER in request.GET:
            fault = _upload_fault(request.GET[FAULT_PARAMETER])
            return self.show(design, paper, kept, fault=fault, status=422)
        if not text:
            return self.show(design, paper, kept)
        try:
            receipt, content = self.file(design, paper, text)
            html = clean_markup(read_docx(content, layout_limits()).html)
            self.check(design, paper, html, new=True)
        except (LayoutRefused, CatalogueRefused) as refused:
            return self.show(design, paper, kept, fault=str(refused), status=422)
        return self.show(design, paper, html, receipt=text, sent=receipt.name)

    def post(self, request: HttpRequest, code: str, paper: str) -> HttpResponse:
        """Keep a layout, take a Word file in, or go back to the packaged one."""
        design, path = self.opened(code), path_of(paper)
        typed = request.POST.get("body", "")
        values: dict[str, Any] = dict.fromkeys(KEPT)
        if "_packaged" not in request.POST:
            try:
                values |= self.sent(design, paper, typed)
                self.check(design, paper, str(values["body"]))
            except (LayoutRefused, CatalogueRefused) as refused:
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

    def sent(self, design: ProcedureDesign, paper: str, typed: str) -> dict[str, Any]:
        """The layout that was sent, from a Word file when there is one. Raises ``LayoutRefused``.

        What was changed by hand after the file was read counts.
        """
        text = self.request.POST.get(RECEIPT_PARAMETER, "")
        if not text:
            return {"body": clean_markup(typed)}
        receipt, content = self.file(design, paper, text)
        found = read_docx(content, layout_limits())
        actor = self.actor.acting(idempotency_key="")
        name = one_line(receipt.name)
        kept = keep_layout_file(content, name=name, pictures=found.pictures, actor=actor)
        docx = {"digest": kept.digest, "name": kept.name}
        return {"body": clean_markup(typed or found.html), "docx": docx}

    def file(self, design: ProcedureDesign, paper: str, text: str) -> tuple[UploadReceipt, bytes]:
        """The Word file that a receipt of this person for this layout speaks of.

        Raises ``CatalogueRefused`` when there is none.
        """
        try:
            receipt = receipt_of(text)
        except PermitError as error:
            raise CatalogueRefused("file_missing") from error
        own = receipt.account == str(self.actor.account_id)
        if not own or receipt.draft != _draft(design, paper):
            raise CatalogueRefused("file_missing")
        return receipt, sent_file(receipt.stored, receipt.sha256).read_bytes()

    def check(self, design: ProcedureDesign, paper: str, body: str, *, new: bool = False) -> None:
        """Every field it names is one of the paper, every picture is here (but of a new file).

        Raises ``LayoutRefused``.
        """
        known = layout_fields(design.content, refusal=paper == "tu-choi")
        for name in unknown_fields(body, known):
            raise LayoutRefused("field", name)
        for name in misplaced_fields(body):
            raise LayoutRefused("row", name)
        for digest in () if new else unknown_pictures(body):
            raise LayoutRefused("picture_unknown", digest[:12])

    def show(
        self,
        design: ProcedureDesign,
        paper: str,
        body: str,
        *,
        fault: str = "",
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """Draw it."""
        path = path_of(paper)
        element = value_at(design.content, path) or {}
        named = element.get("layout") or element.get("template")
        context = {
            "page_title": _("Mẫu kết quả") if path == "result" else _("Mẫu văn bản từ chối"),
            "paper": paper,
            "body": body,
            "fault": fault,
            "fields": layout_picker(design.content, refusal=path != "result"),
            "is_own": bool(element.get("body")),
            "is_packaged": named in packaged_layouts(),
            "docx": element.get("docx"),
            "seen": fingerprint(element, KEPT),
            "upload_url": _upload_url(design, paper, self.actor),
            "largest_mb": layout_limits().file_bytes / 1_000_000,
        }
        return self.page("layout", design, context | more, status=status)


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
        sample = sample_content(design.content, refusal=path != "result")
        values, tables = values_of(sample), {one["key"]: one for one in sample.get("tables") or ()}
        made = filled_docx(
            bytes(file.body),
            lambda name: values.get(name, ""),
            lambda key: rows_of(tables[key]) if key in tables else (),
        )
        response = HttpResponse(made, content_type=DOCX)
        response["Content-Disposition"] = f'attachment; filename="{code}-{paper}.docx"'
        return response


def path_of(paper: str) -> str:
    """Where the paper stands in the definition. Raises ``OutOfScope``."""
    if paper not in PAPERS:
        raise OutOfScope
    return PAPERS[paper]


def _draft(design: ProcedureDesign, paper: str) -> str:
    """What permits and receipts of a layout's file name as their draft."""
    return f"onestop.layout:{design.procedure.code}:{paper}"


def _upload_url(design: ProcedureDesign, paper: str, actor: Actor) -> str:
    """Where a Word file for this layout is sent to."""
    return upload_url(
        draft=_draft(design, paper),
        slot="layout",
        largest=layout_limits().file_bytes,
        types=TYPES,
        return_path=reverse("onestop:procedure-layout", args=[design.procedure.code, paper]),
        actor=actor,
    )


def _upload_fault(code: str) -> str:
    too_large = _("Tệp quá lớn. Hãy thu nhỏ hình trong tệp rồi gửi lại.")
    wrong_type = _("Tệp này không phải DOCX, hoặc đã hỏng.")
    return fault_words(code, too_large=too_large, wrong_type=wrong_type)


def _body(design: ProcedureDesign, paper: str) -> str:
    return str(value_at(design.content, f"{path_of(paper)}.body") or "")


def _first(design: ProcedureDesign, paper: str) -> str:
    with of_record():
        return first_layout(design.content, refusal=path_of(paper) != "result")
