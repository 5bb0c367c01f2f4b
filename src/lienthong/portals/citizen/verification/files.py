# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Are the signatures in this PDF good? For everybody; the file is checked and not kept.

Legal basis: 23/2025/NĐ-CP (checking digital signatures).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.documents.api import (
    EXAMINATION_PLACE,
    TODAY,
    UNEXAMINED,
    CheckState,
    Examination,
    SignatureVerdict,
    ask_examination,
    discard_upload,
    find_by_content,
    grid_of,
    grouped,
    judgement_in_words,
    judgement_of,
    told_words,
)
from lienthong.kernel import permits, uploads
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.views import GuardedView
from lienthong.portals.citizen.verification.limits import may_check
from lienthong.portals.sign_in import pages

LARGEST_MB = 20
MEGABYTE = 1024 * 1024
KINDS = {"valid": "valid", "attention": "replaced", "invalid": "revoked"}
"""How the kinds of judgement look as cards."""
AGAIN = 2  # seconds until a page without answer asks again


@dataclass(frozen=True, slots=True)
class Shown:
    """One signature as the page shows it."""

    verdict: SignatureVerdict
    title: object
    kind: str
    lines: list[Any]
    today: object
    told: str


class FileReceiptView(GuardedView):
    """Where the edge sends the browser back: with a receipt, or with why it kept nothing."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Order the check and go to its answer."""
        fault = request.GET.get(permits.FAULT_PARAMETER, "")
        text = request.GET.get(permits.RECEIPT_PARAMETER, "")
        if fault or not text:
            return _ask_again(request, fault)
        try:
            receipt = uploads.receipt_of(text)
        except permits.PermitError:
            return _ask_again(request, uploads.LATE)
        if not may_check(request):
            discard_upload(receipt)
            return pages.too_many_requests(request)
        examination = ask_examination(receipt, actor=self.actor)
        return redirect("citizen:verify-file-answer", examination.token)


class FileAnswerView(GuardedView):
    """What the check found; asks again by itself while it is under way."""

    permission = PUBLIC

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the answer to whoever has its address, for an hour."""
        found = Examination.objects.filter(token=token).first()
        if found is None:
            raise Http404
        waiting = found.state == CheckState.WAITING
        context = {"waiting": waiting, "name": found.name, **upload_form()}
        if not waiting:
            context |= _answer(found)
        template = "verification/file_waiting.html" if waiting else "verification/file_answer.html"
        return private_page(request, template, context)


def _answer(found: Examination) -> dict[str, Any]:
    if found.refusal:
        title = _("Chưa kiểm tra được tệp này")
        return {"kind": "unknown", "title": title, "text": UNEXAMINED[found.refusal]}
    verdicts = found.signature_verdicts
    said = judgement_in_words(judgement_of(verdicts))
    document = find_by_content(found.sha256)
    code = grouped(document.verification_code) if document else ""
    return {
        "kind": KINDS[said.kind],
        "title": said.title,
        "text": said.text,
        "signatures": [_shown(verdict) for verdict in verdicts],
        "own_url": reverse("citizen:verify-code", args=[code]) if code else "",
    }


def _shown(verdict: SignatureVerdict) -> Shown:
    said = judgement_in_words(verdict.judgement)
    today = TODAY[verdict.today] if verdict.today else ""
    told = told_words(verdict, at=timezone.now())
    return Shown(verdict, said.title, said.kind, grid_of(verdict), today, told)


def upload_form() -> dict[str, Any]:
    """What the form for a PDF needs: where it goes, with a permit for two hours."""
    permit = permits.new_upload_permit(
        account="",
        draft=EXAMINATION_PLACE,
        slot="pdf",
        largest=LARGEST_MB * MEGABYTE,
        types=("application/pdf",),
        return_path=reverse("citizen:verify-file"),
        now=time.time(),
    )
    return {"upload_url": uploads.upload_address(permit), "max_mb": LARGEST_MB, "refresh": AGAIN}


def _ask_again(request: HttpRequest, fault: str) -> HttpResponse:
    too_large = _("Tệp lớn hơn %(size)s MB.") % {"size": LARGEST_MB}
    wrong_type = _("Đây không phải tệp PDF. Hãy chọn tệp PDF có chữ ký số.")
    told = uploads.fault_words(fault, too_large=too_large, wrong_type=wrong_type)
    errors = [{"target": "id_pdf", "message": told}] if fault else []
    context = {"typed": "", "errors": [], "file_errors": errors, **upload_form()}
    return private_page(request, "verification/ask.html", context)


def private_page(
    request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page about one paper: never kept by caches, never found by search engines."""
    shown = {"page_title": _("Kiểm tra giấy"), **context}
    response = render(request, template, shown, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
