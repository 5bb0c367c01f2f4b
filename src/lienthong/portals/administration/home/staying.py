# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a package of configuration leaves behind, and why."""

from __future__ import annotations

from django.utils.translation import gettext as _


def staying() -> list[tuple[str, str]]:
    """What does not travel, each with the reason."""
    own = _("là người và việc của riêng nơi này; chuyển bằng Excel ở từng danh mục")
    return [
        (_("Người, vị trí công tác, phân quyền, ủy quyền"), own),
        (_("Sổ văn bản và số đã cấp"), _("số phải liền nhau trong một nơi, không chép được")),
        (
            _("Đơn vị dùng lịch nào"),
            _("giao ở trang của từng lịch; lịch và ngày trong lịch thì mang theo"),
        ),
        (_("Địa bàn hành chính"), _("kèm theo phần mềm, giống nhau ở mọi nơi")),
        (_("Thủ tục, biểu mẫu, quy trình"), _("có gói riêng, tải và nhập ở trang của từng mục")),
        (_("Danh sách tin cậy, ứng dụng kết nối"), _("có khóa và mật khẩu, phải lập tại chỗ")),
        (_("Việc nền"), _("kèm theo phần mềm")),
        (_("Tên và giá trị của ngày khác hôm nay"), _("gói chỉ ghi những gì đang có hiệu lực")),
    ]
