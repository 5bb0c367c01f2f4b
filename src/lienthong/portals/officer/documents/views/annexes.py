# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Annexes of a document in files of their own: put beside a draft, named, taken off, signed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.api import (
    ANNEX_LIMITS,
    DRAFT,
    VIEW_BOOKS,
    WORK_ON,
    IssuedDocument,
    add_annex,
    annex_place,
    may_read_file,
    name_annex,
    remove_annex,
    sign_annexes,
    takes_annexes,
)
from lienthong.kernel import permits, uploads
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.documents.panels.annexes import annex_rows, may_sign_again

MEGABYTE = 1024 * 1024
SLOT = "annex"


def draft_of(view: GuardedView, pk: int) -> IssuedDocument:
    """The document, when the actor drafts for its unit or agency."""
    rows = IssuedDocument.objects.select_related("file", "template_version")
    return get_or_404(view.actor, DRAFT, rows, pk=pk)


class AnnexesView(GuardedView):
    """The annexes of one document for who may read it; who drafts it changes them."""

    permission = WORK_ON

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list, and the form for one more."""
        document = IssuedDocument.objects.filter(pk=pk).select_related("file").first()
        if document is None or not may_read_file(self.actor, document.file):
            raise OutOfScope
        is_open = takes_annexes(document) and may(self.actor, DRAFT, document)
        context = {
            "page_title": _("Phụ lục"),
            "document": document,
            "annexes": annex_rows(document),
            "is_open": is_open,
            "may_sign": may_sign_again(self.actor, document),
            "may_see": may(self.actor, VIEW_BOOKS, document),
            "version": document.current_version,
            "upload_url": _upload_address(self.actor.account_id, document) if is_open else "",
            "accept": ",".join(sorted(ANNEX_LIMITS.media_types)),
            "most": ANNEX_LIMITS.max_bytes // MEGABYTE,
            "form_key": form_key(),
        }
        return render(request, "officer/annexes.html", context)


def _upload_address(account_id: int | None, document: IssuedDocument) -> str:
    """Where an annex is posted to: the edge, with a permit for two hours."""
    permit = permits.new_upload_permit(
        account=str(account_id),
        draft=annex_place(document),
        slot=SLOT,
        largest=ANNEX_LIMITS.max_bytes,
        types=tuple(sorted(ANNEX_LIMITS.media_types)),
        return_path=reverse("officer:annex-receipt", args=[document.pk]),
        now=time.time(),
    )
    return uploads.upload_address(permit)


class AnnexReceiptView(GuardedView):
    """Where the edge sends the browser back with a receipt, or with why it kept nothing."""

    permission = DRAFT

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Put the file beside the draft, named as the file is; nothing to take leads back."""
        document = draft_of(self, pk)
        text = request.GET.get(permits.RECEIPT_PARAMETER, "")
        try:
            receipt = permits.read(
                permits.UploadReceipt, text, settings.SECRET_KEY, now=time.time()
            )
            made = add_annex(document, receipt=receipt, actor=self.actor)
            messages.success(request, _("Đã thêm %(annex)s.") % {"annex": made.heading})
        except permits.PermitError:
            messages.error(request, _("Chưa nhận được tệp. Hãy chọn lại tệp PDF dưới 20 MB."))
        except (InvalidInput, IllegalState) as refused:
            messages.error(request, str(refused))
        return redirect("officer:document-annexes", pk=pk)


class AnnexActView(GuardedView):
    """One act on the annexes: ``viec`` says which."""

    permission = DRAFT
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and say so; a refusal is told on the page."""
        document = draft_of(self, pk)
        act = _ACTS.get(request.POST.get("viec", ""))
        if act is None:
            raise OutOfScope
        try:
            messages.success(request, act(self, document, request.POST))
        except InvalidInput as refused:
            messages.error(request, next(iter(refused.fields.values()), "") or str(refused))
        return redirect("officer:document-annexes", pk=pk)


def _name(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    title = str(given.get("ten", ""))
    name_annex(document, annex_id=_id(given), title=title, actor=view.actor)
    return _("Đã ghi tên phụ lục.")


def _remove(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    remove_annex(document, annex_id=_id(given), actor=view.actor)
    return _("Đã bỏ phụ lục.")


def _sign(view: GuardedView, document: IssuedDocument, _given: Any) -> str:
    sign_annexes(document, actor=view.actor)
    return _("Cơ quan đang ký lại phụ lục. Tải lại trang sau ít giây.")


def _id(given: Any) -> int:
    text = str(given.get("phu-luc", ""))
    return int(text) if text.isdecimal() else 0


_ACTS: dict[str, Callable[[GuardedView, IssuedDocument, Any], str]] = {
    "ten": _name, "bo": _remove, "ky": _sign,
}  # fmt: skip
