# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether somebody can still administer the platform: keep roles, and give them everywhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.core.access.models import Grant, Role
from lienthong.core.access.permissions import GRANT, KEEP_ROLES
from lienthong.core.access.queries.holders import in_place_of
from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.units.api import Membership
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.permissions import Permission

KEEPING = (KEEP_ROLES, GRANT)
"""With both everywhere every other right can be given again; without one of them none can."""


@dataclass(frozen=True, slots=True)
class _Gone:
    """What is thought away: grants, an account, a post."""

    grants: Q | None = None
    account_id: int | None = None
    post_id: int | None = None


def require_can_end(role: Role, since: date) -> None:
    """Raise ``InvalidInput`` (``ends``) for a day on which the role cannot end."""
    if since < timezone.localdate():
        told = _("Vai trò chỉ kết thúc được từ hôm nay trở đi.")
        raise InvalidInput(fields={"ends": told})
    if missing := _left_without(_Gone(Q(role=role)), since, _kept_by(role)):
        told = _(
            "Từ ngày %(day)s sẽ không còn ai giữ quyền “%(right)s” trên toàn hệ thống. Hãy giao"
            " quyền ấy qua một vai trò khác rồi mới kết thúc vai trò này."
        )
        raise InvalidInput(fields={"ends": told % missing})


def require_can_lose(role: Role, kept: Collection[str]) -> None:
    """Raise ``InvalidInput`` (``permissions``) when the role must not keep only these rights."""
    lost = [permission for permission in _kept_by(role) if permission.code not in kept]
    if missing := _left_without(_Gone(Q(role=role)), timezone.localdate(), lost):
        told = _(
            "Bỏ quyền “%(right)s” ở vai trò này thì từ ngày %(day)s không còn ai giữ quyền ấy trên"
            " toàn hệ thống. Hãy giao quyền ấy qua một vai trò khác trước."
        )
        raise InvalidInput(fields={"permissions": told % missing})


def require_can_revoke(grant: Grant) -> None:
    """Raise ``IllegalState`` when nobody would administer the platform without the grant."""
    gone = _Gone(Q(pk=grant.pk))
    if missing := _left_without(gone, timezone.localdate(), _kept_by(grant.role)):
        told = _(
            "Thu hồi vai trò này thì từ ngày %(day)s không còn ai giữ quyền “%(right)s” trên toàn"
            " hệ thống. Hãy giao quyền ấy cho người khác trước."
        )
        raise IllegalState(told % missing)


def require_can_lock(account_id: int) -> None:
    """Raise ``IllegalState`` when nobody would administer the platform without the account."""
    if missing := _left_without(_Gone(account_id=account_id), timezone.localdate()):
        told = _(
            "Khóa tài khoản này thì từ ngày %(day)s không còn ai giữ quyền “%(right)s” trên toàn"
            " hệ thống. Hãy giao quyền ấy cho người khác trước."
        )
        raise IllegalState(told % missing)


def require_can_leave(post_id: int, on: date) -> None:
    """Raise ``IllegalState`` when nobody would administer the platform once the post has ended."""
    if missing := _left_without(_Gone(post_id=post_id), max(on, timezone.localdate())):
        told = _(
            "Thôi vị trí này thì từ ngày %(day)s không còn ai giữ quyền “%(right)s” trên toàn hệ"
            " thống. Hãy giao quyền ấy cho người khác trước."
        )
        raise IllegalState(told % missing)


def why_refused(require: Callable[[], None]) -> list[str]:
    """What one of these checks would say, for whoever is only looking."""
    try:
        require()
    except IllegalState as refused:
        return [str(refused)]
    return []


def _kept_by(role: Role) -> list[Permission]:
    return [permission for permission in KEEPING if permission.code in role.permissions]


def _left_without(
    gone: _Gone, since: date, rights: Sequence[Permission] = KEEPING
) -> dict[str, str] | None:
    """The first day, and the right, that nobody would hold everywhere without what is gone.

    Asked for the day itself and each later one on which a grant, a role or a post with the right
    ends; None when somebody always does, or nobody would anyway.
    """
    for permission in rights:
        for day in _turns(permission, since):
            if _holders(permission, day) and not _holders(permission, day, gone):
                return {"day": f"{day:%d/%m/%Y}", "right": str(permission.title)}
    return None


def _turns(permission: Permission, since: date) -> list[date]:
    grants = _grants(permission)
    posts = Membership.objects.filter(position__in=grants.values("position_id"))
    ends = [
        *grants.values_list("valid_to", flat=True),
        *grants.values_list("role__valid_to", flat=True),
        *posts.filter(valid_to__gt=since).values_list("valid_to", flat=True),
    ]
    return sorted({since, *(day for day in ends if day and day > since)})


def _grants(permission: Permission) -> Any:
    return Grant.objects.filter(
        role__permissions__contains=[permission.code],
        kind=GrantKind.DIRECT,
        revoked_at=None,
        scope=GrantScope.ALL,
    )


def _holders(permission: Permission, day: date, gone: _Gone | None = None) -> bool:
    """Whether an officer who can sign in holds the right everywhere on the day, in their own."""
    gone = gone or _Gone()
    grants = _grants(permission).on(day)
    if gone.grants is not None:
        grants = grants.exclude(gone.grants)
    people = Account.objects.filter(kind=AccountKind.OFFICER, is_active=True)
    people = people.exclude(pk=gone.account_id or 0)
    if people.filter(pk__in=grants.values("account_id")).exists():
        return True
    posts = Membership.objects.filter(account__in=people).on(day).exclude(pk=gone.post_id or 0)
    return any(
        posts.filter(in_place_of(row), position_id=row.position_id).exists()
        for row in grants.filter(position__isnull=False)
    )
