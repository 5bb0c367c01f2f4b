# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the edge sends back: a receipt for a slot, or why nothing was kept. Stored files to look at.

Scripts ask for the slot alone and put it in the place of the old one; without them the page of the
slot is shown anew.

The receipt comes with a GET because the edge answers a plain form with a redirect (303); it is
signed, single use and only its owner's, so that a repeated address changes nothing.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from lienthong.core.documents.api import file_response, readable_version
from lienthong.core.forms.api import FormDraft, draft_of, pages_of, remove_file, spec_of
from lienthong.kernel import uploads
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permits import (
    FAULT_PARAMETER,
    RECEIPT_PARAMETER,
    PermitError,
    UploadReceipt,
)
from lienthong.modules.onestop.actions.receiving_files import take_draft_file
from lienthong.modules.onestop.panels.citizen_drafts import upload_slot
from lienthong.modules.onestop.queries.procedures import own_draft
from lienthong.modules.onestop.views.citizen.base import PersonalView

PART = "_part"
"""Asked by scripts that put the slot into the page that is open."""


class DraftSlotView(PersonalView):
    """A file slot of a draft: takes receipts, takes files out."""

    def get(self, request: HttpRequest, key: str, slot: str) -> HttpResponseBase:
        """Take the receipt, then show the slot."""
        draft = own_draft(self.actor, key).draft
        receipt, fault = receipt_of(request)
        if receipt is not None:
            try:
                draft = take_draft_file(draft, receipt=receipt, actor=self.actor)
            except OutOfScope:
                raise
            except DomainError as refused:
                fault = str(refused)
        if PART in request.GET:
            return self._part(draft, slot, fault)
        if fault:
            self.remember_fault(slot, fault)
        return redirect("onestop:citizen-draft-page", key, _page_of(draft, slot))

    def _part(self, draft: FormDraft, slot: str, fault: str) -> HttpResponse:
        """The slot as it is now, without a page around it."""
        shown = {
            "slot": upload_slot(draft, slot, self.actor, fault=fault),
            "csrf_token": get_token(self.request),
            "form_key": form_key(),
        }
        return HttpResponse(render_to_string("onestop/citizen/parts/upload_slot.html", shown))

    def post(self, request: HttpRequest, key: str, slot: str) -> HttpResponseBase:
        """Take one file out of the slot."""
        draft = draft_of(self.actor, key)
        file_id = request.POST.get("remove", "")
        remove_file(draft, slot=slot, file_id=file_id, actor=self.keyed_actor)
        messages.success(request, _("Đã bỏ tệp."))
        return redirect("onestop:citizen-draft-page", key, _page_of(draft, slot))


class DraftFileView(PersonalView):
    """A file of the citizen's own draft."""

    def get(self, request: HttpRequest, key: str, version: int) -> HttpResponseBase:
        """Send the bytes."""
        draft = draft_of(self.actor, key)
        kept = {str(file["id"]) for files in draft.attachments.values() for file in files}
        if str(version) not in kept:
            raise OutOfScope
        return file_response(readable_version(self.actor, version), inline=True)


def receipt_of(request: HttpRequest) -> tuple[UploadReceipt | None, str]:
    """The receipt in the address, or the sentence that says why the file was not kept."""
    fault = request.GET.get(FAULT_PARAMETER, "")
    if fault:
        return None, _words(fault)
    text = request.GET.get(RECEIPT_PARAMETER, "")
    if not text:
        return None, ""
    try:
        return uploads.receipt_of(text), ""
    except PermitError:
        return None, _words(uploads.LATE)


def _words(code: str) -> str:
    too_large = _(
        "Tệp lớn hơn mức ghi ở ô này. Hãy chụp lại ở cỡ nhỏ hơn hoặc tách thành nhiều tệp."
    )
    return uploads.fault_words(code, too_large=too_large)


def _page_of(draft: FormDraft, slot: str) -> str:
    asked = {page.key for page in pages_of(draft)}
    for page in spec_of(draft.form_version_id).pages:
        if page.key in asked and any(field.key == slot for field in page.fields):
            return page.key
    raise OutOfScope
