# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Roles: named sets of permissions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.actions.roles import change_role, end_role, keep_role, make_role
from lienthong.core.access.models import Grant, Role
from lienthong.core.access.panels.ending_roles import foreseen
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
    today,
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
        values["code"],
        title=values["title"],
        permissions=values["permissions"],
        valid_to=values["ends"],
        actor=acting,
    )


def _change(role: Role, values: Values, seen: str, actor: Actor) -> Role:
    return change_role(
        role,
        title=values["title"],
        permissions=values["permissions"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def _end(role: Role, values: Values, seen: str, actor: Actor) -> Role:
    return end_role(role, since=values["ends"], seen=seen, actor=for_reason(actor, values))


def _keep(role: Role, values: Values, seen: str, actor: Actor) -> Role:
    return keep_role(role, seen=seen, actor=for_reason(actor, values))


def _align(role: Role, values: Values, seen: str, actor: Actor) -> Role:
    """What a file says of a role that is there: its content and its end."""
    acting, ends = for_reason(actor, values), values["ends"]
    if (values["title"], set(values["permissions"])) != (role.title, set(role.permissions)):
        role = _change(role, values, seen, actor)
    if ends == role.valid_to:
        return role
    return end_role(role, since=ends, actor=acting) if ends else keep_role(role, actor=acting)


def _is_used(role: Role) -> bool:
    return not role.has_ended(today())


def _is_ending(role: Role) -> bool:
    return role.valid_to is not None and _is_used(role)


def _state(role: Role) -> str:
    """In words, empty while no end is set."""
    if role.valid_to is None:
        return ""
    return gettext("đã kết thúc") if role.has_ended(today()) else gettext("sắp kết thúc")


def _values(role: Role) -> Values:
    return {
        "code": role.code,
        "title": role.title,
        "permissions": tuple(role.permissions),
        "ends": role.valid_to,
    }


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
ENDS = Field(
    "ends",
    _("Kết thúc từ ngày"),
    FieldKind.DATE,
    hint=_("Từ ngày này không ai giữ vai trò nữa. Bỏ trống nếu dùng tiếp."),
    required=False,
)
ROLES = Directory(
    code="roles",
    slug="vai-tro",
    title=ngettext_lazy("Vai trò", "Vai trò", 2),
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
        Column("valid_to", _("Kết thúc từ ngày"), is_code=True),
        Column("state", _("Tình trạng"), _state, "soon"),
    ),
    acts=(
        Act(
            "lap",
            _("Lập vai trò"),
            KEEP_ROLES,
            _make,
            (Field("code", _("Mã"), FieldKind.CODE, most=60), *CONTENT, ENDS, WHY),
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
            applies=_is_used,
        ),
        Act(
            "theo-tep",
            _("Sửa theo tệp"),
            KEEP_ROLES,
            _align,
            (*CONTENT, ENDS, WHY),
            initial=_values,
            applies=lambda role: False,
        ),
        Act(
            "ket-thuc",
            _("Kết thúc vai trò"),
            KEEP_ROLES,
            _end,
            (
                Field(
                    "ends",
                    _("Kết thúc từ ngày"),
                    FieldKind.DATE,
                    hint=_("Ngày đầu tiên không ai giữ vai trò nữa."),
                ),
                WHY,
            ),
            explanation=_("Trước khi kết thúc, bạn xem ai đang giữ và mất quyền gì."),
            icon="circle-x",
            is_grave=True,
            applies=_is_used,
            initial=_values,
            preview=foreseen,
            done=_("Đã ghi ngày kết thúc."),
        ),
        Act(
            "dung-tiep",
            _("Bỏ ngày kết thúc"),
            KEEP_ROLES,
            _keep,
            (WHY,),
            explanation=_("Vai trò dùng tiếp như chưa từng định kết thúc."),
            icon="arrow-back-up",
            applies=_is_ending,
            done=_("Đã bỏ ngày kết thúc. Vai trò dùng tiếp."),
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
    exchange=Exchange("lap", _values, changes="theo-tep"),
    is_recalled=True,
    icon="shield-check",
    group=RIGHTS,
    place=10,
)
