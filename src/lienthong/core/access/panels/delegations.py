# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Delegations as administrators see them: who stands in for whom, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.actions.delegate import end_delegation
from lienthong.core.access.models import Delegation
from lienthong.core.access.permissions import GRANT
from lienthong.core.access.queries.delegations import not_revoked_on
from lienthong.core.accounts.api import Account
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Consequence,
    Directory,
    Part,
    for_reason,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import RIGHTS


def _rows(_actor: Actor, day: date) -> Any:
    rows = Delegation.objects.filter(not_revoked_on(day)).on(day)
    return rows.select_related("from_account", "to_account", "unit")


def _end(delegation: Delegation, values: Values, seen: str, actor: Actor) -> Delegation:
    return end_delegation(delegation, seen=seen, actor=for_reason(actor, values))


DELEGATIONS = Directory(
    code="delegations",
    slug="uy-quyen",
    title=_("Ủy quyền, trực thay"),
    one=_("lần giao"),
    explanation=_("Ai đang làm thay ai. Người giao tự lập ở bàn làm việc; quản trị thu hồi được."),
    first_step=_("Cán bộ tự giao việc thay ở mục “Giao việc thay” trên bàn làm việc."),
    permission=GRANT,
    rows=_rows,
    subjects=lambda: Delegation.objects.select_related("from_account", "to_account"),
    within=lambda rows, ids: rows.filter(unit_id__in=ids),
    key="from_account__username",
    name="from_account__display_name",
    order=VietnameseOrder(F("from_account__display_name")),
    search=(
        "from_account__display_name",
        "to_account__display_name",
        "post_text",
        "reason",
        "instrument_text",
    ),
    columns=(
        Column("from_account.display_name", _("Người giao")),
        Column("to_account.display_name", _("Người làm thay")),
        Column("kind", _("Hình thức"), lambda row: row.get_kind_display()),
        Column("post_text", _("Vị trí")),
        Column("valid_from", _("Từ ngày"), is_code=True),
        Column("last_day", _("Đến hết ngày"), is_code=True),
        Column("reason", _("Lý do")),
        Column("instrument_text", _("Văn bản")),
    ),
    acts=(
        Act(
            "thu-hoi",
            _("Thu hồi"),
            GRANT,
            _end,
            (WHY,),
            icon="circle-x",
            is_grave=True,
            applies=lambda row: not row.is_over(today()),
            done=_("Đã thu hồi. Quyền hết ngay."),
        ),
    ),
    parts=(
        Part(
            _("Vai trò được giao"),
            (
                Column("role.title", _("Vai trò")),
                Column("scope", _("Phạm vi"), lambda row: row.get_scope_display()),
                Column("revoked_at", _("Thu hồi lúc"), is_code=True),
            ),
            lambda row, actor: list(row.grants.select_related("role").order_by("pk")),
        ),
    ),
    is_dated=True,
    icon="user-share",
    group=RIGHTS,
    place=30,
)


def _left(account: Account, _actor: Actor) -> list[str]:
    both = Q(from_account=account) | Q(to_account=account)
    rows = Delegation.objects.filter(both, revoked_at=None, valid_to__gt=today())
    told = gettext("%(giver)s đã giao cho %(taker)s đến hết %(day)s; việc này hết ngay.")
    return [
        told
        % {"giver": row.from_account, "taker": row.to_account, "day": f"{row.last_day:%d/%m/%Y}"}
        for row in rows.select_related("from_account", "to_account").order_by("valid_to", "pk")[:20]
    ]


OPEN_DELEGATIONS = Consequence("people", "khoa", _left)
