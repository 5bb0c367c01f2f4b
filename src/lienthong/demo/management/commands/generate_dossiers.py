# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Make invented dossiers by the thousand in the demo province."""

from __future__ import annotations

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lienthong.demo.guard import demo_password
from lienthong.demo.lives.generate import AlreadyGenerated, Order, generate


class Command(BaseCommand):
    """``generate_dossiers --dossiers N --seed S [--through-actions M] [--json]``."""

    help = "sinh hồ sơ mẫu hàng loạt trong tỉnh mẫu"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How many, from which seed, how many of them by the real acts."""
        parser.add_argument("--dossiers", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--through-actions", type=int, default=0)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what it took."""
        demo_password()  # refuses outside the demo
        wanted, by_acts = options["dossiers"], options["through_actions"]
        if not 1 <= wanted <= 5_000_000 or not 0 <= by_acts <= wanted:
            raise CommandError("Số hồ sơ từ 1 đến 5.000.000; số đi bằng thao tác không quá số đó.")
        try:
            made = generate(Order(wanted, options["seed"], by_acts), self._say)
        except AlreadyGenerated as already:
            words = "Cơ sở dữ liệu này đã có hồ sơ sinh ra. Muốn sinh lại thì nạp lại tỉnh mẫu."
            raise CommandError(words) from already
        self.stdout.write(json.dumps(made, ensure_ascii=False) if options["json"] else _told(made))

    def _say(self, text: str) -> None:
        self.stderr.write(text)


def _told(made: dict[str, Any]) -> str:
    spent = made["cpu_seconds"] + made["database_cpu_seconds"]
    each = spent / made["dossiers"] * 1000
    return (
        f"Đã sinh {made['dossiers']} hồ sơ ({made['by_acts']} bằng thao tác thật),"
        f" {made['rows']} dòng, {made['shapes']} dạng; {made['seconds']} giây,"
        f" {each:.2f} giây CPU cho 1.000 hồ sơ, kể cả cơ sở dữ liệu."
    )
