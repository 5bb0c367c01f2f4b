# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Positions that officers hold: made, renamed, done away with from a day on."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lienthong.core.units.models import Membership, Position, PositionVersion
from lienthong.core.units.permissions import KEEP_POSITIONS
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import ended, hold, retitled
from lienthong.kernel.errors import InvalidInput


@action(KEEP_POSITIONS)
def make_position(code: str, *, title: str, rank: int, since: date, actor: Actor) -> Position:
    """A new position from a day on. Raises ``InvalidInput`` for a taken code."""
    if Position.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có chức vụ dùng.")})
    made = Position.objects.create(code=code)
    PositionVersion.objects.create(position=made, title=title, rank=rank, valid_from=since)
    return made


@action(KEEP_POSITIONS)
def change_position(
    position: Position, *, title: str, rank: int, since: date, seen: str = "", actor: Actor
) -> Position:
    """Another title or rank from a day on; the same day is corrected. Raises ``InvalidInput``."""
    return retitled(hold(position, seen=seen), title=title, rank=rank, since=since)


@action(KEEP_POSITIONS)
def end_position(position: Position, *, on: date, seen: str = "", actor: Actor) -> Position:
    """Nobody holds the position from the day on. Raises ``InvalidInput`` while somebody does."""
    locked = hold(position, seen=seen)
    holders = Membership.objects.filter(position=locked).on(on).count()
    if holders:
        told = _("Còn %(count)s người giữ chức vụ này vào ngày đó.") % {"count": holders}
        raise InvalidInput(fields={"on": told})
    return ended(locked, on=on)
