# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may make and publish process definitions and move running instances to another version."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission, Scope

PUBLISH = Permission(
    "process.version.publish",
    _("Ban hành quy trình"),
    _("Đưa một phiên bản bảng bước vào dùng từ một ngày; phiên bản cũ hết hiệu lực từ ngày đó."),
    scopes=(Scope.ALL,),
)
MOVE = Permission(
    "process.instance.move",
    _("Chuyển phiên bản quy trình"),
    _("Chuyển việc đang làm sang phiên bản khác của cùng quy trình, sau khi đã thử trước."),
    scopes=(Scope.ALL,),
)
EDIT = Permission(
    "process.design.edit",
    _("Soạn quy trình"),
    _("Lập và sửa bản soạn quy trình, chạy thử. Chưa dùng cho việc nào cho đến khi ban hành."),
    scopes=(Scope.ALL,),
)
ALL = (EDIT, PUBLISH, MOVE)
