# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Say with which accounts the demo can be tried: one for every role."""

from __future__ import annotations

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand

from lienthong.demo.accounts import demo_accounts


class Command(BaseCommand):
    """``demo_accounts [--json]``."""

    help = "liệt kê tài khoản dùng thử, mỗi vai trò một tài khoản"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Only ``--json``."""
        parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the accounts."""
        found = demo_accounts()
        if options["json"]:
            self.stdout.write(json.dumps({"accounts": found}, ensure_ascii=False))
            return
        for account in found:
            self.stdout.write("  ".join(account.values()))
