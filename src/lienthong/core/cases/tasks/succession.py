# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs that hand the work of a unit that ended to its successor."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from lienthong.core.cases.actions.succession import begin_work_move, carry_next_work
from lienthong.core.units.api import Unit
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor


@ports.task("cases.begin_work_move")
def begin_moving_work(from_id: int, to_id: int, on: str) -> None:
    """The first lot of what lies in a unit that ended; the others follow one another."""
    into, of = Unit.objects.get(pk=to_id), Unit.objects.get(pk=from_id)
    actor = Actor.platform("đơn vị kế tục nhận việc")
    begin_work_move(into, of=of, on=date.fromisoformat(on), actor=actor)


@ports.task("cases.move_work")
def move_work(move_id: int) -> None:
    """Move the cases of a lot one by one; goes on where an earlier run stopped."""
    actor, left = Actor.platform("đơn vị kế tục nhận việc"), True
    while left:
        with transaction.atomic():
            left = carry_next_work(move_id, actor=actor)
