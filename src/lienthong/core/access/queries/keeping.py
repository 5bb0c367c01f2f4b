# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether somebody can still administer the platform: keep roles, and give them everywhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.core.access.models import Grant, Role
from lienthong.core.access.permissions import GRANT, KEEP_ROLES
from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.units.api import Membership
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.permissions import Permission

KEEPING = (KEEP_ROLES, GRANT)
"""With both everywhere every other right can be given again; without one of them none can."""


def require_can_end(role: Role, since: date) -> None:
    """Raise ``InvalidInput`` (``ends``) for a day on which the role cannot end."""
    if since < timezone.localdate():
        told = _("Vai trò chỉ kết thúc được từ hôm nay trở đi.")
        raise InvalidInput(fields={"ends": told})
    if missing := _left_without(role, since):
        told = _(
            "Từ ngày %(day)s sẽ không còn ai giữ quyền “%(right)s” trên toàn hệ thống. Hãy giao"
            " quyền ấy qua một vai trò khác rồi mới kết thúc vai trò này."
        )
        day, right = missing
        raise InvalidInput(fields={"ends": told % {"day": f"{day:%d/%m/%Y}", "right": right}})


def require_can_lose(role: Role, kept: Collection[str]) -> None:
    """Raise ``InvalidInput`` (``permissions``) when the role must not keep only these rights."""
    lost = [permission for permission in KEEPING if permission.code not in kept]
    if missing := _left_without(role, timezone.localdate(), lost):
        told = _(
            "Bỏ quyền “%(right)s” ở vai trò này thì từ ngày %(day)s không còn ai giữ quyền ấy trên"
            " toàn hệ thống. Hãy giao quyền ấy qua một vai trò khác trước."
        )
        day, right = missing
        said = told % {"day": f"{day:%d/%m/%Y}", "right": right}
        raise InvalidInput(fields={"permissions": said})


def _left_without(
    role: Role, since: date, rights: Sequence[Permission] = KEEPING
) -> tuple[date, str] | None:
    """The first day, and the right, that nobody would hold everywhere without the role.

    Asked for the day itself and each later one on which another grant or role with the right ends;
    None when somebody always does, or nobody would anyway.
    """
    for permission in rights:
        if permission.code not in role.permissions:
            continue
        for day in _turns(permission, since):
            if _holders(permission, day) and not _holders(permission, day, without=role):
                return day, str(permission.title)
    return None


def _turns(permission: Permission, since: date) -> list[date]:
    grants = _grants(permission)
    ends = [
        *grants.values_list("valid_to", flat=True),
        *grants.values_list("role__valid_to", flat=True),
    ]
    return sorted({since, *(day for day in ends if day and day > since)})


def _grants(permission: Permission) -> Any:
    return Grant.objects.filter(
        role__permissions__contains=[permission.code],
        kind=GrantKind.DIRECT,
        revoked_at=None,
        scope=GrantScope.ALL,
    )


def _holders(permission: Permission, day: date, without: Role | None = None) -> bool:
    """Whether an officer who can sign in holds the right everywhere on the day, in their own."""
    grants = _grants(permission).on(day)
    if without is not None:
        grants = grants.exclude(role=without)
    people = Account.objects.filter(kind=AccountKind.OFFICER, is_active=True)
    if people.filter(pk__in=grants.values("account_id")).exists():
        return True
    posts = Membership.objects.filter(account__in=people).on(day)
    return any(
        posts.filter(_place(row), position_id=row.position_id).exists()
        for row in grants.filter(position__isnull=False)
    )


def _place(row: Grant) -> Q:
    """A grant to a position counts in its unit, in the units of its agency, or everywhere."""
    if row.unit_id is None:
        return Q()
    return Q(unit_id=row.unit_id) | Q(unit__versions__agency_id=row.unit_id)
