# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who takes over what lies in a unit that ends, named with its end or afterwards."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy

from lienthong.core.units.actions.heirs import name_heir
from lienthong.core.units.models import Unit
from lienthong.core.units.panels.endings import inheriting
from lienthong.core.units.permissions import KEEP
from lienthong.core.units.queries import heirless_units
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import INSTRUMENT, WHY, Act, Field, FieldKind, for_reason
from lienthong.kernel.directories.declare import Values


def _name_heir(unit: Unit, values: Values, seen: str, actor: Actor) -> Unit:
    return name_heir(
        unit,
        heir=values["heir"],
        instrument=values["instrument"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def _is_heirless(unit: Unit) -> bool:
    return unit.pk in dict(heirless_units())


HEIR = Field(
    "heir",
    gettext_lazy("Đơn vị nhận việc còn lại"),
    FieldKind.PICK,
    hint=gettext_lazy("Cần khi đơn vị còn việc đang mở. Việc chuyển sang đó từng lô."),
    required=False,
    of="units",
)
NAME_HEIR = Act(
    "nhan-viec",
    gettext_lazy("Chọn đơn vị nhận việc"),
    KEEP,
    _name_heir,
    (replace(HEIR, required=True), INSTRUMENT, WHY),
    explanation=gettext_lazy(
        "Đơn vị này kết thúc mà chưa có đơn vị nhận việc đến sau khi đã hẹn ngày."
    ),
    icon="arrow-right",
    applies=_is_heirless,
    preview=inheriting,
    done=gettext_lazy("Đã ghi nhận đơn vị nhận việc."),
)
