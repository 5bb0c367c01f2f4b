# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue of procedures: find one, compare it with its source, confirm, put it into use."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.errors import DomainError, InvalidInput, OutOfScope, StaleVersion
from lienthong.kernel.text import one_line
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.confirm import Typed, activate_entry, confirm_rule
from lienthong.modules.onestop.enums import CatalogueSource, CatalogueState
from lienthong.modules.onestop.models import CatalogueEntry
from lienthong.modules.onestop.panels.work_catalogue import entry_page, import_rows, list_rows
from lienthong.modules.onestop.permissions import CONFIRM, EDIT, IMPORT, PUBLISH, VIEW_CATALOGUE
from lienthong.modules.onestop.queries.catalogue import (
    PAGE,
    counts_by_state,
    entries,
    last_imports,
    unreadable,
)
from lienthong.modules.onestop.queries.designs import is_made_here

_AMOUNT = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{1,12}")


class CatalogueView(GuardedView):
    """All procedures of the catalogue, searched and filtered, by code."""

    permission = VIEW_CATALOGUE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of the list."""
        asked = {
            "q": one_line(request.GET.get("q", ""))[:100],
            "state": request.GET.get("trang-thai", ""),
            "source": request.GET.get("nguon", ""),
        }
        found = entries(
            text=asked["q"],
            state=asked["state"],
            source=asked["source"],
            after=request.GET.get("sau", "")[:60],
        )
        rows = list(found[: PAGE + 1])
        counted = counts_by_state()
        context = {
            "page_title": _("Danh mục thủ tục"),
            "asked": asked,
            "narrows": any(asked.values()),
            "rows": list_rows(rows[:PAGE]),
            "next_url": _next(asked, rows),
            "states": [(*choice, counted[choice[0]]) for choice in CatalogueState.choices],
            "sources": CatalogueSource.choices,
            "total": sum(counted.values()),
            "imports": import_rows(last_imports()),
            "unreadable": unreadable(),
            "may_import": may(self.actor, IMPORT),
        }
        return render(request, "onestop/work/catalogue.html", context)


def _next(asked: dict[str, str], rows: list[CatalogueEntry]) -> str:
    if len(rows) <= PAGE:
        return ""
    names = {"q": "q", "state": "trang-thai", "source": "nguon"}
    kept = {names[name]: value for name, value in asked.items() if value}
    return "?" + urlencode({**kept, "sau": rows[PAGE - 1].code})


class _EntryView(GuardedView):
    """Base: one entry, and its page again with what is wrong."""

    abstract = True

    def entry(self, pk: int) -> CatalogueEntry:
        """The entry, within reach."""
        rows = CatalogueEntry.objects.select_related("current", "current__imported")
        return get_or_404(self.actor, self.permission, rows, pk=pk)

    def page(
        self,
        entry: CatalogueEntry,
        *,
        status: int = 200,
        errors: dict[str, str] | None = None,
        typed: dict[str, str] | None = None,
    ) -> HttpResponse:
        """Source, reading, differences, forms; ``errors`` by id of the input."""
        context = entry_page(entry, errors=errors or {}, typed=typed or {})
        context |= {
            "page_title": entry.code,
            "may_confirm": may(self.actor, CONFIRM),
            "may_activate": may(self.actor, PUBLISH),
            "may_begin": may(self.actor, EDIT) and not is_made_here(entry.code),
            "errors": [
                {"target": f"id_{name}", "message": text} for name, text in (errors or {}).items()
            ],
            "today": timezone.localdate(),
        }
        return render(self.request, "onestop/work/catalogue_entry.html", context, status=status)


class CatalogueEntryView(_EntryView):
    """One procedure: what the source says beside how it was read."""

    permission = VIEW_CATALOGUE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self.page(self.entry(pk))


class ConfirmView(_EntryView):
    """A time rule or fee was compared with the instrument."""

    permission = CONFIRM
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep it; a refusal shows the page with what was typed."""
        entry, data = self.entry(pk), request.POST
        kind, key = data.get("kind", ""), data.get("key", "")
        record = entry.records.filter(pk=_number(data.get("record", "")) or 0).first()
        if record is None:
            raise StaleVersion
        try:
            amount = _amount(data)
            typed = Typed(
                amount=amount,
                unit=data.get("unit", "")[:12],
                legal_basis=one_line(data.get("legal_basis", ""))[:200],
                differs=data.get("differs") == "on",
            )
            confirm_rule(record, kind=kind, key=key, typed=typed, actor=self.actor)
        except InvalidInput as refused:
            typed_text = {name: data.get(name, "") for name in ("amount", "unit", "legal_basis")}
            typed_text |= {"rule": f"{kind}-{key}", "none": data.get("none", "")}
            typed_text |= {"differs": data.get("differs", "")}
            errors = {f"{kind}-{key}-{name}": text for name, text in refused.fields.items()}
            return self.page(entry, status=422, errors=errors, typed=typed_text)
        messages.success(request, _("Đã ghi xác nhận."))
        return redirect(f"{reverse('onestop:officer-catalogue-entry', args=[pk])}#{kind}-{key}")


class ActivateView(_EntryView):
    """Put the confirmed procedure into use."""

    permission = PUBLISH
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it; a refusal shows the page again."""
        entry = self.entry(pk)
        since = parse_date_text(request.POST.get("since", ""))
        try:
            if since is None:
                raise InvalidInput(fields={"since": _("Ghi ngày như 01/12/2026.")})
            activate_entry(entry, since=since, actor=self.actor)
        except OutOfScope:
            raise
        except DomainError as refused:
            errors = getattr(refused, "fields", None) or {"since": str(refused)}
            return self.page(entry, status=422, errors=errors)
        messages.success(request, _("Đã đưa phiên bản mới vào dùng."))
        return redirect("onestop:officer-catalogue-entry", pk)


def _amount(data: Any) -> int | None:
    """The number typed; none when the person says that there is none. Raises ``InvalidInput``."""
    if data.get("none") == "on":
        return None
    text = one_line(data.get("amount", ""))
    if not _AMOUNT.fullmatch(text):
        words = _("Gõ lại số ghi trong văn bản, chỉ gồm chữ số.")
        raise InvalidInput(fields={"amount": words})
    return int(re.sub(r"\D", "", text))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None
