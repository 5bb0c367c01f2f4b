# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the page of an officer shows besides: how the account is used, posts, roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.core.access.models import Grant
from lienthong.core.accounts.api import Account, has_second_factor, open_sessions
from lienthong.core.units.api import Membership
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Column, Part


def facts_of(account: Account, _actor: Actor) -> Sequence[tuple[object, object]]:
    """How the account is secured and used."""
    return (
        (_("Lớp xác thực thứ hai"), bool(has_second_factor(account.pk))),
        (_("Phiên đang mở"), len(open_sessions(account.pk)) or None),
        (_("Dùng lần cuối"), account.last_seen),
    )


def _title(row: Membership) -> str:
    newest = row.position.versions.order_by("-valid_from").first()
    return newest.title if newest else row.position.code


def _unit(row: Any) -> str:
    newest = row.unit.versions.order_by("-valid_from").first() if row.unit else None
    return newest.short_name if newest else ""


def _posts(account: Account, _actor: Actor) -> list[Membership]:
    rows = Membership.objects.filter(account=account).select_related("unit", "position")
    return list(rows.order_by("-valid_from", "pk")[:100])


def _grants(account: Account, _actor: Actor) -> list[Grant]:
    rows = Grant.objects.filter(account=account).select_related("role", "unit", "from_account")
    return list(rows.order_by("-valid_from", "pk")[:100])


PERIOD = (
    Column("valid_from", _("Từ ngày"), is_code=True),
    Column("valid_to", _("Đến trước ngày"), is_code=True),
)
PARTS = (
    Part(
        _("Vị trí"),
        (
            *PERIOD,
            Column("unit", _("Đơn vị"), _unit),
            Column("position", _("Chức vụ"), _title),
            Column("is_main", _("Chính"), lambda row: _("chính") if row.is_main else "", "ok"),
        ),
        _posts,
        empty=_("Chưa bố trí vị trí nào."),
    ),
    Part(
        _("Quyền giao trực tiếp và được ủy quyền"),
        (
            *PERIOD,
            Column("role.title", _("Vai trò")),
            Column("unit", _("Đơn vị"), _unit),
            Column("scope", _("Phạm vi"), lambda row: row.get_scope_display()),
            Column("from_account", _("Thay cho")),
            Column("revoked_at", _("Thu hồi lúc"), is_code=True),
        ),
        _grants,
        empty=_("Chưa giao vai trò riêng. Quyền theo chức vụ xem ở “Được làm gì”."),
    ),
)
