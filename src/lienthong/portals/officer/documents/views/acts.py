# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One form, one act; a page with many small acts; files on their way in: bases of screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.core.documents.api import IssuedDocument, await_service
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permits import FAULT_PARAMETER, RECEIPT_PARAMETER, PermitError, UploadReceipt
from lienthong.kernel.uploads import receipt_of
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
    template: ClassVar[str] = "officer/document_act.html"

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
        return render(self.request, self.template, context, status=status)

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


Act = Callable[[GuardedView, Any, Any], str]
"""Does one thing to what was found with what was posted, and answers what to say."""


class SmallActView(GuardedView):
    """Something done to one thing and told at the head of the page that the person came from."""

    abstract = True

    def find(self, pk: int) -> Any:
        """What is acted on; raises ``OutOfScope``."""
        raise NotImplementedError

    def back(self, pk: int) -> str:
        """The address of the page."""
        raise NotImplementedError

    def told(self, pk: int, do: Callable[[], str]) -> HttpResponse:
        """Do it, say so or why it cannot be, and go back."""
        try:
            messages.success(self.request, do())
        except InvalidInput as refused:
            messages.error(self.request, next(iter(refused.fields.values()), "") or str(refused))
        except IllegalState as refused:
            messages.error(self.request, str(refused))
        return redirect(self.back(pk))


class ChosenActView(SmallActView):
    """One of the small acts of a page: ``viec`` says which."""

    abstract = True
    http_method_names = ["post"]  # Django's own attribute
    acts: ClassVar[Mapping[str, Act]]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and say so; raises ``OutOfScope`` for an act that the page does not have."""
        found = self.find(pk)
        act = self.acts.get(request.POST.get("viec", ""))
        if act is None:
            raise OutOfScope
        return self.told(pk, lambda: act(self, found, request.POST))


def ask_service(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    """Have the silent service asked at once that a signature or a seal waits for."""
    if await_service.ask_again(document, actor=view.actor):
        return _("Đang hỏi lại dịch vụ ký số.")
    return _("Không hỏi thêm: dịch vụ đang được hỏi lại, hoặc văn bản không còn chờ.")


class ReceiptView(SmallActView):
    """Where the edge sends the browser back with a receipt, or with why it kept nothing."""

    abstract = True
    not_received: ClassVar[Any]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the file over and say so; nothing to take leads back."""
        found = self.find(pk)
        try:
            receipt = receipt_of(request.GET.get(RECEIPT_PARAMETER, ""))
        except PermitError:
            messages.error(request, self.why_not(request.GET.get(FAULT_PARAMETER, "")))
            return redirect(self.back(pk))
        return self.told(pk, lambda: self.take(found, receipt))

    def why_not(self, fault: str) -> str:
        """Why the edge kept nothing, by its code, and what to do."""
        return str(self.not_received)

    def take(self, found: Any, receipt: UploadReceipt) -> str:
        """Take the file over and answer what to say."""
        raise NotImplementedError
