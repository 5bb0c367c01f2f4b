# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who did what, for those who may read the trail."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.access.api import openings_kept, reach, reachable_unit_ids
from lienthong.core.audit.api import VIEW, AuditRecord
from lienthong.kernel.registry import permissions
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.audit.forms import Asked, AskedReads
from lienthong.portals.officer.audit.queries import (
    LAST_DAYS,
    model_of,
    reads_within,
    told,
    words_of,
)

PAGE = 50


class AuditView(GuardedView):
    """The newest acts in the units within reach, one page at a time."""

    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """List records; the address narrows by person, act, day and goes back in time."""
        asked = Asked.read(request.GET)
        found = list(self._records(asked)[: PAGE + 1])
        known = permissions()
        context = {
            "page_title": _("Nhật ký"),
            "asked": asked,
            "rows": [_row(record, known) for record in found[:PAGE]],
            "next_url": asked.address(found[PAGE - 1].id) if len(found) > PAGE else "",
            "acts": sorted(
                ((code, str(permission.title)) for code, permission in known.items()),
                key=lambda act: act[1],
            ),
            "tabs": _tabs("officer:audit"),
        }
        return render(request, "officer/audit.html", context)

    def _records(self, asked: Asked) -> QuerySet[AuditRecord]:
        rows = AuditRecord.objects.order_by("-at", "-id")
        units = reachable_unit_ids(reach(self.actor, VIEW))
        if units is not None:
            rows = rows.filter(unit_id__in=units)
        if asked.who:
            rows = rows.filter(actor_text__icontains=asked.who)
        if asked.permission:
            rows = rows.filter(permission=asked.permission)
        if span := asked.span():
            rows = rows.filter(at__gte=span[0], at__lt=span[1])
        return rows.filter(id__lt=asked.before) if asked.before else rows


class ReadsView(GuardedView):
    """Who opened which case or file, in whose name, one page at a time."""

    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """List reads by the hour; the address narrows by person, case and day."""
        asked = AskedReads.read(request.GET)
        found = list(reads_within(self.actor, asked)[: PAGE + 1])
        context = {
            "page_title": _("Nhật ký"),
            "asked": asked,
            "rows": told(found[:PAGE]),
            "next_url": asked.address(found[PAGE - 1]) if len(found) > PAGE else "",
            "tabs": _tabs("officer:audit-reads"),
            "last_days": LAST_DAYS,
            "kept": openings_kept(),
        }
        return render(request, "officer/audit_reads.html", context)


def _tabs(current: str) -> list[dict[str, Any]]:
    parts = (("officer:audit", _("Việc đã làm")), ("officer:audit-reads", _("Lượt mở")))
    return [
        {"url": reverse(name), "title": title, "current": name == current} for name, title in parts
    ]


def _row(record: AuditRecord, known: dict[str, Any]) -> dict[str, Any]:
    permission = known.get(record.permission)
    model = model_of(record.subject_kind)
    return {
        "record": record,
        "act": str(permission.title) if permission else record.permission,
        "subject": words_of(model, record.subject_id),
        "changes": _changes(record.changes, model),
    }


def _changes(changes: dict[str, Any], model: type[models.Model] | None) -> str:
    """Names of the changed fields in words; values stay in the record."""
    if model is None:
        return ""
    named = {
        field.attname: str(field.verbose_name)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    return ", ".join(named[name] for name in sorted(changes) if name in named)
