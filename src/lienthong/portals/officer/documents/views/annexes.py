# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Annexes of a document in files of their own: put beside a draft, named, taken off, signed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permits import UploadReceipt
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.documents.panels.annexes import annex_rows, may_sign_again
from lienthong.portals.officer.documents.views.acts import Act, ChosenActView, ReceiptView

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
        takes = takes_annexes(document)
        is_open = takes and may(self.actor, DRAFT, document)
        context = {
            "page_title": _("Phụ lục"),
            "document": document,
            "annexes": annex_rows(document),
            "is_open": is_open,
            "is_settled": not takes,
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


class AnnexReceiptView(ReceiptView):
    """A file that is put beside the draft, named as the file is."""

    permission = DRAFT
    not_received = gettext_lazy("Chưa nhận được tệp. Hãy chọn lại tệp PDF dưới 20 MB.")

    def find(self, pk: int) -> IssuedDocument:
        """The draft."""
        return draft_of(self, pk)

    def take(self, found: IssuedDocument, receipt: UploadReceipt) -> str:
        """Put it there."""
        made = add_annex(found, receipt=receipt, actor=self.actor)
        return _("Đã thêm %(annex)s.") % {"annex": made.heading}

    def back(self, pk: int) -> str:
        """The annexes."""
        return reverse("officer:document-annexes", args=[pk])


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


class AnnexActView(ChosenActView):
    """One act on the annexes."""

    permission = DRAFT
    acts: ClassVar[Mapping[str, Act]] = {"ten": _name, "bo": _remove, "ky": _sign}

    def find(self, pk: int) -> IssuedDocument:
        """The draft."""
        return draft_of(self, pk)

    def back(self, pk: int) -> str:
        """The annexes."""
        return reverse("officer:document-annexes", args=[pk])
