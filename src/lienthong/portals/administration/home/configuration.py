# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Configuration between installations: a package to take along, one to bring in, what differs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.references.api import (
    EXCHANGE,
    LARGEST,
    ConfigurationRefused,
    Item,
    OnConflict,
    PackageError,
    Report,
    bring_configuration,
    exported,
    read_package,
    travelling,
    write_package,
)
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.permits import FAULT_PARAMETER, RECEIPT_PARAMETER
from lienthong.kernel.text import one_line
from lienthong.kernel.together import long_run
from lienthong.kernel.uploads import fault_words
from lienthong.kernel.views import GuardedView
from lienthong.portals.administration.home.staying import staying
from lienthong.portals.receiving import Receiving

PACKAGES = Receiving("administration.configuration", "configuration", LARGEST)
"""Packages that wait to be taken in."""
SHOWN = 300


class ConfigurationView(GuardedView):
    """Look at a package, or take it in."""

    permission = EXCHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the package, or say what the sent one would change."""
        if FAULT_PARAMETER in request.GET:
            told = fault_words(request.GET[FAULT_PARAMETER], **_edge_faults())
            return self.show(told=told, status=422)
        text = request.GET.get(RECEIPT_PARAMETER, "")
        return self._look(text, OnConflict.KEEP, is_for_good=False) if text else self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it in, with what is to become of conflicts."""
        chosen = request.POST.get("xung_dot", "")
        conflicts = OnConflict(chosen) if chosen in set(OnConflict) else OnConflict.STOP
        without = frozenset(request.POST.getlist("bo_qua"))
        text = request.POST.get(RECEIPT_PARAMETER, "")
        return self._look(text, conflicts, without=without, is_for_good=True)

    def _look(
        self,
        text: str,
        conflicts: OnConflict,
        *,
        without: Collection[str] = (),
        is_for_good: bool,
    ) -> HttpResponse:
        """Try the sent package, for good or not, and say what became of every item."""
        sent: dict[str, str] = {}
        try:
            body, name, path = PACKAGES.kept_file(self.actor, text)
            items = _items(body)
            sent = {"receipt": text, "name": one_line(name)[:255]}
            report = self._bring(items, conflicts, without, is_for_good=is_for_good)
        except InvalidInput as refused:
            return self.show(told=str(refused), status=422)
        except ConfigurationRefused as refused:
            return self.show(told=str(refused), report=refused.report, sent=sent, status=409)
        if not is_for_good:
            return self.show(report=report, sent=sent)
        path.unlink(missing_ok=True)
        told = _("Đã nhập: %(new)s mục mới, %(changed)s mục đổi, %(unchanged)s mục giữ nguyên.")
        messages.success(self.request, told % report.counts)
        return redirect("administration:configuration")

    def _bring(
        self,
        items: list[Item],
        conflicts: OnConflict,
        without: Collection[str],
        *,
        is_for_good: bool,
    ) -> Report:
        actor = self.actor.acting(idempotency_key="")
        with long_run():
            report = bring_configuration(items, conflicts=conflicts, without=without, actor=actor)
            if not is_for_good:
                transaction.set_rollback(True)
        return report

    def show(
        self,
        *,
        told: str = "",
        report: Report | None = None,
        sent: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page with what was found."""
        found = [d for d in report.differences if d.fate != "unchanged"] if report else []
        words = {
            "new": (_("mới"), "ok"),
            "changed": (_("đổi"), "info"),
            "conflict": (_("xung đột"), "soon"),
            "refused": (_("không nhận được"), "late"),
            "left_out": (_("bỏ qua"), "paused"),
        }
        bad = sum(d.fate == "refused" for d in found)
        found.sort(key=lambda d: d.fate != "refused")
        context: dict[str, Any] = {
            "page_title": _("Xuất, nhập cấu hình"),
            "told": told,
            "counts": report.counts if report else None,
            "sent": sent or {},
            "can_take": report is not None and bad <= SHOWN,
            "bad": bad,
            "shown": SHOWN if len(found) > SHOWN else 0,
            "upload_url": PACKAGES.upload_url(self.actor, self.request.path),
            "carried": [str(one.title) for one in travelling()],
            "stays": staying(),
            "rows": [{"one": d, "word": words[d.fate]} for d in found[:SHOWN]],
            "form_key": form_key(),
        }
        name = "administration/configuration.html"
        return render(self.request, name, context, status=status)


class ConfigurationFileView(GuardedView):
    """Everything that is set up here, as a package."""

    permission = EXCHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Write it."""
        now = timezone.now()
        source = str(settings.LIENTHONG_PUBLIC_URL)
        made_at = now.isoformat(timespec="seconds")
        body = write_package(exported(self.actor), made_at=made_at, source=source)
        name = f"cau-hinh-{timezone.localdate():%Y%m%d}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(body, content_type="application/json", headers=headers)


def _edge_faults() -> dict[str, str]:
    return {"too_large": _("Gói quá lớn."), "wrong_type": _("Gói không phải JSON đúng.")}


def _items(body: bytes) -> list[Item]:
    try:
        return read_package(body)
    except PackageError as wrong:
        told = {
            "too_large": _("Gói quá lớn."),
            "broken": _("Gói không phải JSON đúng hoặc đã hỏng."),
            "foreign": _("Đây không phải gói cấu hình của phiên bản này."),
            "altered": _("Tổng kiểm không khớp: gói đã bị sửa hoặc hỏng khi chép."),
            "twice": _("Một mục có hai lần trong gói."),
        }
        raise InvalidInput(told[str(wrong)]) from wrong
