# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of the inbox: chip, words, groups by day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.core.deadlines.api import Deadline, chip_of
from lienthong.kernel.actor import Actor

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def row_of(step: Step, actor: Actor) -> dict[str, Any]:
    """One row as the table of cases draws it."""
    return {
        "id": step.pk,
        "url": reverse("officer:step", args=[step.pk]),
        "panel_url": reverse("officer:panel", args=[step.pk]),
        "deadline": chip(step),
        "icon": "folder",
        "kind": _("Hồ sơ"),
        "title": step.case_title,
        "person": step.subject_name,
        "code": step.case_code,
        "step": step.title,
        "due": step.due_at,
        "waits": "waits" in step.marks,
    }


def chip(step: Step) -> dict[str, Any] | None:
    """The deadline chip of a step: its own term, or what it waits for."""
    if "waits" in step.marks:
        return {"state": "paused", "words": _("Chờ người dân")}
    deadline = Deadline.objects.filter(pk=step.deadline_id or 0).first()
    return chip_of(deadline) if deadline else None


def group_by_urgency(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Groups in the order of the rows: late, today, each later day, without a date."""
    groups: dict[str, list[dict[str, Any]]] = {}
    now = timezone.now()
    for row in rows:
        groups.setdefault(_title(row, now), []).append(row)
    return [{"title": title, "count": len(found), "rows": found} for title, found in groups.items()]


def _title(row: dict[str, Any], now: datetime) -> str:
    due: datetime | None = row["due"]
    if row["waits"]:
        return _("Đang chờ người dân")
    if due is None:
        return _("Không có hạn")
    if due < now:
        return _("Trễ hạn")
    day = timezone.localdate(due)
    if day == timezone.localdate(now):
        return _("Hôm nay")
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m}"
