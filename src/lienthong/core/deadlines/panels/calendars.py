# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Working calendars: holidays, swapped days, local days off, and who uses which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.deadlines.actions.calendars import assign_calendar
from lienthong.core.deadlines.actions.days import (
    DaysOff,
    OrdinaryDay,
    Swap,
    align_calendar,
    change_days,
    copy_calendar,
    rename_calendar,
)
from lienthong.core.deadlines.models import WorkCalendar
from lienthong.core.deadlines.panels.calendar_parts import KINDS, PARTS
from lienthong.core.deadlines.panels.only_days import ONLY, only_of, values_of
from lienthong.core.deadlines.permissions import ASSIGN, REVISE
from lienthong.core.deadlines.queries.calendars import (
    DEFAULT_CALENDAR,
    latest_revision,
)
from lienthong.core.deadlines.queries.changes import changes_under
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    INSTRUMENT,
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Preview,
    for_reason,
    since,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.module import WORK

SHOWN = 50
OFFERED = ("holiday", "substitute", "local_off")


def _rows(_actor: Actor, _day: date) -> Any:
    return WorkCalendar.objects.all()


def _off(values: Values) -> DaysOff:
    last = values["last"] or values["first"]
    return DaysOff(values["first"], last, values["kind"], values["name"], values["instrument"])


def _swap(values: Values) -> Swap:
    name = _("hoán đổi %(off)s với %(work)s")
    words = {"off": f"{values['off']:%d/%m/%Y}", "work": f"{values['work']:%d/%m/%Y}"}
    return Swap(values["off"], values["work"], name % words, values["instrument"])


def _ordinary(values: Values) -> OrdinaryDay:
    return OrdinaryDay(values["day"], values["instrument"])


def _doing(build: Any) -> Any:
    def do(calendar: WorkCalendar, values: Values, seen: str, actor: Actor) -> Any:
        acting = for_reason(actor, values)
        return change_days(calendar, change=build(values), seen=seen, actor=acting).calendar

    return do


def looking(build: Any) -> Callable[[WorkCalendar, Values, Actor], Preview]:
    """Which open deadlines would move, and whither, before anything is put into use."""

    def look(calendar: WorkCalendar, values: Values, _actor: Actor) -> Preview:
        days = build(values).applied_to(latest_revision(calendar).days)
        try:
            moved = changes_under(calendar, dict(days))
        except clock.ClockError as wrong:
            raise InvalidInput(wrong.message) from wrong
        rows = [
            (_("Hạn số %(pk)s") % {"pk": each.deadline.pk}, _at(each.before), _at(each.after))
            for each in moved[:SHOWN]
        ]
        told = _("%(count)s hạn đang chạy dời theo.")
        more = _("Người dân và cán bộ được báo ngày mới kèm lý do.") if moved else ""
        return Preview(f"{told % {'count': len(moved)}} {more}".strip(), rows)

    return look


def _at(moment: Any) -> str:
    return f"{moment:%H:%M %d/%m/%Y}"


def _copy(_subject: Any, values: Values, _seen: str, actor: Actor) -> WorkCalendar:
    return copy_calendar(
        values["code"],
        name=values["name"],
        like=values["like"],
        only=only_of(values),
        actor=for_reason(actor, values),
    )


def _rename(calendar: WorkCalendar, values: Values, seen: str, actor: Actor) -> WorkCalendar:
    acting = for_reason(actor, values)
    return rename_calendar(calendar, name=values["name"], seen=seen, actor=acting)


def _align(calendar: WorkCalendar, values: Values, seen: str, actor: Actor) -> WorkCalendar:
    acting = for_reason(actor, values)
    name, only = values["name"], only_of(values)
    return align_calendar(calendar, name=name, only=only, seen=seen, actor=acting)


def _like() -> str:
    return DEFAULT_CALENDAR


def _assign(calendar: WorkCalendar, values: Values, _seen: str, actor: Actor) -> WorkCalendar:
    ground = values["instrument"]
    assign_calendar(
        values["unit"],
        calendar=calendar,
        valid_from=values["since"],
        instrument_id=ground.pk if ground else None,
        actor=for_reason(actor, values),
    )
    return calendar


