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
from lienthong.kernel.directories import hold
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
    locked = hold(position, seen=seen)
    newest = _newest(locked)
    if since < newest.valid_from:
        told = _("Đã có thay đổi từ ngày %(day)s. Hãy chọn ngày từ đó trở đi.")
        raise InvalidInput(fields={"since": told % {"day": f"{newest.valid_from:%d/%m/%Y}"}})
    if since == newest.valid_from:
        newest.title, newest.rank = title, rank
        newest.save(update_fields=["title", "rank"])
        return locked
    newest.valid_to = since
    newest.save(update_fields=["valid_to"])
    PositionVersion.objects.create(position=locked, title=title, rank=rank, valid_from=since)
    return locked


@action(KEEP_POSITIONS)
def end_position(position: Position, *, on: date, seen: str = "", actor: Actor) -> Position:
    """Nobody holds the position from the day on. Raises ``InvalidInput`` while somebody does."""
    locked = hold(position, seen=seen)
    newest = _newest(locked)
    holders = Membership.objects.filter(position=locked).on(on).count()
    if holders:
        told = _("Còn %(count)s người giữ chức vụ này vào ngày đó.") % {"count": holders}
        raise InvalidInput(fields={"on": told})
    if on <= newest.valid_from:
        raise InvalidInput(fields={"on": _("Ngày này trước ngày bắt đầu của chức vụ.")})
    newest.valid_to = on
    newest.save(update_fields=["valid_to"])
    return locked


def _newest(position: Position) -> PositionVersion:
    found: PositionVersion | None = position.versions.order_by("-valid_from").first()
    if found is None or found.valid_to is not None:
        raise InvalidInput(_("Chức vụ này không còn dùng."))
    return found
