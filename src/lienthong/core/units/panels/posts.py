# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who serves where, as administrators keep it: appoint, move, end; several posts at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from lienthong.core.units.actions.posts import appoint, end_post, move_post
from lienthong.core.units.models import Membership, PositionVersion, UnitVersion
from lienthong.core.units.permissions import APPOINT
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
    for_reason,
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import ORGANISATION


def _rows(_actor: Actor, day: date) -> Any:
    units = UnitVersion.objects.filter(unit_id=OuterRef("unit_id")).on(day)
    titles = PositionVersion.objects.filter(position_id=OuterRef("position_id")).on(day)
    rows = Membership.objects.all().on(day).select_related("account", "unit", "position")
    return rows.annotate(
        unit_name=Subquery(units.values("short_name")[:1]),
        position_title=Subquery(titles.values("title")[:1]),
    )


def _appoint(_subject: Any, values: Values, _seen: str, actor: Actor) -> Membership:
    return appoint(
        values["unit"],
        account=values["account"],
        position=values["position"],
        since=values["since"],
        until=values["until"],
        is_main=values["is_main"],
        actor=for_reason(actor, values),
    )


def _move(post: Membership, values: Values, seen: str, actor: Actor) -> Membership:
    return move_post(
        post,
        unit=values["unit"],
        position=values["position"],
        since=values["since"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def _end(post: Membership, values: Values, seen: str, actor: Actor) -> Membership:
    return end_post(post, last_day=values["last_day"], seen=seen, actor=for_reason(actor, values))


def _values(row: Membership) -> Values:
    return {
        "account": row.account,
        "unit": row.unit,
        "position": row.position,
        "is_main": row.is_main,
        "since": row.valid_from,
        "until": row.last_day,
    }


def _is_open(post: Membership) -> bool:
    return post.valid_to is None or post.valid_to > today()


UNIT = Field("unit", _("Đơn vị"), FieldKind.PICK, of="units")
POSITION = Field("position", _("Chức vụ"), FieldKind.PICK, of="positions")
POSTS = Directory(
    code="posts",
    slug="vi-tri",
    title=_("Vị trí công tác"),
    one=_("vị trí"),
    explanation=_("Ai làm việc ở đâu, chức vụ gì, từ ngày nào. Một người giữ được nhiều vị trí."),
    first_step=_("Bố trí người đầu tiên vào một đơn vị."),
    permission=APPOINT,
    rows=_rows,
    subjects=lambda: Membership.objects.select_related("account", "unit", "position"),
    within=lambda rows, ids: rows.filter(unit_id__in=ids),
    key="account__username",
    name="account__display_name",
    order=VietnameseOrder(F("account__display_name")),
    search=(
        "account__username",
        "account__display_name",
        "unit_name",
        "unit__code",
        "position_title",
    ),
    columns=(
        Column("account.display_name", _("Họ tên")),
        Column("unit_name", _("Đơn vị")),
        Column("position_title", _("Chức vụ")),
        Column("is_main", _("Vị trí chính"), lambda row: _("chính") if row.is_main else "", "ok"),
        Column("valid_from", _("Từ ngày"), is_code=True),
        Column("valid_to", _("Đến trước ngày"), is_code=True),
    ),
    acts=(
        Act(
            "bo-tri",
            _("Bố trí vị trí"),
            APPOINT,
            _appoint,
            (
                Field("account", _("Người"), FieldKind.PICK, of="people"),
                UNIT,
                POSITION,
                since(_("Từ ngày")),
                Field("until", _("Đến hết ngày"), FieldKind.DATE, required=False),
                Field("is_main", _("Là vị trí chính"), FieldKind.YES_NO, required=False),
                WHY,
            ),
            icon="plus",
            makes=True,
            done=_("Đã bố trí."),
        ),
        Act(
            "chuyen",
            _("Chuyển vị trí"),
            APPOINT,
            _move,
            (UNIT, POSITION, since(_("Chuyển từ ngày")), WHY),
            explanation=_("Vị trí này kết thúc trước ngày chuyển, vị trí mới bắt đầu từ ngày đó."),
            icon="arrows-exchange",
            initial=_values,
            applies=_is_open,
            done=_("Đã chuyển vị trí."),
        ),
        Act(
            "ket-thuc",
            _("Kết thúc vị trí"),
            APPOINT,
            _end,
            (
                Field(
                    "last_day", _("Ngày làm việc cuối"), FieldKind.DATE, kept=False, default=today
                ),
                WHY,
            ),
            icon="circle-x",
            is_grave=True,
            applies=_is_open,
            done=_("Đã kết thúc vị trí."),
        ),
    ),
    exchange=Exchange(
        "bo-tri",
        _values,
        same=(("account", "account"), ("unit", "unit"), ("position", "position")),
        travels=False,
    ),
    is_dated=True,
    icon="user-cog",
    group=ORGANISATION,
    place=40,
)
