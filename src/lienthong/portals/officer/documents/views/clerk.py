# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the clerk does with a document of no dossier, and with kept originals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.api import (
    ISSUE,
    KEEP_BOOKS,
    SEAL,
    VIEW_BOOKS,
    IssuedDocument,
    await_service,
    drafts,
    lend_original,
    return_original,
    seal_document,
    void_document,
)
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.documents.forms.books import ActForm, OriginalForm, ReasonForm
from lienthong.portals.officer.documents.views.acts import Act, ChosenActView, ask_service
from lienthong.portals.officer.documents.views.papers import PaperAct
from lienthong.portals.officer.documents.views.recipients import document_of


class SealDocumentView(PaperAct):
    """Seal a numbered document of no dossier; the worker then puts it in force."""

    permission = SEAL
    title = gettext_lazy("Đóng dấu, ban hành")
    text = gettext_lazy(
        "Dấu số của cơ quan ghi số, ngày lên văn bản và khóa văn bản. Kiểm tra chữ ký xong thì văn"
        " bản được ban hành."
    )
    verb = gettext_lazy("Đóng dấu")
    icon = "rubber-stamp"
    basis = gettext_lazy("Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 32.")

    def find(self, pk: int) -> None:
        """Only a document that no dossier waits for: there the step seals."""
        super().find(pk)
        drafts.require_free(self.document)

    def form(self, data: Any = None) -> ActForm:
        """Nothing to type."""
        return ActForm(data)

    def do(self, form: ActForm) -> str:
        """Order the seal."""
        seal_document(self.document, actor=self.actor)
        return _("Đang đóng dấu %(number)s.") % {"number": self.document.number_text}


def _stop_waiting(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    if await_service.stop_waiting(document, actor=view.actor):
        return _("Đã thôi chờ. Văn bản chưa đóng dấu, bạn đóng dấu lại được. Số đã cấp giữ nguyên.")
    return _("Văn bản không còn chờ: vừa đóng dấu xong, hoặc đã dừng trước đó.")


class WaitDocumentView(ChosenActView):
    """Have the silent service asked at once that a seal waits for, or wait no longer."""

    permission = VIEW_BOOKS
    acts: ClassVar[Mapping[str, Act]] = {"hoi-lai": ask_service, "thoi-cho": _stop_waiting}

    def find(self, pk: int) -> IssuedDocument:
        """The document; only what was asked for with the actor's name is touched."""
        return document_of(self, pk)

    def back(self, pk: int) -> str:
        """The document, where it tells how it stands; the keyboard goes on from there."""
        return f"{reverse('officer:document', args=[pk])}#cho-dau"


class VoidDocumentView(PaperAct):
    """Give up a document of no dossier before it is issued."""

    permission = ISSUE
    title = gettext_lazy("Bỏ văn bản")
    text = gettext_lazy("Văn bản bị bỏ không ban hành. Số đã cấp vẫn in trong sổ là số bỏ.")
    verb = gettext_lazy("Bỏ văn bản")
    icon = "ban"
    basis = gettext_lazy("Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 15.")

    def find(self, pk: int) -> None:
        """Only a document that no dossier waits for."""
        super().find(pk)
        drafts.require_free(self.document)

    def form(self, data: Any = None) -> ActForm:
        """A reason."""
        return ReasonForm(data)

    def do(self, form: ActForm) -> str:
        """Void it."""
        void_document(self.document, reason=form.cleaned_data["reason"], actor=self.actor)
        return _("Đã bỏ văn bản.")


class OriginalView(PaperAct):
    """Note that the kept original is used."""

    permission = KEEP_BOOKS
    title = gettext_lazy("Cho sử dụng bản lưu")
    text = gettext_lazy("Ghi vào sổ sử dụng bản lưu. Khi nhận lại thì bấm “Đã trả”.")
    verb = gettext_lazy("Ghi")
    icon = "book"
    basis = gettext_lazy("Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 19 và Phụ lục IV.")

    def form(self, data: Any = None) -> ActForm:
        """Empty."""
        return OriginalForm(data)

    def do(self, form: ActForm) -> str:
        """Note it."""
        lend_original(self.document, **form.cleaned_data, actor=self.actor)
        return _("Đã ghi vào sổ sử dụng bản lưu.")


class OriginalBackView(GuardedView):
    """Note that the kept original came back."""

    permission = KEEP_BOOKS
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int, use_id: int) -> HttpResponse:
        """Note it."""
        return_original(document_of(self, pk), use_id=use_id, actor=self.actor)
        messages.success(request, _("Đã ghi bản lưu được trả."))
        return redirect("officer:document", pk=pk)
