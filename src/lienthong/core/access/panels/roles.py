# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Roles: named sets of permissions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.core.access.actions.roles import change_role, make_role
from lienthong.core.access.models import Grant, Role
from lienthong.core.access.permissions import KEEP_ROLES
from lienthong.core.access.queries.delegations import not_revoked_on
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Part,
    for_reason,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import RIGHTS
from lienthong.kernel.permissions import Audience
from lienthong.kernel.registry import permissions


def _rows(_actor: Actor, _day: date) -> Any:
    return Role.objects.all()


def _make(_subject: Any, values: Values, _seen: str, actor: Actor) -> Role:
    acting = for_reason(actor, values)
    return make_role(
        values["code"], title=values["title"], permissions=values["permissions"], actor=acting
    )


def _change(role: Role, values: Values, seen: str, actor: Actor) -> Role:
    return change_role(
        role,
        title=values["title"],
        permissions=values["permissions"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def _values(role: Role) -> Values:
    return {"code": role.code, "title": role.title, "permissions": tuple(role.permissions)}


def _grantable(_role: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    found = [p for p in permissions().values() if p.audience is Audience.OFFICER]
    return [(p.code, str(p.title)) for p in sorted(found, key=lambda p: p.code)]


def _said(role: Role, _actor: Actor) -> list[Any]:
    known = permissions()
    return [known[code] for code in sorted(role.permissions) if code in known]


def _holders(role: Role, _actor: Actor, day: date) -> list[Grant]:
    rows = Grant.objects.filter(not_revoked_on(day), role=role).on(day)
    return list(rows.select_related("account", "position", "unit").order_by("pk")[:100])


CONTENT = (
    Field("title", _("Tên vai trò"), most=120),
    Field("permissions", _("Các quyền"), FieldKind.SEVERAL, options=_grantable, most=20_000),
)
ROLES = Directory(
    code="roles",
    slug="vai-tro",
    title=_("Vai trò"),
    one=_("vai trò"),
    explanation=_("Mỗi vai trò là một bộ quyền. Giao vai trò cho người hoặc cho chức vụ."),
    first_step=_("Lập vai trò đầu tiên."),
    permission=KEEP_ROLES,
    rows=_rows,
    subjects=Role.objects.all,
    key="code",
    name="title",
    order=VietnameseOrder("title"),
    columns=(
        Column("title", _("Tên")),
        Column("code", _("Mã"), is_code=True),
        Column("count", _("Số quyền"), lambda role: len(role.permissions)),
    ),
    acts=(
        Act(
            "lap",
            _("Lập vai trò"),
            KEEP_ROLES,
            _make,
            (Field("code", _("Mã"), FieldKind.CODE, most=60), *CONTENT, WHY),
            icon="plus",
            makes=True,
            done=_("Đã lập vai trò."),
        ),
        Act(
            "sua",
            _("Sửa vai trò"),
            KEEP_ROLES,
            _change,
            (*CONTENT, WHY),
            explanation=_("Có hiệu lực ngay với mọi người đang giữ vai trò này."),
            initial=_values,
        ),
    ),
    parts=(
        Part(
            _("Làm được gì"),
            (
                Column("title", _("Quyền")),
                Column("explanation", _("Nghĩa là")),
            ),
            _said,
        ),
        Part(
            _("Ai đang giữ"),
            (
                Column("account", _("Người"), lambda row: row.account or ""),
                Column("position", _("Chức vụ"), lambda row: row.position or ""),
                Column("unit", _("Đơn vị"), lambda row: row.unit or ""),
                Column("scope", _("Phạm vi"), lambda row: row.get_scope_display()),
            ),
            empty=_("Chưa giao cho ai."),
            on=_holders,
        ),
    ),
    exchange=Exchange("lap", _values, changes="sua"),
    is_recalled=True,
    icon="shield-check",
    group=RIGHTS,
    place=10,
)
