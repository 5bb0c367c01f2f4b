# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of processes, beginning a new one, taking one in from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.process.api import (
    EDIT,
    ProcessDefinition,
    ProcessDesign,
    TableError,
    all_steps,
    begin_process,
    import_process,
    process_rows,
    read_file,
    shown_process,
)
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.language import of_record
from lienthong.kernel.permits import FAULT_PARAMETER, RECEIPT_PARAMETER
from lienthong.kernel.text import slug
from lienthong.kernel.views import GuardedView
from lienthong.portals.administration.processes.forms import NewProcess, TakenCode
from lienthong.portals.administration.processes.kinds import sentence
from lienthong.portals.administration.processes.receiving import (
    LARGEST_MB,
    PROCESS_FILES,
    refusal_of,
)


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
    """Begin a process from nothing, or with ``?tu=`` as a copy of another one."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for its name."""
        return self.show(NewProcess())

    def origin(self) -> ProcessDesign | None:
        """The process to copy, as it stands in its editor. Raises ``OutOfScope``."""
        code = self.request.GET.get("tu", "")
        return shown_process(code) if code else None

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it and open the editor."""
        form = NewProcess(request.POST)
        if not form.is_valid():
            return self.show(form)
        title = form.cleaned_data["title"]
        code = form.cleaned_data["code"] or slug(title).replace("-", "_")[:60].strip("_")
        with of_record():
            end_title = _("Xong")
        origin = self.origin()
        try:
            design = begin_process(
                code,
                title=title,
                end_title=end_title,
                copied=origin.content if origin else None,
                actor=self.actor,
            )
        except InvalidInput as refused:
            form.add_error("code", refused.fields["code"])
            return self.show(form)
        done = _("Đã lập quy trình. Hãy thêm bước đầu tiên.")
        messages.success(request, _("Đã chép mọi bước vào quy trình mới.") if origin else done)
        return redirect("administration:process", design.definition.code)

    def show(self, form: NewProcess) -> HttpResponse:
        """The two questions."""
        context = {
            "page_title": _("Lập quy trình"),
            "form": form,
            "origin": self.origin(),
            "form_key": form_key(),
        }
        status = 422 if form.errors else 200
        return render(self.request, "administration/processes/new.html", context, status=status)


class ImportProcessView(GuardedView):
    """A whole process from a BPMN, JSON or YAML file; all of it or nothing.

    A file goes to the edge, a short text may be pasted; it is read and shown, and kept only when
    somebody says so, under the code that stands there then.
    """

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file, or show what the sent one holds."""
        text = request.GET.get(RECEIPT_PARAMETER, "")
        try:
            if FAULT_PARAMETER in request.GET:
                raise refusal_of(request.GET[FAULT_PARAMETER])
            if not text:
                return self.show()
            content, name, _path = PROCESS_FILES.kept_file(self.actor, text)
            found = found_in(content) | {"name": name, "receipt": text, "text": ""}
        except InvalidInput as refused:
            return self.show(faults=faults_of(refused))
        return self.show(found=found)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what was pasted; take it in and open the editor; name every refused element."""
        receipt, path = request.POST.get(RECEIPT_PARAMETER, ""), None
        text, name = request.POST.get("noi_dung", ""), ""
        try:
            raw = text.encode()
            if receipt:
                raw, name, path = PROCESS_FILES.kept_file(self.actor, receipt)
            found = found_in(raw) | {"name": name, "receipt": receipt, "text": text}
            form = TakenCode(request.POST)
            if "code" not in request.POST:
                return self.show(text, found=found)
            if not form.is_valid() or form.replaces_unseen():
                return self.show(text, found=found | told_of(form))
            design = import_process(raw, code=form.cleaned_data["code"], actor=self.actor)
        except InvalidInput as refused:
            return self.show(text, faults_of(refused))
        if path is not None:
            path.unlink(missing_ok=True)
        messages.success(request, _("Đã nhập quy trình vào bản soạn. Chưa ban hành."))
        return redirect("administration:process", design.definition.code)

    def show(
        self,
        text: str = "",
        faults: Sequence[tuple[str, str]] = (),
        found: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """The page with what was sent."""
        context = {
            "page_title": _("Nhập quy trình từ tệp"),
            "text": text,
            "faults": faults,
            "found": found,
            "largest_mb": LARGEST_MB,
            "upload_url": PROCESS_FILES.upload_url(
                self.actor, reverse("administration:process-import")
            ),
            "form_key": form_key(),
        }
        status = 422 if faults or (found and found["form"].is_bound) else 200
        return render(self.request, "administration/processes/import.html", context, status=status)


def found_in(content: bytes) -> dict[str, Any]:
    """What a file holds, as the preview shows it. Raises ``TableError``."""
    table = read_file(content)
    known = ProcessDefinition.objects.filter(code=table.code).exists()
    form = TakenCode(initial={"code": table.code})
    steps = len(list(all_steps(table)))
    return {"table": table, "steps": steps, "form": form, "seen": table.code, "is_known": known}


def told_of(form: TakenCode) -> dict[str, Any]:
    """What the preview says of a code that was typed: wrong, or that of another process."""
    code = form.cleaned_data.get("code", "")
    known = ProcessDefinition.objects.filter(code=code).exists()
    return {"form": form, "seen": code, "is_known": known}


def faults_of(refused: InvalidInput) -> list[tuple[str, str]]:
    """What is wrong: where in the file (id of the element, or place in the table), in words."""
    if isinstance(refused, TableError):
        return [(item.where, sentence(item)) for item in refused.problems]
    return [("", str(refused))]
