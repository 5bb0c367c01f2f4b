# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The special days of the calendars as a list of their own: Excel, packages, another day's state.

Legal basis: 45/2019/QH14, Điều 112.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.deadlines.actions.days import (
    DaysOff,
    OrdinaryDay,
    OtherDay,
    Swap,
    change_days,
)
from lienthong.core.deadlines.models import WorkCalendar
from lienthong.core.deadlines.panels.calendar_parts import KINDS
from lienthong.core.deadlines.panels.calendars import GROUND, NAME, looking
from lienthong.core.deadlines.permissions import REVISE
from lienthong.core.deadlines.queries.calendars import revision_known
from lienthong.core.references.api import Instrument
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Filter,
    Preview,
    for_reason,
    mark_of_values,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.module import WORK

SWAPS = ("swapped_off", "swapped_work")


@dataclass(frozen=True, slots=True)
class SpecialDayRow:
    """A day of a calendar on which work is otherwise than the weekday says."""

    calendar: WorkCalendar
    entry: Mapping[str, Any]

    @property
    def pk(self) -> str:
        """How the address of the day ends."""
        return f"{self.calendar.pk}-{self.entry['date']}"

    @property
    def key(self) -> str:
        """By what packages name the day."""
        return f"{self.calendar.code}:{self.entry['date']}"

    @property
    def mark(self) -> str:
        """Changes with what is special about the day."""
        return mark_of_values(self.entry)

    @property
    def place(self) -> str:
        """Where it stands in the list: days in order, a day of several calendars by their codes."""
        return f"{self.entry['date']}:{self.calendar.code}"

    @property
    def day(self) -> date:
        """The day itself."""
        return date.fromisoformat(self.entry["date"])

    @property
    def other(self) -> date | None:
        """The other day of a swap."""
        told = self.entry.get("swapped_with")
        return date.fromisoformat(told) if told else None

    @property
    def label(self) -> str:
        """The day with what it is called."""
        return f"{self.day:%d/%m/%Y} {self.entry['name']}"

    @property
    def told(self) -> str:
        """What words are looked for in."""
        words = (self.label, self.calendar.name, self.entry["legal_basis"], self.entry["kind"])
        return " ".join(words)

    def scope_unit_ids(self) -> set[int]:
        """Calendars belong to no unit."""
        return set()


def _rows(_actor: Actor, day: date) -> list[SpecialDayRow]:
    """The special days of all calendars as they were known on the day."""
    found = []
    for calendar in WorkCalendar.objects.order_by("code"):
        known = revision_known(calendar, day)
        found += [SpecialDayRow(calendar, entry) for entry in (known.days["days"] if known else ())]
    return found


def _instrument(row: SpecialDayRow) -> Instrument | None:
    """The instrument that the ground in words names by its number, where it is on record."""
    words = row.entry["legal_basis"].replace(",", " ").split()
    return Instrument.objects.filter(key__in=words).first()


def _values(row: SpecialDayRow) -> Values:
    return {
        "calendar": row.calendar,
        "day": row.day,
        "kind": row.entry["kind"],
        "other": row.other,
        "name": row.entry["name"],
        "instrument": _instrument(row),
    }


def _asked(values: Values) -> DaysOff | Swap:
    day, other, kind = values["day"], values["other"], values["kind"]
    name, ground = values["name"], values["instrument"]
    if kind not in SWAPS:
        if other is not None:
            told = _("Chỉ ghi ngày này khi loại là nghỉ do hoán đổi hoặc làm bù.")
            raise InvalidInput(fields={"other": told})
        return DaysOff(day, day, kind, name, ground)
    if other is None:
        raise InvalidInput(fields={"other": _("Hãy ghi ngày hoán đổi với ngày này.")})
    off, work = (day, other) if kind == "swapped_off" else (other, day)
    return Swap(off, work, name, ground)


def _add(_subject: Any, values: Values, _seen: str, actor: Actor) -> Any:
    taken = {row.day for row in _rows(actor, timezone.localdate()) if _is_of(row, values)}
    if values["day"] in taken:
        told = _("Ngày này đã có trong lịch. Hãy mở ngày đó để sửa.")
        raise InvalidInput(fields={"day": told})
    return change_days(values["calendar"], change=_asked(values), actor=for_reason(actor, values))


def _is_of(row: SpecialDayRow, values: Values) -> bool:
    return bool(row.calendar == values["calendar"])


def _other_day(row: SpecialDayRow, values: Values, seen: str = "") -> OtherDay:
    asked = _asked({**values, "calendar": row.calendar, "day": row.day})
    return OtherDay(row.day, asked, seen)


def _change(row: SpecialDayRow, values: Values, seen: str, actor: Actor) -> Any:
    acting = for_reason(actor, values)
    change_days(row.calendar, change=_other_day(row, values, seen), actor=acting)
    return row


