# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who serves where: appoint, move, end; several posts at once are allowed, one is the main one.

Legal basis: 61/2018/NĐ-CP, Điều 11.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.units.events import PostEnded, PostEnding
from lienthong.core.units.models import Membership, Position, PositionVersion, Unit, UnitVersion
from lienthong.core.units.permissions import APPOINT
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold, reopened
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.events import publish
from lienthong.kernel.together import remembered


@action(APPOINT)
def appoint(
    unit: Unit,
    *,
    account: Account,
    position: Position,
    since: date,
    until: date | None = None,
    is_main: bool = True,
    actor: Actor,
) -> Membership:
    """An officer serves in a unit, in a position, from a day on (``until`` is the last day).

    A new main post makes the others side posts. Raises ``InvalidInput`` for what cannot be.
    """
    _refuse(unit, account, position, since, until)
    others = Membership.objects.filter(account=account).on(since)
    if others.filter(unit=unit, position=position).exists():
        told = _("Người này đã giữ vị trí đó vào ngày này.")
        raise InvalidInput(fields={"account": told})
    for other in list(others.filter(is_main=True)) if is_main else ():
        reopened(other, since, is_main=False)
    made: Membership = Membership.objects.create(
        account=account,
        unit=unit,
        position=position,
        is_main=is_main or not others.exists(),
        valid_from=since,
        valid_to=until + timedelta(days=1) if until else None,
    )
    return made


@action(APPOINT)
def move_post(
    post: Membership,
    *,
    unit: Unit,
    position: Position,
    since: date,
    seen: str = "",
    actor: Actor,
) -> Membership:
    """The post ends before a day and goes on elsewhere from it.

    Raises ``InvalidInput``, ``IllegalState`` when nobody could administer the platform then.
    """
    locked = hold(post, seen=seen)
    _refuse(unit, locked.account, position, since, None)
    _refuse_end(locked, since, "since")
    _end(locked, since)
    return appoint(
        unit,
        account=locked.account,
        position=position,
        since=since,
        is_main=locked.is_main,
        actor=actor,
    )


@action(APPOINT)
def end_post(post: Membership, *, last_day: date, seen: str = "", actor: Actor) -> Membership:
    """The officer no longer serves there after the day.

    Raises ``InvalidInput``, ``IllegalState`` when nobody could administer the platform then.
    """
    locked = hold(post, seen=seen)
    _refuse_end(locked, last_day + timedelta(days=1), "last_day")
    _end(locked, last_day + timedelta(days=1))
    return locked


def _end(post: Membership, on: date) -> None:
    publish(PostEnding(post_id=post.pk, on=on))
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    whose = {"post_id": post.pk, "account_id": post.account_id, "unit_id": post.unit_id}
    publish(PostEnded(**whose, on=on))


def _refuse_end(post: Membership, on: date, key: str) -> None:
    if on <= post.valid_from or (post.valid_to is not None and on > post.valid_to):
        told = _("Ngày này nằm ngoài thời gian giữ vị trí.")
        raise InvalidInput(fields={key: told})


def _refuse(
    unit: Unit, account: Account, position: Position, since: date, until: date | None
) -> None:
    if account.kind != AccountKind.OFFICER or not account.is_active:
        told = _("Chỉ bố trí được cán bộ có tài khoản đang dùng.")
        raise InvalidInput(fields={"account": told})
    if until is not None and until < since:
        raise InvalidInput(fields={"until": _("Ngày cuối phải từ ngày bắt đầu trở đi.")})
    if not _is_there(UnitVersion, since, unit=unit):
        told = _("Đơn vị chưa có hoặc không còn vào ngày này.")
        raise InvalidInput(fields={"unit": told})
    if not _is_there(PositionVersion, since, position=position):
        told = _("Chức vụ chưa có hoặc không còn vào ngày này.")
        raise InvalidInput(fields={"position": told})


def _is_there(dated: Any, day: date, **whose: Any) -> bool:
    """Whether a unit or position has a version on the day."""
    (identity,) = whose.values()
    key = (dated, identity.pk, day)
    return remembered(key, lambda: bool(dated.objects.filter(**whose).on(day).exists()))
