# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The tables on the page of a unit: versions, units below, people, succession."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.units.models import Membership, Succession, Unit, UnitVersion
from lienthong.core.units.queries import name_of
from lienthong.kernel.directories import Column, Part, today


def said_name(unit_id: int | None) -> str:
    """The short name of a unit; empty without one."""
    return name_of(unit_id) if unit_id else ""


def _title(row: Membership) -> str:
    found = row.position.versions.order_by("-valid_from").first()
    return found.title if found else row.position.code


def _people(unit: Unit) -> list[Membership]:
    rows = Membership.objects.filter(unit=unit).on(today())
    return list(rows.select_related("account", "position").order_by("pk")[:200])


def _succession(unit: Unit) -> list[Succession]:
    rows = unit.successors.all() | unit.predecessors.all()
    return list(rows.select_related("instrument").order_by("-on_date", "pk"))


PERIOD = (
    Column("valid_from", _("Từ ngày"), is_code=True),
    Column("valid_to", _("Đến trước ngày"), is_code=True),
)
PARTS = (
    Part(
        _("Tên và vị trí theo thời gian"),
        (
            *PERIOD,
            Column("name", _("Tên")),
            Column("short_name", _("Tên ngắn")),
            Column("parent", _("Cấp trên"), lambda row: said_name(row.parent_id)),
            Column("instrument.key", _("Căn cứ"), is_code=True),
        ),
        lambda unit, actor: list(
            unit.versions.select_related("instrument").order_by("-valid_from")
        ),
    ),
    Part(
        _("Đơn vị trực thuộc"),
        (
            Column("unit.code", _("Mã"), is_code=True),
            Column("name", _("Tên")),
            Column("kind", _("Loại"), lambda row: row.get_kind_display()),
        ),
        lambda unit, actor: list(
            UnitVersion.objects.filter(parent=unit).on(today()).select_related("unit")[:200]
        ),
        empty=_("Không có đơn vị trực thuộc."),
    ),
    Part(
        _("Người đang làm việc"),
        (
            Column("account.display_name", _("Họ tên")),
            Column("position.code", _("Chức vụ"), _title),
            Column("valid_from", _("Từ ngày"), is_code=True),
        ),
        lambda unit, actor: _people(unit),
        empty=_("Chưa bố trí ai."),
    ),
    Part(
        _("Kế tục"),
        (
            Column("on_date", _("Từ ngày"), is_code=True),
            Column("from_unit", _("Đơn vị cũ"), lambda row: said_name(row.from_unit_id)),
            Column("to_unit", _("Đơn vị kế tục"), lambda row: said_name(row.to_unit_id)),
            Column("instrument.key", _("Căn cứ"), is_code=True),
        ),
        lambda unit, actor: _succession(unit),
        empty=_("Chưa sáp nhập hay chia tách."),
    ),
)
