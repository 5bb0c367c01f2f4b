# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Provinces, communes, wards and special zones as administrators keep them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.core.references.actions.divisions import (
    DivisionFacts,
    add_division,
    change_division,
    end_division,
)
from lienthong.core.references.models import AdministrativeDivision, DivisionVersion
from lienthong.core.references.permissions import KEEP_LISTS
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.directories import (
    INSTRUMENT,
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Filter,
    Part,
    for_reason,
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import LAW

KINDS = {
    "province": _("tỉnh"),
    "city": _("thành phố"),
    "commune": _("xã"),
    "ward": _("phường"),
    "special_zone": _("đặc khu"),
}


def _rows(_actor: Actor, day: date) -> Any:
    rows = DivisionVersion.objects.all().on(day)
    return rows.select_related("division", "parent", "instrument")


def _facts(values: Values) -> DivisionFacts:
    return DivisionFacts(values["name"], values["kind"], values["parent"], values["instrument"])


def _add(_subject: Any, values: Values, _seen: str, actor: Actor) -> AdministrativeDivision:
    acting = for_reason(actor, values)
    return add_division(values["code"], facts=_facts(values), since=values["since"], actor=acting)


def _change(
    place: AdministrativeDivision, values: Values, seen: str, actor: Actor
) -> AdministrativeDivision:
    acting = for_reason(actor, values)
    return change_division(
        place, facts=_facts(values), since=values["since"], seen=seen, actor=acting
    )


def _end(
    place: AdministrativeDivision, values: Values, seen: str, actor: Actor
) -> AdministrativeDivision:
    return end_division(place, on=values["on"], seen=seen, actor=for_reason(actor, values))


def _values(row: DivisionVersion) -> Values:
    return {
        "code": row.division.code,
        "name": row.name,
        "kind": row.kind,
        "parent": row.parent,
        "instrument": row.instrument,
        "since": row.valid_from,
    }


def _initial(place: AdministrativeDivision) -> Values:
    return _values(place.versions.latest("valid_from"))


def _kinds(row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    return [(code, str(title)) for code, title in KINDS.items()]


CONTENT = (
    Field("name", _("Tên"), most=120),
    Field("kind", _("Loại"), FieldKind.CHOICE, options=_kinds),
    Field("parent", _("Thuộc"), FieldKind.PICK, required=False, of="divisions"),
    INSTRUMENT,
)
DIVISIONS = Directory(
    code="divisions",
    slug="dia-ban",
    title=_("Địa bàn hành chính"),
    one=_("địa bàn"),
    explanation=_("Tỉnh, xã, phường, đặc khu theo mã thống kê và theo thời gian."),
    first_step=_("Nạp danh mục kèm theo phần mềm, hoặc nhập từ Excel."),
    permission=KEEP_LISTS,
    rows=_rows,
    subjects=AdministrativeDivision.objects.all,
    identity="division_id",
    key="division__code",
    name="name",
    order=VietnameseOrder("name"),
    columns=(
        Column("name", _("Tên")),
        Column("division.code", _("Mã"), is_code=True),
        Column("kind", _("Loại"), lambda row: KINDS.get(row.kind, row.kind)),
        Column("parent.code", _("Mã cấp trên"), is_code=True),
        Column("instrument.key", _("Căn cứ"), is_code=True),
        Column("valid_from", _("Từ ngày"), is_code=True),
        Column("valid_to", _("Đến trước ngày"), is_code=True),
    ),
    filters=(Filter("loai", _("Loại"), lambda actor: _kinds(None, actor), path="kind"),),
    acts=(
        Act(
            "them",
            _("Thêm địa bàn"),
            KEEP_LISTS,
            _add,
            (Field("code", _("Mã"), FieldKind.CODE, most=10), *CONTENT, since(), WHY),
            icon="plus",
            makes=True,
        ),
        Act(
            "sua",
            _("Đổi tên, sửa"),
            KEEP_LISTS,
            _change,
            (*CONTENT, since(), WHY),
            initial=_initial,
        ),
        Act(
            "ket-thuc",
            _("Kết thúc"),
            KEEP_LISTS,
            _end,
            (Field("on", _("Từ ngày"), FieldKind.DATE, kept=False, default=today), WHY),
            explanation=_("Từ ngày này không ai chọn nơi này nữa. Giấy tờ cũ giữ tên cũ."),
            icon="circle-x",
            is_grave=True,
            applies=lambda place: place.versions.filter(valid_to=None).exists(),
        ),
    ),
    parts=(
        Part(
            _("Tên theo thời gian"),
            (
                Column("valid_from", _("Từ ngày"), is_code=True),
                Column("valid_to", _("Đến trước ngày"), is_code=True),
                Column("name", _("Tên")),
                Column("instrument.key", _("Căn cứ"), is_code=True),
            ),
            lambda place, actor: list(
                place.versions.select_related("instrument").order_by("-valid_from")
            ),
        ),
    ),
    exchange=Exchange("them", _values, changes="sua", travels=False),
    is_dated=True,
    icon="map-pin",
    group=LAW,
    place=20,
)
