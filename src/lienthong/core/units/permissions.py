# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may change units, positions and who serves where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission, Scope

KEEP = Permission(
    "units.unit.keep",
    _("Quản lý đơn vị"),
    _("Lập, đổi tên, chuyển, sáp nhập và giải thể đơn vị trong phạm vi mình quản lý."),
    scopes=(Scope.SUBTREE, Scope.ALL),
)
APPOINT = Permission(
    "units.post.appoint",
    _("Bố trí vị trí"),
    _("Bố trí, chuyển và thôi bố trí cán bộ vào vị trí trong phạm vi mình quản lý."),
    scopes=(Scope.UNIT, Scope.SUBTREE, Scope.ALL),
)
KEEP_POSITIONS = Permission(
    "units.position.keep",
    _("Quản lý chức vụ"),
    _("Lập, đổi tên chức vụ dùng chung trong toàn tỉnh."),
    scopes=(Scope.ALL,),
)
BEGIN_DAY = Permission(
    "units.day.begin",
    _("Sang ngày mới"),
    _("Hệ thống tự dựng lại cây đơn vị khi thay đổi đã hẹn tới ngày; không giao cho người."),
    scopes=(Scope.ALL,),
)
ALL = (KEEP, APPOINT, KEEP_POSITIONS, BEGIN_DAY)
