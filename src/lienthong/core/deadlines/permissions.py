# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may change calendars and give them to units."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission, Scope

REVISE = Permission(
    "deadlines.calendar.revise",
    _("Sửa lịch làm việc"),
    _("Đưa bản lịch mới vào dùng và tính lại hạn của hồ sơ chưa xong theo bản ấy."),
    scopes=(Scope.ALL,),
)
ASSIGN = Permission(
    "deadlines.calendar.assign",
    _("Giao lịch làm việc cho đơn vị"),
    _("Chọn lịch làm việc mà một đơn vị dùng từ một ngày."),
)
ALL = (REVISE, ASSIGN)
