# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Delegations as administrators see them: who stands in for whom, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.actions.delegate import (
    NewDelegation,
    assign_delegation,
    end_delegation,
    move_delegation_end,
)
from lienthong.core.access.enums import GrantKind
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
    Exchange,
    Field,
    FieldKind,
    Filter,
    Part,
    for_reason,
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import RIGHTS


def _rows(_actor: Actor, day: date) -> Any:
    rows = Delegation.objects.filter(not_revoked_on(day)).on(day)
    return rows.select_related("from_account", "to_account", "unit")


def _assign(_subject: Any, values: Values, _seen: str, actor: Actor) -> Delegation:
    role = values["role"]
    asked = NewDelegation(
        values["to"].pk,
        values["first"],
        values["last"],
        values["reason"],
        values["instrument"],
        role.pk if role else None,
    )
    acting = for_reason(actor, values)
    return assign_delegation(values["unit"], giver=values["giver"], asked=asked, actor=acting)


def _move(delegation: Delegation, values: Values, seen: str, actor: Actor) -> Delegation:
    acting = for_reason(actor, values)
    return move_delegation_end(delegation, last_day=values["last"], seen=seen, actor=acting)


def _values(row: Delegation) -> Values:
    lent = row.grants.select_related("role").order_by("pk").first()
    is_one = row.kind == GrantKind.DELEGATION
    return {
        "giver": row.from_account,
        "to": row.to_account,
        "unit": row.unit,
        "role": lent.role if lent and is_one else None,
        "first": row.valid_from,
        "last": row.last_day,
        "reason": row.reason,
        "instrument": row.instrument_text,
    }


def _is_open(row: Delegation) -> bool:
    return not row.is_over(today())


def _end(delegation: Delegation, values: Values, seen: str, actor: Actor) -> Delegation:
    return end_delegation(delegation, seen=seen, actor=for_reason(actor, values))


LAST = Field("last", _("Đến hết ngày"), FieldKind.DATE)
ASKED = (
    Field("giver", _("Người giao"), FieldKind.PICK, of="people"),
    Field("to", _("Người làm thay"), FieldKind.PICK, of="people"),
    Field("unit", _("Ở đơn vị"), FieldKind.PICK, of="units"),
    Field(
        "role",
        _("Chỉ một vai trò"),
        FieldKind.PICK,
        hint=_("Bỏ trống là cả vị trí: trực thay. Một vai trò là ủy quyền, phải có văn bản."),
        required=False,
        of="roles",
    ),
    since(_("Từ ngày"), key="first"),
    LAST,
    Field("reason", _("Lý do giao"), most=500, hint=_("Người làm thay đọc được.")),
    Field(
        "instrument",
        _("Văn bản"),
        required=False,
        most=200,
        hint=_("Số và ngày của giấy ủy quyền, quyết định."),
    ),
    WHY,
)
DELEGATIONS = Directory(
    code="delegations",
    slug="uy-quyen",
    title=_("Ủy quyền, trực thay"),
    one=_("lần giao"),
    explanation=_(
        "Ai làm thay ai, từ ngày nào đến ngày nào. Người giao tự lập ở bàn làm việc; quản trị ghi"
        " thay được khi người đó đi vắng, đổi ngày cuối, thu hồi."
    ),
    first_step=_("Cán bộ tự giao ở mục “Giao việc thay”, hoặc bạn ghi thay ở đây."),
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
    filters=(
        Filter(
            "hinh-thuc",
            _("Hình thức"),
            lambda actor: [
                (kind.value, str(kind.label)) for kind in GrantKind if kind != GrantKind.DIRECT
            ],
            path="kind",
        ),
    ),
    acts=(
        Act(
            "giao",
            _("Ghi việc giao"),
            GRANT,
            _assign,
            ASKED,
            explanation=_("Người làm thay có đúng những quyền mà người giao tự giữ."),
            icon="plus",
            makes=True,
            done=_("Đã ghi. Người làm thay có quyền từ ngày bắt đầu."),
        ),
        Act(
            "doi-ngay",
            _("Đổi ngày cuối"),
            GRANT,
            _move,
            (LAST, WHY),
            icon="calendar",
            initial=_values,
            applies=_is_open,
            done=_("Đã đổi ngày cuối."),
        ),
        Act(
            "thu-hoi",
            _("Thu hồi"),
            GRANT,
            _end,
            (WHY,),
            icon="circle-x",
            is_grave=True,
            applies=_is_open,
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
    exchange=Exchange(
        "giao",
        _values,
        changes="doi-ngay",
        same=(
            ("giver", "from_account"),
            ("to", "to_account"),
            ("unit", "unit"),
            ("first", "valid_from"),
        ),
        travels=False,
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
