# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Positions as administrators keep them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.core.units.actions.positions import change_position, end_position, make_position
from lienthong.core.units.models import Position, PositionVersion
from lienthong.core.units.permissions import KEEP_POSITIONS
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Part,
    for_reason,
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import ORGANISATION


def _rows(_actor: Actor, day: date) -> Any:
    return PositionVersion.objects.all().on(day).select_related("position")


def _make(_subject: Any, values: Values, _seen: str, actor: Actor) -> Position:
    return make_position(
        values["code"],
        title=values["title"],
        rank=values["rank"],
        since=values["since"],
        actor=for_reason(actor, values),
    )


def _change(position: Position, values: Values, seen: str, actor: Actor) -> Position:
    return change_position(
        position,
        title=values["title"],
        rank=values["rank"],
        since=values["since"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def _end(position: Position, values: Values, seen: str, actor: Actor) -> Position:
    return end_position(position, on=values["on"], seen=seen, actor=for_reason(actor, values))


def _values(row: PositionVersion) -> Values:
    return {
        "code": row.position.code,
        "title": row.title,
        "rank": row.rank,
        "since": row.valid_from,
    }


def _initial(position: Position) -> Values:
    return _values(position.versions.latest("valid_from"))


def _is_used(position: Position) -> bool:
    return bool(position.versions.filter(valid_to=None).exists())


CONTENT = (
    Field("title", _("Tên chức vụ"), most=120),
    Field(
        "rank",
        _("Thứ bậc"),
        FieldKind.NUMBER,
        hint=_("Số nhỏ đứng trước, ví dụ 10 cho người đứng đầu."),
        default=lambda: 50,
    ),
)
POSITIONS = Directory(
    code="positions",
    slug="chuc-vu",
    title=_("Chức vụ"),
    one=_("chức vụ"),
    explanation=_("Tên và thứ bậc các chức vụ, chức danh dùng chung."),
    first_step=_("Thêm chức vụ trước khi bố trí người."),
    permission=KEEP_POSITIONS,
    rows=_rows,
    subjects=Position.objects.all,
    identity="position_id",
    key="position__code",
    name="title",
    order=VietnameseOrder("title"),
    columns=(
        Column("title", _("Tên")),
        Column("position.code", _("Mã"), is_code=True),
        Column("rank", _("Thứ bậc"), is_code=True),
        Column("valid_from", _("Từ ngày"), is_code=True),
        Column("valid_to", _("Đến trước ngày"), is_code=True),
    ),
    acts=(
        Act(
            "them",
            _("Thêm chức vụ"),
            KEEP_POSITIONS,
            _make,
            (Field("code", _("Mã"), FieldKind.CODE, most=40), *CONTENT, since(), WHY),
            icon="plus",
            makes=True,
            done=_("Đã thêm chức vụ."),
        ),
        Act(
            "sua",
            _("Đổi tên, thứ bậc"),
            KEEP_POSITIONS,
            _change,
            (*CONTENT, since(), WHY),
            initial=_initial,
            applies=_is_used,
        ),
        Act(
            "thoi-dung",
            _("Thôi dùng"),
            KEEP_POSITIONS,
            _end,
            (Field("on", _("Từ ngày"), FieldKind.DATE, kept=False, default=today), WHY),
            icon="circle-x",
            is_grave=True,
            applies=_is_used,
        ),
    ),
    parts=(
        Part(
            _("Tên theo thời gian"),
            (
                Column("valid_from", _("Từ ngày"), is_code=True),
                Column("valid_to", _("Đến trước ngày"), is_code=True),
                Column("title", _("Tên")),
                Column("rank", _("Thứ bậc")),
            ),
            lambda position, actor: list(position.versions.order_by("-valid_from")),
        ),
    ),
    exchange=Exchange("them", _values, changes="sua"),
    is_dated=True,
    icon="id-badge-2",
    group=ORGANISATION,
    place=30,
)
