# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Permissions over roles and grants."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission, Scope

GRANT = Permission(
    "access.grant.manage",
    _("Phân quyền"),
    _("Giao và thu hồi vai trò của cán bộ trong phạm vi mình quản lý."),
)
DELEGATE = Permission(
    "access.delegation.make",
    _("Ủy quyền, ủy nhiệm"),
    _("Giao vai trò của mình cho người khác trong một khoảng ngày."),
)
KEEP_ROLES = Permission(
    "access.role.keep",
    _("Quản lý vai trò"),
    _("Lập vai trò và chọn các quyền của vai trò; có hiệu lực với mọi người giữ vai trò."),
    scopes=(Scope.ALL,),
)
ALL = (GRANT, DELEGATE, KEEP_ROLES)
