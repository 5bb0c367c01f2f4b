# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who keeps the register of law, the places, the code lists and the figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission, Scope

KEEP = Permission(
    "references.instrument.keep",
    _("Quản lý căn cứ pháp lý"),
    _("Thêm, sửa văn bản làm căn cứ; ghi nhận đã đối chiếu với bản chính thức."),
    scopes=(Scope.ALL,),
)
KEEP_LISTS = Permission(
    "references.list.keep",
    _("Quản lý danh mục dùng chung"),
    _("Địa bàn, danh mục mã và tham số: thêm, sửa từ một ngày."),
    scopes=(Scope.ALL,),
)
EXCHANGE = Permission(
    "references.configuration.exchange",
    _("Xuất, nhập cấu hình"),
    _("Đưa cấu hình từ nơi cài đặt này sang nơi khác; xem khác biệt trước khi nhập."),
    scopes=(Scope.ALL,),
)
ALL = (KEEP, KEEP_LISTS, EXCHANGE)
