# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of processes, beginning a new one, taking one in from a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.core.process.api import (
    EDIT,
    Problem,
    TableError,
    begin_process,
    import_process,
    process_rows,
)
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.language import of_record
from lienthong.kernel.text import slug
from lienthong.kernel.views import GuardedView
from lienthong.portals.administration.processes.forms import LARGEST_FILE, NewProcess
from lienthong.portals.administration.processes.kinds import sentence


class ProcessesView(GuardedView):
    """Every process with what is in force, what is being made and what runs."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; ``?tim=`` narrows it."""
        wanted = request.GET.get("tim", "").strip()[:100]
        context = {
            "page_title": _("Quy trình"),
            "rows": process_rows(wanted=wanted),
            "wanted": wanted,
        }
        return render(request, "administration/processes/list.html", context)


class NewProcessView(GuardedView):
    """Begin a process from nothing."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for its name."""
        return self.show(NewProcess())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it and open the editor."""
        form = NewProcess(request.POST)
        if not form.is_valid():
            return self.show(form)
        title = form.cleaned_data["title"]
        code = form.cleaned_data["code"] or slug(title).replace("-", "_")[:60].strip("_")
        with of_record():
            end_title = _("Xong")
        try:
            design = begin_process(code, title=title, end_title=end_title, actor=self.actor)
        except InvalidInput as refused:
            form.add_error("code", refused.fields["code"])
            return self.show(form)
        messages.success(request, _("Đã lập quy trình. Hãy thêm bước đầu tiên."))
        return redirect("administration:process", design.definition.code)

    def show(self, form: NewProcess) -> HttpResponse:
        """The two questions."""
        context = {"page_title": _("Lập quy trình"), "form": form, "form_key": form_key()}
        status = 422 if form.errors else 200
        return render(self.request, "administration/processes/new.html", context, status=status)


class ImportProcessView(GuardedView):
    """A whole process from a BPMN, JSON or YAML file; all of it or nothing."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file or the text."""
        return self.show("", [])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it in and open the editor, or name every element that is refused."""
        sent = request.FILES.get("tep")
        raw = sent.read(LARGEST_FILE * 10) if sent else b""
        raw = raw or request.POST.get("noi_dung", "").encode()
        text = raw.decode("utf-8", "replace")[:LARGEST_FILE]
        try:
            design = import_process(raw, actor=self.actor)
        except TableError as refused:
            return self.show(text, [(told(item), sentence(item)) for item in refused.problems])
        except InvalidInput as refused:
            return self.show(text, [("", str(refused))])
        messages.success(request, _("Đã nhập quy trình vào bản soạn. Chưa ban hành."))
        return redirect("administration:process", design.definition.code)

    def show(self, text: str, faults: list[tuple[str, str]]) -> HttpResponse:
        """The page with what was sent."""
        context = {
            "page_title": _("Nhập quy trình từ tệp"),
            "text": text,
            "faults": faults,
            "form_key": form_key(),
        }
        status = 422 if faults else 200
        return render(self.request, "administration/processes/import.html", context, status=status)


def told(problem: Problem) -> str:
    """Where in the file: the id of the element, or the place in the table."""
    return problem.where
