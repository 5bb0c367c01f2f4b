# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Demo data stay in the demo."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import CommandError


def demo_password() -> str:
    """The password of all demo officers, from the demo settings.

    Raises ``CommandError`` outside the demo: production settings have neither switch nor password.
    """
    password = getattr(settings, "DEMO_OFFICER_PASSWORD", "")
    if not settings.LIENTHONG_DEMO or not password:
        raise CommandError("Dữ liệu mẫu chỉ nạp được khi chạy thử (LIENTHONG_DEMO).")
    return str(password)