def _drop(row: SpecialDayRow, values: Values, seen: str, actor: Actor) -> Any:
    change = OrdinaryDay(row.day, values["instrument"], seen)
    return change_days(row.calendar, change=change, actor=for_reason(actor, values))


def _seen_new(_subject: Any, values: Values, actor: Actor) -> Preview:
    return looking(_asked)(values["calendar"], values, actor)


def _seen_other(row: SpecialDayRow, values: Values, actor: Actor) -> Preview:
    return looking(lambda asked: _other_day(row, asked))(row.calendar, values, actor)


def _seen_drop(row: SpecialDayRow, values: Values, actor: Actor) -> Preview:
    ordinary = OrdinaryDay(row.day, values["instrument"])
    return looking(lambda _asked: ordinary)(row.calendar, values, actor)


def _kinds(_row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    return [(code, str(title)) for code, title in KINDS.items()]


def _calendars(_actor: Actor) -> Sequence[tuple[str, str]]:
    return [(row.code, row.name) for row in WorkCalendar.objects.order_by("code")]


def _years(_actor: Actor) -> Sequence[tuple[str, str]]:
    year = timezone.localdate().year
    return [(str(one), str(one)) for one in range(year + 1, year - 4, -1)]


def _of_year(rows: Sequence[SpecialDayRow], year: str) -> list[SpecialDayRow]:
    return [row for row in rows if str(row.day.year) == year]


def _waits(row: SpecialDayRow) -> str:
    return _("chờ xác nhận") if row.entry.get("to_be_confirmed") else ""


CONTENT = (
    Field("kind", gettext_lazy("Loại"), FieldKind.CHOICE, options=_kinds),
    Field(
        "other",
        gettext_lazy("Hoán đổi với ngày"),
        FieldKind.DATE,
        required=False,
        hint=gettext_lazy("Ngày làm bù của ngày nghỉ này, hoặc ngày nghỉ của ngày làm bù này."),
    ),
    NAME,
    replace(GROUND, hint=gettext_lazy("Số, ký hiệu của quyết định, thông báo cho nghỉ.")),
    WHY,
)
DAYS = Directory(
    code="calendar_days",
    slug="ngay-trong-lich",
    title=gettext_lazy("Ngày trong lịch"),
    one=gettext_lazy("ngày"),
    explanation=gettext_lazy(
        "Ngày lễ, nghỉ bù, hoán đổi, nghỉ riêng của mọi lịch. Chọn “Vào ngày” để xem lịch như được "
        "biết vào ngày đó."
    ),
    first_step=gettext_lazy("Thêm ngày, hoặc nhập cả năm từ Excel."),
    permission=REVISE,
    rows=_rows,
    key="key",
    name="label",
    order="place",
    newest_first=True,
    search=("told",),
    columns=(
        Column("label", gettext_lazy("Ngày")),
        Column("kind", gettext_lazy("Loại"), lambda row: KINDS.get(row.entry["kind"], "")),
        Column("other", gettext_lazy("Hoán đổi với ngày"), is_code=True),
        Column("calendar.name", gettext_lazy("Lịch")),
        Column("basis", gettext_lazy("Căn cứ"), lambda row: row.entry["legal_basis"]),
        Column("confirmed", gettext_lazy("Đối chiếu"), _waits, "soon"),
    ),
    filters=(
        Filter("lich", gettext_lazy("Lịch"), _calendars, path="calendar.code"),
        Filter("nam", gettext_lazy("Năm"), _years, narrow=_of_year),
    ),
    acts=(
        Act(
            "them",
            gettext_lazy("Thêm ngày"),
            REVISE,
            _add,
            (
                Field("calendar", gettext_lazy("Lịch"), FieldKind.PICK, of="calendars"),
                Field("day", gettext_lazy("Ngày"), FieldKind.DATE),
                *CONTENT,
            ),
            icon="plus",
            makes=True,
            preview=_seen_new,
            done=gettext_lazy("Lịch mới đã dùng. Hạn đang được tính lại."),
        ),
        Act(
            "sua",
            gettext_lazy("Sửa ngày này"),
            REVISE,
            _change,
            CONTENT,
            initial=_values,
            preview=_seen_other,
            done=gettext_lazy("Lịch mới đã dùng. Hạn đang được tính lại."),
        ),
        Act(
            "bo",
            gettext_lazy("Thành ngày thường"),
            REVISE,
            _drop,
            (GROUND, WHY),
            explanation=gettext_lazy("Ngày hoán đổi thì bỏ cả hai ngày."),
            icon="circle-x",
            is_grave=True,
            preview=_seen_drop,
            done=gettext_lazy("Lịch mới đã dùng. Hạn đang được tính lại."),
        ),
    ),
    trail=lambda row: list(row.calendar.revisions.order_by("-pk")[:20]),
    exchange=Exchange(
        "them", _values, changes="sua", same=(("calendar", "calendar"), ("day", "day"))
    ),
    is_dated=True,
    icon="calendar-event",
    group=WORK,
    place=101,
)
