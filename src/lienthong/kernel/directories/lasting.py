# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dated rows that are given once: they end after a day, or are withdrawn before they served."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import Dated
from lienthong.kernel.directories.declare import Act, Column, Field, FieldKind, Values
from lienthong.kernel.directories.fields import WHY, for_reason, today
from lienthong.kernel.directories.marks import hold
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.permissions import Permission

D = TypeVar("D", bound=Dated)
LAST_DAY = Column("last_day", gettext_lazy("Đến hết ngày"), is_code=True)


@part_of_act
def ended_after(row: D, last_day: date, *, seen: str = "") -> D:
    """The row, held, is not valid after ``last_day``; it is only ever shortened.

    Raises ``InvalidInput`` for a day before yesterday, before it began or after its own end.
    """
    held = hold(row, seen=seen)
    after = last_day + timedelta(days=1)
    late = held.valid_to is not None and after > held.valid_to
    if after < today() or last_day < held.valid_from or late:
        words = _("Chọn ngày từ hôm qua trở đi, trong thời gian đang áp dụng.")
        raise InvalidInput(words, fields={"last": words})
    held.valid_to = after
    held.save(update_fields=["valid_to"])
    return held


@part_of_act
def withdrawn_ahead(row: Dated, *, same_day: bool = False, seen: str = "") -> None:
    """Delete a row that has not begun; with ``same_day`` also one that began today.

    Raises ``IllegalState`` for any other.
    """
    held = hold(row, seen=seen)
    if held.valid_from < today() or (held.valid_from == today() and not same_day):
        raise IllegalState(_("Đã có hiệu lực nên chỉ chấm dứt được."))
    held.delete()


def is_over(row: Dated) -> bool:
    """Whether the row is valid neither today nor later."""
    return row.valid_to is not None and row.valid_to <= today()


def ending(
    permission: Permission, end: Callable[..., Any], *, until: object, explanation: object = ""
) -> Act:
    """The act that ends a row; ``end(row, last_day, seen, actor)`` is the app's action."""

    def do(row: Any, values: Values, seen: str, actor: Actor) -> Any:
        return end(row, last_day=values["last"], seen=seen, actor=for_reason(actor, values))

    hint = gettext_lazy("Chọn hôm qua để dừng ngay.")
    last = Field("last", until, FieldKind.DATE, hint=hint, kept=False, default=today)
    return Act(
        "cham-dut",
        gettext_lazy("Chấm dứt"),
        permission,
        do,
        (last, WHY),
        explanation=explanation,
        icon="circle-x",
        is_grave=True,
        applies=lambda row: row.valid_from <= today() and not is_over(row),
        done=gettext_lazy("Đã chấm dứt."),
    )


def withdrawing(
    permission: Permission,
    withdraw: Callable[..., Any],
    explanation: object,
    *,
    same_day: Callable[[Any], bool] | None = None,
) -> Act:
    """The act that takes back a row that has not begun; ``withdraw(row, seen, actor)`` does it.

    ``same_day(row)`` says whether one that began today has served nothing yet.
    """

    def do(row: Any, values: Values, seen: str, actor: Actor) -> Any:
        return withdraw(row, seen=seen, actor=for_reason(actor, values))

    def is_unserved(row: Any) -> bool:
        if row.valid_from != today() or same_day is None:
            return bool(row.valid_from > today())
        return same_day(row)

    return Act(
        "rut",
        gettext_lazy("Rút lại"),
        permission,
        do,
        (WHY,),
        explanation=explanation,
        icon="trash",
        is_grave=True,
        applies=is_unserved,
        done=gettext_lazy("Đã rút lại."),
    )
