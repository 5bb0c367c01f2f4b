# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The distribution list of a document: what the clerk notes line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.documents.api import (
    KEEP_BOOKS,
    VIEW_BOOKS,
    IssuedDocument,
    add_recipients,
    confirm_dropped,
    confirm_receipt,
    name_keeper,
    remove_recipient,
    send_document,
)
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.documents.forms.books import RecipientsForm
from lienthong.portals.officer.documents.views.acts import Act, ChosenActView


def document_of(view: GuardedView, pk: int) -> IssuedDocument:
    """The document, when the actor sees the books of its agency."""
    rows = IssuedDocument.objects.select_related(
        "template_version__template", "number__book", "file"
    )
    return get_or_404(view.actor, VIEW_BOOKS, rows, pk=pk)


def _add(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    form = RecipientsForm(given)
    if not form.is_valid():
        raise InvalidInput(fields={name: str(errors[0]) for name, errors in form.errors.items()})
    add_recipients(document, **form.cleaned_data, actor=view.actor)
    return _("Đã thêm nơi nhận.")


def _send(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    chosen = given.getlist("noi")
    ids = [int(text) for text in chosen if text.isdecimal()]
    if "tat-ca" in chosen:
        ids = list(document.recipients.filter(sent_at=None).values_list("pk", flat=True))
    if not ids:
        raise InvalidInput(_("Chọn nơi nhận đã gửi."))
    send_document(document, recipient_ids=ids, actor=view.actor)
    return _("Đã ghi là đã gửi.")


def _received(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    who = str(given.get("nguoi", ""))
    confirm_receipt(document, recipient_id=_id(given), received_by=who, actor=view.actor)
    return _("Đã ghi là nơi nhận đã nhận.")


def _dropped(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    confirm_dropped(document, recipient_id=_id(given), actor=view.actor)
    return _("Đã ghi là nơi nhận đã hủy bản thu hồi.")


def _removed(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    remove_recipient(document, recipient_id=_id(given), actor=view.actor)
    return _("Đã bỏ nơi nhận khỏi danh sách.")


def _keeper(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    name_keeper(document, kept_by=str(given.get("kept_by", "")), actor=view.actor)
    return _("Đã ghi nơi giữ bản lưu.")


def _id(given: Any) -> int:
    text = str(given.get("noi", ""))
    return int(text) if text.isdecimal() else 0


class RecipientsView(ChosenActView):
    """Changes of the list: add, send, received, dropped, take off, who keeps the original."""

    permission = KEEP_BOOKS
    acts: ClassVar[Mapping[str, Act]] = {
        "them": _add, "gui": _send, "nhan": _received, "huy": _dropped, "bo": _removed,
        "luu": _keeper,
    }  # fmt: skip

    def find(self, pk: int) -> IssuedDocument:
        """The document."""
        return document_of(self, pk)

    def back(self, pk: int) -> str:
        """The list on the page of the document."""
        return reverse("officer:document", args=[pk]) + "#noi-nhan"
