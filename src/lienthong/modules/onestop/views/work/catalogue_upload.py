# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Take a file into the catalogue: what it would change first, then the import.

The file goes to the edge and waits in quarantine; nothing of it is kept until somebody says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
)
from lienthong.kernel.text import one_line
from lienthong.kernel.uploads import fault_words, receipt_of
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.catalogue_run import begin_catalogue_run, import_tried_file
from lienthong.modules.onestop.domain.catalogue.files import read_file
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused, record_words
from lienthong.modules.onestop.enums import CatalogueRunState
from lienthong.modules.onestop.panels.citizen_drafts import upload_url
from lienthong.modules.onestop.permissions import IMPORT
from lienthong.modules.onestop.queries.catalogue_import import compare
from lienthong.modules.onestop.queries.catalogue_runs import own_runs, sent_file, told_of

DRAFT = "onestop.catalogue"
"""What permits and receipts of these files name as their draft."""
LARGEST_MB = 20
MEGABYTE = 1_000_000
AT_ONCE = MEGABYTE // 2
"""Bytes up to which a file is tried while the page waits: about half a second of reading."""
TYPES = ("application/zip", "application/gzip", "application/octet-stream")


class CatalogueUploadView(GuardedView):
    """The file to send. The worker tries a large one, and imports every one."""

    permission = IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file, or show what the sent one would change."""
        text = request.GET.get(RECEIPT_PARAMETER, "")
        if FAULT_PARAMETER in request.GET:
            return self.show(fault=_upload_fault(request.GET[FAULT_PARAMETER]), status=422)
        if not text:
            return self.show()
        try:
            receipt, path = self.sent(text)
            context: dict[str, Any] = {"receipt": text, "name": one_line(receipt.name)[:255]}
            if receipt.size > AT_ONCE:
                return self.show(**context, is_large=True)
            file = read_file(path)
            return self.show(**context, as_of=file.as_of, **shown(told_of(compare(file))))
        except DomainError as refused:
            return self.show(fault=str(refused), status=422)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Have the worker try or import it, and go where its progress is shown."""
        try:
            receipt, _path = self.sent(request.POST.get(RECEIPT_PARAMETER, ""))
            is_trial = "_try" in request.POST
            run = begin_catalogue_run(receipt, is_trial=is_trial, actor=self.actor)
        except DomainError as refused:
            return self.show(fault=str(refused), status=422)
        return redirect("onestop:officer-catalogue-run", run.pk)

    def sent(self, text: str) -> tuple[UploadReceipt, Path]:
        """The receipt of this person and its file. Raises ``CatalogueRefused``."""
        try:
            receipt = receipt_of(text)
        except PermitError as error:
            raise CatalogueRefused("file_missing") from error
        if receipt.account != str(self.actor.account_id) or receipt.draft != DRAFT:
            raise CatalogueRefused("file_missing")
        return receipt, sent_file(receipt.stored, receipt.sha256)

    def show(self, *, fault: str = "", status: int = 200, **more: Any) -> HttpResponse:
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
        name = "onestop/work/catalogue_import.html"
        return render(self.request, name, context | more, status=status)


class CatalogueRunView(GuardedView):
    """How far the worker is with a file; what it would change, or what it changed."""

    permission = IMPORT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Progress while it runs, the result when it is done; only one's own exists."""
        run = get_or_404(self.actor, IMPORT, own_runs(self.actor), pk=pk)
        context = {"page_title": _("Đọc tệp danh mục"), "run": run, "form_key": form_key()}
        if run.state == CatalogueRunState.DONE:
            context |= shown(run.told)
        part = request.headers.get("HX-Request") == "true"
        name = "catalogue_run_part" if part else "catalogue_run"
        return render(request, f"onestop/work/{name}.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Import what was tried."""
        tried = get_or_404(self.actor, IMPORT, own_runs(self.actor), pk=pk)
        run = import_tried_file(tried, actor=self.actor)
        return redirect("onestop:officer-catalogue-run", run.pk)


def shown(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a reading told, as the page shows it: counts, first records of each list, reasons."""
    titles = {"new": _("Mới"), "changed": _("Đổi"), "unchanged": _("Giữ nguyên")}
    return {
        "counts": told["counts"],
        "lists": [
            {"title": title, "count": told["counts"][name], "rows": told["lists"][name]}
            for name, title in titles.items()
        ],
        "unreadable": [
            (place, record_words(problem), detail) for place, problem, detail in told["unreadable"]
        ],
        "brings": told["brings"],
    }


def _upload_fault(code: str) -> str:
    too_large = _("Tệp quá lớn: tối đa 20 MB. Tệp lớn hơn thì nhập bằng dòng lệnh.")
    wrong_type = _("Tệp này không phải gói thủ tục, danh sách hay danh mục quốc gia.")
    return fault_words(code, too_large=too_large, wrong_type=wrong_type)
