# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the page of a calendar shows besides: its special days, who uses it, its revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.deadlines.models import CalendarAssignment, CalendarRevision, WorkCalendar
from lienthong.core.deadlines.queries.calendars import revision_known
from lienthong.core.units.api import name_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Column, Part

KINDS = {
    "holiday": gettext_lazy("nghỉ lễ, Tết"),
    "substitute": gettext_lazy("nghỉ bù"),
    "local_off": gettext_lazy("nghỉ riêng của địa phương"),
    "swapped_off": gettext_lazy("nghỉ do hoán đổi"),
    "swapped_work": gettext_lazy("làm bù"),
}


@dataclass(frozen=True, slots=True)
class DayRow:
    """A special day as the page of a calendar lists it."""

    day: date
    kind: str
    name: str
    basis: str
    confirmed: str


def _days(calendar: WorkCalendar, _actor: Actor, day: date) -> list[DayRow]:
    """The special days from the year of the day on, as they were known on it."""
    known = revision_known(calendar, day)
    entries, year = known.days["days"] if known else (), str(day.year)
    rows = [
        DayRow(
            date.fromisoformat(entry["date"]),
            str(KINDS.get(entry["kind"], entry["kind"])),
            entry["name"],
            entry["legal_basis"],
            _("chờ xác nhận") if entry.get("to_be_confirmed") else "",
        )
        for entry in entries
        if entry["date"] >= year
    ]
    return sorted(rows, key=lambda row: row.day)


def _revisions(calendar: WorkCalendar, _actor: Actor, day: date) -> list[CalendarRevision]:
    return list(
        calendar.revisions.filter(made_at__date__lte=day)
        .select_related("instrument")
        .order_by("-made_at", "-pk")[:20]
    )


def _users(calendar: WorkCalendar, _actor: Actor) -> list[CalendarAssignment]:
    rows = CalendarAssignment.objects.filter(calendar=calendar).select_related("instrument")
    return list(rows.order_by("-valid_from", "pk")[:100])


PARTS = (
    Part(
        gettext_lazy("Ngày đặc biệt từ đầu năm"),
        (
            Column("day", gettext_lazy("Ngày"), is_code=True),
            Column("kind", gettext_lazy("Loại")),
            Column("name", gettext_lazy("Tên ngày")),
            Column("basis", gettext_lazy("Căn cứ")),
            Column("confirmed", gettext_lazy("Đối chiếu"), tone="soon"),
        ),
        on=_days,
    ),
    Part(
        gettext_lazy("Đơn vị dùng lịch này"),
        (
            Column("unit", gettext_lazy("Đơn vị"), lambda row: name_of(row.unit_id)),
            Column("valid_from", gettext_lazy("Từ ngày"), is_code=True),
            Column("valid_to", gettext_lazy("Đến trước ngày"), is_code=True),
        ),
        _users,
    ),
    Part(
        gettext_lazy("Các bản lịch"),
        (
            Column("made_at", gettext_lazy("Lập lúc"), is_code=True),
            Column("instrument.key", gettext_lazy("Căn cứ"), is_code=True),
        ),
        on=_revisions,
    ),
)
