# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A new procedure: from nothing, ``?nguon=`` a record of the catalogue, ``?tu=`` another one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.actions.begin_procedure import begin_procedure
from lienthong.modules.onestop.forms.begin import BeginForm
from lienthong.modules.onestop.permissions import EDIT
from lienthong.modules.onestop.queries.beginning import Origin, copied_from, read_from


class BeginProcedureView(GuardedView):
    """The first questions; then the editor with what is still missing."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask, with what the origin says already filled in."""
        return self.show(BeginForm(origin=self.origin()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it and open the editor."""
        origin = self.origin()
        form = BeginForm(request.POST, origin=origin)
        if not form.is_valid():
            return self.show(form)
        try:
            design = begin_procedure(form.identity(), origin=origin, actor=self.actor)
        except InvalidInput as refused:
            form.add_error("code", refused.fields["code"])
            return self.show(form)
        messages.success(request, _("Đã lập thủ tục. Điền tiếp những chỗ còn thiếu."))
        return redirect("onestop:procedure-edit", design.procedure.code, "chung")

    def origin(self) -> Origin | None:
        """What it begins from. Raises ``OutOfScope`` for what there is not."""
        source, copied = self.request.GET.get("nguon", ""), self.request.GET.get("tu", "")
        if source:
            return read_from(source)
        return copied_from(copied) if copied else None

    def show(self, form: BeginForm) -> HttpResponse:
        """Draw it."""
        context = {
            "page_title": _("Lập thủ tục"),
            "form": form,
            "origin": self.origin(),
            "form_key": form_key(),
        }
        status = 422 if form.errors else 200
        return render(self.request, "onestop/procedures/begin.html", context, status=status)
