# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Take a file into the catalogue: what it would change first, then the import.

The file goes to the edge and waits in quarantine; nothing of it is kept until somebody says so.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.kernel.errors import DomainError
from lienthong.kernel.forms import form_key
from lienthong.kernel.permits import (
    FAULT_PARAMETER,
    RECEIPT_PARAMETER,
    PermitError,
    UploadReceipt,
    quarantined_file,
    read,
)
from lienthong.kernel.text import one_line
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.actions.catalogue import import_catalogue
from lienthong.modules.onestop.domain.catalogue.files import CatalogueFile, read_file
from lienthong.modules.onestop.domain.catalogue.reading import digest_of_bytes
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused, record_words
from lienthong.modules.onestop.panels.citizen_drafts import upload_url
from lienthong.modules.onestop.permissions import IMPORT
from lienthong.modules.onestop.queries.catalogue_import import CatalogueReport, compare, day_of

DRAFT = "onestop.catalogue"
"""What permits and receipts of these files name as their draft."""
LARGEST_MB = 20
MEGABYTE = 1_000_000
TYPES = ("application/zip", "application/gzip", "application/octet-stream")
SHOWN = 200
"""Most records of one list on the page."""


class CatalogueUploadView(GuardedView):
    """The file to send; then what it would change; then the import."""

    permission = IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file, or show what the sent one would change."""
        text = request.GET.get(RECEIPT_PARAMETER, "")
        if FAULT_PARAMETER in request.GET:
            return self.show(fault=_upload_fault(request.GET[FAULT_PARAMETER]), status=422)
        if not text:
            return self.show()
        try:
            file, _path = self.file(text)
            return self.show(text, file, compare(file))
        except DomainError as refused:
            return self.show(fault=str(refused), status=422)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Import it: all that can be read, or nothing."""
        try:
            file, path = self.file(request.POST.get(RECEIPT_PARAMETER, ""))
            day = day_of(file, None)
            report = import_catalogue(file, as_of=day, actor=self.actor)
        except DomainError as refused:
            return self.show(fault=str(refused), status=422)
        path.unlink(missing_ok=True)
        told = _("Đã nhập: mới %(new)s, đổi %(changed)s, giữ nguyên %(unchanged)s.")
        messages.success(request, told % report.counts())
        return redirect("onestop:officer-catalogue")

    def file(self, text: str) -> tuple[CatalogueFile, Path]:
        """The file that a receipt of this person speaks of. Raises ``CatalogueRefused``."""
        try:
            receipt = read(UploadReceipt, text, settings.SECRET_KEY, now=time.time())
        except PermitError as error:
            raise CatalogueRefused("file_missing") from error
        if receipt.account != str(self.actor.account_id) or receipt.draft != DRAFT:
            raise CatalogueRefused("file_missing")
        path = quarantined_file(Path(settings.FILE_STORE), receipt)
        if path.parent != path.resolve().parent or not path.is_file():
            raise CatalogueRefused("file_missing")
        if digest_of_bytes(path.read_bytes()) != receipt.sha256:
            raise CatalogueRefused("broken_archive")
        return replace(read_file(path), name=one_line(receipt.name)[:255]), path

    def show(
        self,
        receipt: str = "",
        file: CatalogueFile | None = None,
        report: CatalogueReport | None = None,
        *,
        fault: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Draw it."""
        address = reverse("onestop:officer-catalogue-import")
        context: dict[str, Any] = {
            "page_title": _("Nhập danh mục từ tệp"),
            "fault": fault,
            "largest_mb": LARGEST_MB,
            "upload_url": upload_url(
                draft=DRAFT,
                slot="catalogue",
                largest=LARGEST_MB * MEGABYTE,
                types=TYPES,
                return_path=address,
                actor=self.actor,
            ),
            "form_key": form_key(),
        }
        if file is not None and report is not None:
            context |= {"receipt": receipt, "file": file, **_shown(report)}
        name = "onestop/work/catalogue_import.html"
        return render(self.request, name, context, status=status)


def _shown(report: CatalogueReport) -> dict[str, Any]:
    """The report as the page shows it: counts, the first records of each list, reasons."""
    lists = (
        ("new", _("Mới"), report.new),
        ("changed", _("Đổi"), report.changed),
        ("unchanged", _("Giữ nguyên"), report.unchanged),
    )
    return {
        "counts": report.counts(),
        "lists": [
            {
                "title": title,
                "count": len(found),
                "rows": [(one.code, (one.reading or {}).get("name", "")) for one in found[:SHOWN]],
            }
            for _name, title, found in lists
        ],
        "unreadable": [
            (found.place, record_words(found.problem), found.detail)
            for found in report.unreadable[:SHOWN]
        ],
        "brings": bool(report.new or report.changed or report.unreadable_new),
    }


def _upload_fault(code: str) -> str:
    known = {
        "too_large": _("Tệp quá lớn: tối đa 20 MB. Tệp lớn hơn thì nhập bằng dòng lệnh."),
        "wrong_type": _("Tệp này không phải gói thủ tục, danh sách hay danh mục quốc gia."),
        "empty": _("Bạn chưa chọn tệp, hoặc tệp không có nội dung. Hãy chọn lại."),
    }
    return known.get(code) or _("Chưa nhận được tệp. Hãy chọn tệp lại.")