def _kinds(_row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    return [(code, str(KINDS[code])) for code in OFFERED]


GROUND = replace(INSTRUMENT, required=True)
NAME = Field("name", gettext_lazy("Tên ngày"), most=120)
CALENDARS = Directory(
    code="calendars",
    slug="lich-lam-viec",
    title=gettext_lazy("Lịch làm việc"),
    one=gettext_lazy("lịch"),
    explanation=gettext_lazy(
        "Ngày lễ, ngày hoán đổi, ngày nghỉ riêng; xem trước hạn nào dời theo."
    ),
    first_step=gettext_lazy("Nạp lịch kèm theo phần mềm bằng lệnh load_calendars."),
    permission=REVISE,
    rows=_rows,
    subjects=WorkCalendar.objects.all,
    key="code",
    name="name",
    columns=(
        Column("name", gettext_lazy("Tên")),
        Column("code", gettext_lazy("Mã"), is_code=True),
    ),
    acts=(
        Act(
            "lap",
            gettext_lazy("Lập lịch riêng"),
            REVISE,
            _copy,
            (
                Field("code", gettext_lazy("Mã"), FieldKind.CODE, most=60),
                Field("name", gettext_lazy("Tên lịch")),
                Field(
                    "like",
                    gettext_lazy("Bắt đầu giống lịch"),
                    FieldKind.PICK,
                    kept=False,
                    of="calendars",
                    default=_like,
                ),
                ONLY,
                WHY,
            ),
            icon="plus",
            makes=True,
            done=gettext_lazy("Đã lập lịch."),
        ),
        Act(
            "doi-ten",
            gettext_lazy("Đổi tên lịch"),
            REVISE,
            _rename,
            (Field("name", gettext_lazy("Tên lịch")), WHY),
            initial=values_of,
        ),
        Act(
            "theo-tep",
            gettext_lazy("Sửa theo tệp"),
            REVISE,
            _align,
            (Field("name", gettext_lazy("Tên lịch")), ONLY, WHY),
            initial=values_of,
            applies=lambda calendar: False,
        ),
        Act(
            "ngay-nghi",
            gettext_lazy("Thêm ngày nghỉ"),
            REVISE,
            _doing(_off),
            (
                Field("first", gettext_lazy("Từ ngày"), FieldKind.DATE),
                Field(
                    "last",
                    gettext_lazy("Đến hết ngày"),
                    FieldKind.DATE,
                    hint=gettext_lazy("Bỏ trống nếu chỉ một ngày."),
                    required=False,
                ),
                Field("kind", gettext_lazy("Loại"), FieldKind.CHOICE, options=_kinds),
                NAME,
                GROUND,
                WHY,
            ),
            icon="calendar-event",
            preview=looking(_off),
            done=gettext_lazy("Lịch mới đã dùng. Hạn đang được tính lại."),
        ),
        Act(
            "hoan-doi",
            gettext_lazy("Hoán đổi ngày làm việc"),
            REVISE,
            _doing(_swap),
            (
                Field("off", gettext_lazy("Ngày làm việc được nghỉ"), FieldKind.DATE),
                Field("work", gettext_lazy("Ngày nghỉ phải làm bù"), FieldKind.DATE),
                GROUND,
                WHY,
            ),
            icon="arrows-exchange",
            preview=looking(_swap),
            done=gettext_lazy("Lịch mới đã dùng. Hạn đang được tính lại."),
        ),
        Act(
            "bo-ngay",
            gettext_lazy("Bỏ một ngày đặc biệt"),
            REVISE,
            _doing(_ordinary),
            (Field("day", gettext_lazy("Ngày"), FieldKind.DATE), GROUND, WHY),
            preview=looking(_ordinary),
            done=gettext_lazy("Lịch mới đã dùng. Hạn đang được tính lại."),
        ),
        Act(
            "giao",
            gettext_lazy("Giao lịch cho đơn vị"),
            ASSIGN,
            _assign,
            (
                Field("unit", gettext_lazy("Đơn vị"), FieldKind.PICK, of="units"),
                since(gettext_lazy("Dùng từ ngày")),
                INSTRUMENT,
                WHY,
            ),
            explanation=gettext_lazy("Đơn vị và các đơn vị dưới dùng lịch này từ ngày đã chọn."),
        ),
    ),
    parts=PARTS,
    trail=lambda calendar: [calendar, *calendar.revisions.order_by("-pk")[:20]],
    exchange=Exchange("lap", values_of, changes="theo-tep"),
    is_recalled=True,
    icon="calendar",
    group=WORK,
    place=100,
)
