# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who sends, who reads, who sees the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import PUBLIC, Audience, Permission, Scope

SEND = Permission(
    "notifications.message.send",
    _("Gửi thông báo"),
    _("Hệ thống tự gửi khi có việc xảy ra; không giao cho người."),
    scopes=(Scope.ALL,),
)
READ = Permission(
    "notifications.message.read",
    _("Đọc thông báo của mình"),
    _("Mọi người đã đăng nhập, với thông báo gửi cho chính mình."),
    audience=Audience.SIGNED_IN,
    scopes=(Scope.OWN,),
)
SETTLE = Permission(
    "notifications.contact.settle",
    _("Chọn cách nhận thông báo"),
    _("Công dân ghi thư điện tử, điện thoại của mình và chọn cách nhận."),
    audience=Audience.CITIZEN,
    scopes=(Scope.OWN,),
)
CODE = Permission(
    "notifications.code.use",
    _("Dùng mã một lần"),
    _("Xin và nhập mã một lần, có giới hạn số lần; không cần đăng nhập."),
    audience=PUBLIC.audience,
    scopes=(),
)
CHOOSE = Permission(
    "notifications.choice.settle",
    _("Chọn cách nhận từng loại thông báo"),
    _("Mọi người đã đăng nhập, với thông báo gửi cho chính mình."),
    audience=Audience.SIGNED_IN,
    scopes=(Scope.OWN,),
)
RESEND = Permission(
    "notifications.message.resend",
    _("Gửi lại thông báo"),
    _("Gửi lại một thông báo về việc mà mình xem được, khi người nhận chưa nhận được."),
    audience=Audience.STAFF,
    scopes=(Scope.OWN,),
)
LOG = Permission(
    "notifications.log.view",
    _("Xem sổ gửi thông báo"),
    _("Xem đã gửi gì, cho ai, bằng cách nào, có tới không, với việc của đơn vị."),
    audience=Audience.STAFF,
    scopes=(Scope.OWN,),
    read_only=True,
)
TEMPLATES = Permission(
    "notifications.template.view",
    _("Xem mẫu thông báo"),
    _("Xem trước lời của mọi mẫu thông báo đang dùng."),
    scopes=(Scope.ALL,),
    read_only=True,
)
KEEP_WORDINGS = Permission(
    "notifications.wording.keep",
    _("Sửa mẫu thông báo"),
    _("Viết lại lời của mẫu thông báo từ một ngày, sau khi xem trước với dữ liệu mẫu."),
    scopes=(Scope.ALL,),
)
ALL = (SEND, READ, SETTLE, CODE, CHOOSE, RESEND, LOG, TEMPLATES, KEEP_WORDINGS)
