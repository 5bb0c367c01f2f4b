# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tell the demo province where its simulated partners are; running again changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from lienthong.demo.load_apps import place_apps


class Command(BaseCommand):
    """``place_demo``."""

    help = "ghi lại địa chỉ của các ứng dụng mẫu khi bản chạy thử đổi cổng"

    def handle(self, *args: Any, **options: Any) -> None:
        """In one transaction."""
        with transaction.atomic():
            place_apps()
