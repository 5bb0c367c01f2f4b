# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Units as administrators keep them: a tree with days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from lienthong.core.units.actions.merge import merge_units
from lienthong.core.units.actions.units import (
    UnitFacts,
    change_unit,
    dissolve_unit,
    open_unit,
)
from lienthong.core.units.enums import UnitKind
from lienthong.core.units.models import Unit, UnitVersion
from lienthong.core.units.panels.endings import dissolving, merging
from lienthong.core.units.panels.heirs import HEIR, NAME_HEIR
from lienthong.core.units.panels.unit_parts import PARTS, said_name
from lienthong.core.units.permissions import KEEP
from lienthong.core.units.queries import name_of
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
    Preview,
    for_reason,
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import ORGANISATION


def _rows(_actor: Actor, day: date) -> Any:
    rows = UnitVersion.objects.all().on(day)
    return rows.select_related("unit", "parent", "agency", "division", "instrument")


def _kinds(_subject: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    return [(value, str(title)) for value, title in UnitKind.choices]


def _facts(values: Values) -> UnitFacts:
    asked = ("name", "short_name", "kind", "parent", "symbol", "is_agency", "division")
    return UnitFacts(**{key: values[key] for key in asked}, instrument=values["instrument"])


def _open(_subject: Any, values: Values, _seen: str, actor: Actor) -> Unit:
    return open_unit(
        values["parent"],
        code=values["code"],
        facts=_facts(values),
        since=values["since"],
        actor=for_reason(actor, values),
    )


def _change(unit: Unit, values: Values, seen: str, actor: Actor) -> Unit:
    acting = for_reason(actor, values)
    return change_unit(unit, facts=_facts(values), since=values["since"], seen=seen, actor=acting)


def _dissolve(unit: Unit, values: Values, seen: str, actor: Actor) -> Unit:
    acting = for_reason(actor, values)
    return dissolve_unit(
        unit,
        on=values["on"],
        instrument=values["instrument"],
        heir=values["heir"],
        seen=seen,
        actor=acting,
    )


def _merge(unit: Unit, values: Values, seen: str, actor: Actor) -> Unit:
    return merge_units(
        unit,
        others=values["others"],
        on=values["on"],
        instrument=values["instrument"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def _changing(unit: Unit, values: Values, _actor: Actor) -> Preview:
    """What the unit is called and where it stands, before and after."""
    now = _initial(unit)
    rows = [
        (str(field.title), _said(now.get(field.key)), _said(values[field.key]))
        for field in CONTENT
        if _said(now.get(field.key)) != _said(values[field.key])
    ]
    told = _("Có hiệu lực từ ngày %(day)s. Trước ngày đó mọi nơi vẫn ghi như cũ.")
    return Preview(told % {"day": f"{values['since']:%d/%m/%Y}"}, rows)


def _said(value: Any) -> str:
    if isinstance(value, Unit):
        return name_of(value.pk)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return str(dict(UnitKind.choices).get(value, value or ""))


def _initial(unit: Unit) -> Values:
    newest = unit.versions.select_related("parent", "division", "instrument")
    return _values(newest.latest("valid_from"))


def _values(row: UnitVersion) -> Values:
    return {
        "code": row.unit.code,
        "name": row.name,
        "short_name": row.short_name,
        "kind": row.kind,
        "parent": row.parent,
        "symbol": row.symbol,
        "is_agency": row.agency_id == row.unit_id,
        "division": row.division,
        "instrument": row.instrument,
        "since": row.valid_from,
    }


def _is_alive(unit: Unit) -> bool:
    newest = unit.versions.order_by("-valid_from").first()
    return newest is not None and (newest.valid_to is None or newest.valid_to > today())


CODE = Field("code", gettext_lazy("Mã đơn vị"), FieldKind.CODE, most=40)
CONTENT = (
    Field("name", gettext_lazy("Tên đầy đủ")),
    Field("short_name", gettext_lazy("Tên ngắn"), most=120),
    Field("kind", gettext_lazy("Loại"), FieldKind.CHOICE, options=_kinds),
    Field(
        "parent",
        gettext_lazy("Đơn vị cấp trên"),
        FieldKind.PICK,
        hint=gettext_lazy("Bỏ trống chỉ với đơn vị cao nhất."),
        required=False,
        of="units",
    ),
    Field("symbol", gettext_lazy("Ký hiệu trên văn bản"), required=False, most=40),
    Field(
        "is_agency",
        gettext_lazy("Có con dấu, tài khoản và sổ văn bản riêng"),
        FieldKind.YES_NO,
        required=False,
    ),
    Field("division", gettext_lazy("Địa bàn"), FieldKind.PICK, required=False, of="divisions"),
)
ON = Field("on", gettext_lazy("Từ ngày"), FieldKind.DATE, kept=False, default=today)
OTHERS = Field(
    "others",
    gettext_lazy("Các đơn vị kết thúc"),
    FieldKind.PICKS,
    hint=gettext_lazy("Mỗi dòng một mã hoặc tên."),
    of="units",
    most=4000,
)
ACTS = (
    Act(
        "lap",
        gettext_lazy("Lập đơn vị"),
        KEEP,
        _open,
        (CODE, *CONTENT, INSTRUMENT, since(gettext_lazy("Hoạt động từ ngày")), WHY),
        icon="plus",
        makes=True,
        done=gettext_lazy("Đã lập đơn vị."),
    ),
    Act(
        "sua",
        gettext_lazy("Đổi tên, chuyển, sửa"),
        KEEP,
        _change,
        (*CONTENT, INSTRUMENT, since(), WHY),
        explanation=gettext_lazy(
            "Bản cũ khép lại trước ngày áp dụng, bản mới mở từ ngày đó. Giấy tờ cũ giữ tên cũ."
        ),
        initial=_initial,
        applies=_is_alive,
        preview=_changing,
    ),
    Act(
        "sap-nhap",
        gettext_lazy("Sáp nhập đơn vị khác vào"),
        KEEP,
        _merge,
        (OTHERS, ON, INSTRUMENT, WHY),
        explanation=gettext_lazy(
            "Người, đơn vị trực thuộc, thẩm quyền, quyền và việc của các đơn vị kết thúc chuyển "
            "sang đây."
        ),
        icon="git-branch",
        applies=_is_alive,
        preview=merging,
        done=gettext_lazy("Đã ghi nhận sáp nhập."),
    ),
    Act(
        "giai-the",
        gettext_lazy("Giải thể"),
        KEEP,
        _dissolve,
        (ON, HEIR, INSTRUMENT, WHY),
        explanation=gettext_lazy(
            "Chỉ giải thể được khi không còn ai và không còn đơn vị trực thuộc."
        ),
        icon="circle-x",
        is_grave=True,
        applies=_is_alive,
        preview=dissolving,
        done=gettext_lazy("Đã ghi nhận giải thể."),
    ),
    NAME_HEIR,
)
UNITS = Directory(
    code="units",
    slug="don-vi",
    title=ngettext_lazy("Đơn vị", "Đơn vị", 2),
    one=gettext_lazy("đơn vị"),
    explanation=gettext_lazy(
        "Cây đơn vị theo thời gian: lập, đổi tên, chuyển, sáp nhập, giải thể."
    ),
    first_step=gettext_lazy("Lập đơn vị cao nhất trước, rồi các đơn vị trực thuộc."),
    permission=KEEP,
    rows=_rows,
    subjects=Unit.objects.all,
    identity="unit_id",
    within=lambda rows, ids: rows.filter(unit_id__in=ids),
    key="unit__code",
    name="name",
    order=VietnameseOrder("name"),
    search=("unit__code", "name", "short_name", "symbol"),
    columns=(
        Column("name", gettext_lazy("Tên")),
        Column("unit.code", gettext_lazy("Mã"), is_code=True),
        Column("kind", gettext_lazy("Loại"), lambda row: row.get_kind_display()),
        Column("parent", gettext_lazy("Cấp trên"), lambda row: said_name(row.parent_id)),
        Column("symbol", gettext_lazy("Ký hiệu"), is_code=True),
        Column("valid_from", gettext_lazy("Từ ngày"), is_code=True),
        Column("valid_to", gettext_lazy("Đến trước ngày"), is_code=True),
    ),
    filters=(Filter("loai", gettext_lazy("Loại"), lambda actor: _kinds(None, actor), path="kind"),),
    acts=ACTS,
    parts=PARTS,
    exchange=Exchange("lap", _values, changes="sua"),
    is_dated=True,
    icon="building-bank",
    group=ORGANISATION,
    place=10,
)
