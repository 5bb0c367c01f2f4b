# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Calendars and their days that rest on a legal instrument."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.core.deadlines.models import CalendarAssignment, WorkCalendar
from lienthong.core.deadlines.permissions import ASSIGN, REVISE
from lienthong.core.deadlines.queries.calendars import latest_revision
from lienthong.core.units.api import name_of
from lienthong.kernel.citations import Citation, bases_in
from lienthong.kernel.directories import Ground, Resting, linked_rows

_PLACE = "administration:directory-row"


def _calendars(citation: Citation, day: date) -> list[Resting]:
    """Calendars whose newest state was made on it, or that hold such a day on it or later."""
    found = []
    for calendar in WorkCalendar.objects.order_by("code"):
        revision = latest_revision(calendar)
        days = [one for one in revision.days["days"] if str(one["date"]) >= day.isoformat()]
        said: Any = {**revision.days, "days": days}
        basis = citation.first_in(text for _place, text in bases_in(said, day)) or ""
        if basis or revision.instrument_id == citation.pk:
            row = (_PLACE, ("lich-lam-viec", str(calendar.pk)))
            found.append(Resting(calendar.name, basis, *row))
    return found


def _assignments(citation: Citation, day: date) -> list[Resting]:
    rows = CalendarAssignment.objects.all().lasting(day).select_related("calendar")
    return linked_rows(
        citation,
        rows.order_by("unit_id", "valid_from"),
        "lich-lam-viec",
        link="instrument_id",
        identity="calendar_id",
        name=lambda row: f"{name_of(row.unit_id)}: {row.calendar.name}",
        unit="unit_id",
    )


OWN_GROUNDS = (
    Ground(_("Lịch làm việc"), REVISE, _calendars),
    Ground(_("Lịch của đơn vị"), ASSIGN, _assignments),
)
