# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who opens books."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission

KEEP = Permission(
    "numbering.book.keep",
    _("Quản lý sổ văn bản"),
    _("Mở sổ cho đơn vị, chọn cách mở sổ, nối tiếp số của sổ cũ trước khi lấy số đầu tiên."),
)
ALL = (KEEP,)
