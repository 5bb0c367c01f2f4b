# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of forms, and beginning a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
from lienthong.kernel.views import GuardedView
from lienthong.portals.administration.forms.forms import NewForm

LARGEST_FILE = 1_000_000


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
    """A whole form from a JSON or YAML file; all of it or nothing."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file or the text."""
        return self.show("", {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it in and open the editor, or name every place that is wrong."""
        text = _text_of(request)
        try:
            design = import_design(text, actor=self.actor)
        except InvalidInput as refused:
            return self.show(text, refused.fields or {"file": str(refused)})
        messages.success(request, _("Đã nhập biểu mẫu vào bản soạn. Chưa ban hành."))
        return redirect("administration:form", design.form.code)

    def show(self, text: str, faults: dict[str, str]) -> HttpResponse:
        """The page with what was sent."""
        context = {
            "page_title": _("Nhập biểu mẫu từ tệp"),
            "text": text,
            "faults": faults,
            "form_key": form_key(),
        }
        status = 422 if faults else 200
        return render(self.request, "administration/forms/import.html", context, status=status)


def _text_of(request: HttpRequest) -> str:
    """The text of the file when one was sent, else the text that was pasted."""
    sent = request.FILES.get("tep")
    raw = sent.read(LARGEST_FILE) if sent else b""
    return raw.decode("utf-8", "replace") or request.POST.get("noi_dung", "")


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
