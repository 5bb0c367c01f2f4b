# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may fill in forms, and who may publish them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Audience, Permission, Scope

FILL = Permission(
    "forms.draft.fill",
    _("Điền biểu mẫu"),
    _("Lập, lưu, xóa và lấy lại bản khai của chính mình."),
    audience=Audience.SIGNED_IN,
    scopes=(Scope.OWN,),
)
PUBLISH = Permission(
    "forms.version.publish",
    _("Ban hành biểu mẫu"),
    _("Đưa một phiên bản biểu mẫu điện tử vào dùng từ một ngày."),
    scopes=(Scope.ALL,),
)
EDIT = Permission(
    "forms.design.edit",
    _("Soạn biểu mẫu"),
    _("Lập và sửa bản soạn biểu mẫu, điền thử. Chưa tới tay người dân cho đến khi ban hành."),
    scopes=(Scope.ALL,),
)
EXPIRE = Permission(
    "forms.draft.expire",
    _("Dọn bản khai quá hạn"),
    _("Xóa hẳn bản khai bỏ quá lâu. Hệ thống tự làm hằng ngày."),
    scopes=(Scope.ALL,),
)
ALL = (FILL, EDIT, PUBLISH, EXPIRE)
