# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Screens of core apps in the administration portal; modules name theirs in their module.py."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import MANAGE_APPS
from lienthong.core.documents.api import CONFIGURE as CONFIGURE_TRUST
from lienthong.core.forms.api import EDIT as EDIT_FORMS
from lienthong.core.integration.api import VIEW as VIEW_MESSAGES
from lienthong.core.process.api import EDIT as EDIT_PROCESSES
from lienthong.core.references.api import EXCHANGE
from lienthong.kernel.module import (
    ADMINISTRATION,
    LAW,
    LINKS,
    ORGANISATION,
    RIGHTS,
    SYSTEM,
    WORK,
    MenuItem,
)

GROUP_TITLES = {
    ORGANISATION: _("Tổ chức và con người"),
    RIGHTS: _("Quyền"),
    WORK: _("Cách làm việc"),
    LAW: _("Căn cứ và danh mục"),
    LINKS: _("Kết nối"),
    SYSTEM: _("Vận hành"),
}
"""What the groups of the menu are called; an entry names its group, in core apps and modules."""

CORE_ENTRIES = (
    MenuItem(
        _("Biểu mẫu"),
        "administration:forms",
        EDIT_FORMS,
        icon="clipboard-list",
        portal=ADMINISTRATION,
        order=200,
        explanation=_("Câu hỏi, điều kiện và phép tính của tờ khai điện tử."),
    ),
    MenuItem(
        _("Quy trình"),
        "administration:processes",
        EDIT_PROCESSES,
        icon="git-branch",
        portal=ADMINISTRATION,
        order=210,
        explanation=_("Bảng bước và sơ đồ, chạy thử, ban hành, chuyển việc đang chạy."),
    ),
    MenuItem(
        _("Liên thông với đối tác"),
        "administration:integration",
        VIEW_MESSAGES,
        icon="arrows-exchange",
        portal=ADMINISTRATION,
        order=300,
        group=LINKS,
        explanation=_("Đối tác nào đang thông, tin nào đang chờ, gửi lại tin lỗi."),
    ),
    MenuItem(
        _("Danh sách tin cậy"),
        "administration:trust",
        CONFIGURE_TRUST,
        icon="certificate",
        portal=ADMINISTRATION,
        order=310,
        group=LINKS,
        explanation=_("Chứng thư gốc và danh sách thu hồi mà chữ ký số được xét theo."),
    ),
    MenuItem(
        _("Tệp không còn ai dùng"),
        "administration:strays",
        CONFIGURE_TRUST,
        icon="trash",
        portal=ADMINISTRATION,
        order=330,
        group=SYSTEM,
        explanation=_("Tệp trong kho không gắn với gì nữa và lúc hệ thống sẽ xóa."),
    ),
    MenuItem(
        _("Ứng dụng kết nối"),
        "administration:apps",
        MANAGE_APPS,
        icon="external-link",
        portal=ADMINISTRATION,
        order=400,
        group=LINKS,
        explanation=_("Hệ thống nào đăng nhập bằng tài khoản ở đây, gọi API mở, được những gì."),
    ),
    MenuItem(
        _("Xuất, nhập cấu hình"),
        "administration:configuration",
        EXCHANGE,
        icon="arrows-exchange",
        portal=ADMINISTRATION,
        order=200,
        group=SYSTEM,
        explanation=_("Mang cấu hình sang nơi cài đặt khác, xem khác biệt trước khi nhập."),
    ),
)
