# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Do one heavy piece of work in the demo province and say what it cost."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from lienthong.demo.guard import demo_password
from lienthong.demo.volume import PARTS, weigh


class Command(BaseCommand):
    """``weigh_work PART``: one piece in a process of its own, so that its memory is its own."""

    help = "làm một việc nặng trong tỉnh mẫu và cho biết tốn bao nhiêu"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which piece."""
        parser.add_argument("part", choices=list(PARTS))

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, tell as JSON."""
        demo_password()  # refuses outside the demo
        self.stdout.write(json.dumps(asdict(weigh(options["part"]))))
