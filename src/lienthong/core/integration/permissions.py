# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Permissions over messages to and from partner systems."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission, Scope

VIEW = Permission(
    "integration.message.view",
    _("Xem liên thông với đối tác"),
    _("Xem đối tác nào đang thông, tin nào đang chờ, gửi lỗi; không xem nội dung riêng tư."),
    scopes=(Scope.ALL,),
    read_only=True,
)
REPLAY = Permission(
    "integration.message.replay",
    _("Gửi lại tin liên thông"),
    _("Gửi lại tin gửi lỗi và xử lý lại tin nhận lỗi, có ghi lý do."),
    scopes=(Scope.ALL,),
)
ALL = (VIEW, REPLAY)
