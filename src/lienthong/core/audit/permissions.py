# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Permissions over the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission, Scope

VIEW = Permission(
    "audit.record.view",
    _("Xem nhật ký"),
    _("Xem ai đã làm gì trong phạm vi mình quản lý."),
    read_only=True,
)
SEAL = Permission(
    "audit.seal.make",
    _("Niêm phong nhật ký"),
    _("Hệ thống tự niêm phong; không giao cho người."),
    scopes=(Scope.ALL,),
)
REMOVE_READS = Permission(
    "audit.access.remove",
    _("Bỏ lượt mở hết hạn giữ"),
    _(
        "Bỏ các lượt mở đã niêm phong, cũ hơn một ngày, bằng lệnh hoặc theo số ngày giữ đã đặt;"
        " không giao cho người."
    ),
    scopes=(Scope.ALL,),
)
ALL = (VIEW, SEAL, REMOVE_READS)
