# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Positions as administrators keep them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lienthong.core.units.actions.positions import change_position, end_position, make_position
from lienthong.core.units.models import Position, PositionVersion
from lienthong.core.units.permissions import KEEP_POSITIONS
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.directories import (
    Directory,
    Exchange,
    Field,
    FieldKind,
    Titled,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import ORGANISATION


def _rows(_actor: Actor, day: date) -> Any:
    return PositionVersion.objects.all().on(day).select_related("position")


def _add(values: Values, actor: Actor) -> Position:
    return make_position(
        values["code"],
        title=values["title"],
        rank=values["rank"],
        since=values["since"],
        actor=actor,
    )


TITLES = Titled(
    identity="position",
    permission=KEEP_POSITIONS,
    add=_add,
    change=change_position,
    end=end_position,
    title=Field("title", _("Tên chức vụ"), most=120),
    rank=Field(
        "rank",
        _("Thứ bậc"),
        FieldKind.NUMBER,
        hint=_("Số nhỏ đứng trước, ví dụ 10 cho người đứng đầu."),
        default=lambda: 50,
    ),
    made_of=(Field("code", _("Mã"), FieldKind.CODE, most=40),),
    added=_("Thêm chức vụ"),
    changed=_("Đổi tên, thứ bậc"),
)
POSITIONS = Directory(
    code="positions",
    slug="chuc-vu",
    title=ngettext_lazy("Chức vụ", "Chức vụ", 2),
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
    columns=TITLES.columns(),
    acts=TITLES.acts(),
    parts=(TITLES.part(),),
    exchange=Exchange("them", TITLES.values, changes="sua"),
    is_dated=True,
    icon="id-badge-2",
    group=ORGANISATION,
    place=30,
)
