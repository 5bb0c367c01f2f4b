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
    _("Gửi lại tin gửi lỗi, xử lý lại tin nhận lỗi, đóng tin không đi được; có ghi lý do."),
    scopes=(Scope.ALL,),
)
KEEP_PARTNERS = Permission(
    "integration.partner.keep",
    _("Quản lý hệ thống liên thông"),
    _("Đổi địa chỉ, chứng thư tin cậy; ngắt và nối lại một hệ thống bên ngoài."),
    scopes=(Scope.ALL,),
)
RUN_JOBS = Permission(
    "integration.job.run",
    _("Xem và chạy việc nền"),
    _("Xem lịch, lần chạy và lỗi của các việc nền; chạy ngay một việc."),
    scopes=(Scope.ALL,),
)
ALL = (VIEW, REPLAY, KEEP_PARTNERS, RUN_JOBS)
