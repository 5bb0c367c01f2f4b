# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who did what, for those who may read the trail."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.audit.api import VIEW, AuditRecord
from lienthong.kernel.registry import permissions
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.audit.forms import Asked

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
            "wrong_day": bool(asked.day_text) and asked.day is None,
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


def _row(record: AuditRecord, known: dict[str, Any]) -> dict[str, Any]:
    permission = known.get(record.permission)
    model = _model(record.subject_kind)
    return {
        "record": record,
        "act": str(permission.title) if permission else record.permission,
        "subject": _subject(record, model),
        "changes": _changes(record.changes, model),
    }


def _model(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def _subject(record: AuditRecord, model: type[models.Model] | None) -> str:
    name = str(model._meta.verbose_name) if model else ""
    return f"{name} {record.subject_id or ''}".strip()


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
