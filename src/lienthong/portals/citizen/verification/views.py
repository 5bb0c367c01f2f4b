# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Is this paper genuine? For everybody, without signing in, without scripts.

Legal basis: 45/2020/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.documents.api import (
    find_by_content,
    find_by_verification_code,
    grouped,
    normalised,
)
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.views import GuardedView
from lienthong.portals.citizen.verification.files import private_page, upload_form
from lienthong.portals.citizen.verification.findings import finding_of

HEX = frozenset("0123456789abcdef")


class VerifyView(GuardedView):
    """One field for the code printed below the QR code."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show the field; a code leads to its own address, a digest to the paper it belongs to."""
        digest = request.GET.get("sha256", "").lower()
        if len(digest) == 64 and set(digest) <= HEX:
            return _by_digest(request, digest)
        typed = request.GET.get("ma", "")
        code = normalised(typed.rstrip("/").rsplit("/", 1)[-1])
        if code is not None:
            return redirect("citizen:verify-code", grouped(code))
        errors = []
        if typed.strip():
            message = _("Mã kiểm tra có 16 chữ và số, dạng 7K3M-9QXA-2FHT-01BC. Hãy nhập lại.")
            errors = [{"target": "id_ma", "message": message}]
        return private_page(
            request, "verification/ask.html", {"typed": typed, "errors": errors, **upload_form()}
        )


class VerifyCodeView(GuardedView):
    """The verdict on one paper."""

    permission = PUBLIC

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it: valid, replaced, revoked or unknown."""
        document = find_by_verification_code(code)
        context = {"finding": finding_of(document, code), "typed": code}
        status = 200 if document is not None else 404
        return private_page(request, "verification/verdict.html", context, status=status)


def _by_digest(request: HttpRequest, digest: str) -> HttpResponseBase:
    document = find_by_content(digest)
    if document is not None:
        return redirect("citizen:verify-code", grouped(document.verification_code))
    return private_page(request, "verification/file_unknown.html", upload_form(), status=404)
