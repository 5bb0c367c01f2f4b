# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of forms, and beginning a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    EDIT,
    FormDesign,
    begin_form,
    form_rows,
    import_design,
    shown_design,
)
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.language import of_record
from lienthong.kernel.permits import FAULT_PARAMETER, RECEIPT_PARAMETER
from lienthong.kernel.text import one_line
from lienthong.kernel.uploads import fault_words
from lienthong.kernel.views import GuardedView
from lienthong.portals.administration.forms.forms import NewForm
from lienthong.portals.receiving import Receiving

LARGEST_FILE = 1_000_000
FORM_FILES = Receiving("form.import", "form", LARGEST_FILE)
"""Files of forms that wait to be taken in."""


class FormsView(GuardedView):
    """Every form with what is in force and what is being made."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; ``?tim=`` narrows it."""
        wanted = request.GET.get("tim", "").strip()[:100]
        context = {
            "page_title": _("Biểu mẫu"),
            "rows": form_rows(wanted=wanted),
            "wanted": wanted,
        }
        return render(request, "administration/forms/list.html", context)


class ImportFormView(GuardedView):
    """A whole form from a JSON or YAML file; all of it or nothing.

    A file goes to the edge, is tried and shown, and kept only when somebody says so; a short text
    may be pasted.
    """

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file, or show what the sent one holds."""
        text = request.GET.get(RECEIPT_PARAMETER, "")
        if FAULT_PARAMETER in request.GET:
            return self.show(faults={"file": _fault(request.GET[FAULT_PARAMETER])})
        if not text:
            return self.show()
        try:
            content, name, _path = FORM_FILES.kept_file(self.actor, text)
            found = self._try(content.decode("utf-8", "replace"))
        except InvalidInput as refused:
            return self.show(faults=refused.fields or {"file": str(refused)})
        return self.show(found=found | {"receipt": text, "name": one_line(name)[:255]})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it in and open the editor, or name every place that is wrong."""
        receipt, path = request.POST.get(RECEIPT_PARAMETER, ""), None
        text = request.POST.get("noi_dung", "")
        try:
            if receipt:
                content, _name, path = FORM_FILES.kept_file(self.actor, receipt)
                text = content.decode("utf-8", "replace")
            design = import_design(text, actor=self.actor)
        except InvalidInput as refused:
            typed = "" if receipt else text
            return self.show(typed, refused.fields or {"file": str(refused)})
        if path is not None:
            path.unlink(missing_ok=True)
        messages.success(request, _("Đã nhập biểu mẫu vào bản soạn. Chưa ban hành."))
        return redirect("administration:form", design.form.code)

    def _try(self, text: str) -> dict[str, Any]:
        """What would come in; nothing of it stays. Raises ``InvalidInput``."""
        known = {row.code for row in form_rows(wanted="")}
        with transaction.atomic():
            design = import_design(text, actor=self.actor.acting(idempotency_key=""))
            transaction.set_rollback(True)
        pages = design.content.get("pages") or ()
        code = design.form.code
        return {"design": design, "pages": len(pages), "is_known": code in known}

    def show(
        self,
        text: str = "",
        faults: Mapping[str, str] | None = None,
        found: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """The page with what was sent."""
        context = {
            "page_title": _("Nhập biểu mẫu từ tệp"),
            "text": text,
            "faults": faults or {},
            "found": found,
            "upload_url": FORM_FILES.upload_url(self.actor, reverse("administration:form-import")),
            "form_key": form_key(),
        }
        status = 422 if faults else 200
        return render(self.request, "administration/forms/import.html", context, status=status)


def _fault(code: str) -> str:
    too_large = _("Tệp lớn hơn 1 MB nên không phải biểu mẫu.")
    wrong_type = _("Đây không phải tệp JSON hay YAML của biểu mẫu.")
    return fault_words(code, too_large=too_large, wrong_type=wrong_type)


class NewFormView(GuardedView):
    """Begin a form from nothing, or with ``?tu=`` as a copy of another one."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for its name."""
        return self.show(NewForm())

    def origin(self) -> FormDesign | None:
        """The form to copy, as it stands in its editor. Raises ``OutOfScope``."""
        code = self.request.GET.get("tu", "")
        return shown_design(code) if code else None

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it and open the editor."""
        form = NewForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        with of_record():
            page_title = _("Trang đầu")
        origin = self.origin()
        try:
            design = begin_form(
                form.asked_code(),
                title=form.cleaned_data["title"],
                page_title=page_title,
                copied=origin.content if origin else None,
                actor=self.actor,
            )
        except InvalidInput as refused:
            form.add_error("code", refused.fields["code"])
            return self.show(form)
        done = _("Đã lập biểu mẫu. Hãy thêm câu hỏi đầu tiên.")
        messages.success(request, _("Đã chép mọi trang vào biểu mẫu mới.") if origin else done)
        return redirect("administration:form", design.form.code)

    def show(self, form: NewForm) -> HttpResponse:
        """The two questions."""
        context = {
            "page_title": _("Lập biểu mẫu"),
            "form": form,
            "origin": self.origin(),
            "form_key": form_key(),
        }
        status = 422 if form.errors else 200
        return render(self.request, "administration/forms/new.html", context, status=status)
