# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One form, one act: the base of the clerk's screens."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lienthong.kernel.errors import InvalidInput, NotAllowed
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.documents.forms.books import ActForm


class ActView(GuardedView):
    """Show a form, do the act, say what was done; refusals stand at their fields."""

    abstract = True
    title: ClassVar[Any] = ""
    text: ClassVar[Any] = ""
    verb: ClassVar[Any] = ""
    icon: ClassVar[str] = "check"
    basis: ClassVar[Any] = ""

    def get(self, request: HttpRequest, pk: int = 0) -> HttpResponse:
        """The empty form."""
        self.find(pk)
        return self.show(self.form())

    def post(self, request: HttpRequest, pk: int = 0) -> HttpResponse:
        """Do it; what cannot be stands at its field with everything that was typed."""
        self.find(pk)
        form = self.form(request.POST)
        if form.is_valid():
            try:
                messages.success(request, self.do(form))
            except InvalidInput as refused:
                form.refuse(refused)
            except NotAllowed as refused:
                if not refused.code or "signer" not in form.fields:
                    raise
                form.add_error("signer", str(refused))
            else:
                return redirect(self.back())
        return self.show(form)

    def show(self, form: ActForm) -> HttpResponse:
        """The form with what was typed."""
        context = {
            "form": form,
            "fields": list(form),
            "page_title": self.title,
            "act": self,
            "back_url": self.back(),
            "back_title": self.back_title(),
            "form_key": form_key(),
            "warning": self.warning(),
            "nothing": self.nothing(form),
        }
        status = 422 if form.errors else 200
        return render(self.request, "officer/document_act.html", context, status=status)

    def find(self, pk: int) -> None:
        """Fetch what the act is about; raises ``OutOfScope``."""

    def form(self, data: Any = None) -> ActForm:
        """The form, bound when there is data."""
        raise NotImplementedError

    def do(self, form: ActForm) -> str:
        """Carry the act out and return what to tell."""
        raise NotImplementedError

    def back(self) -> str:
        """Where to go afterwards."""
        raise NotImplementedError

    def back_title(self) -> str:
        """What is there."""
        raise NotImplementedError

    def nothing(self, form: ActForm) -> str:
        """What is said instead of the form when there is nothing to act on; empty otherwise."""
        return ""

    def warning(self) -> str:
        """What to know before; empty for nothing."""
        return ""
