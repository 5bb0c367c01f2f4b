# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``manage seal_picture UNIT FILE.png --width 36``: how an agency's seal looks from today on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lienthong.core.documents.actions.pictures import set_seal_picture
from lienthong.core.units.api import Unit
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput


class Command(BaseCommand):
    """Sets the picture of a seal; it is drawn red, in its real width."""

    help = "đặt hình con dấu của một cơ quan"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whose seal, which picture, how wide the real one is."""
        parser.add_argument("unit", help="the agency's code")
        parser.add_argument("file", type=Path)
        parser.add_argument("--width", type=int, default=36, help="millimetres")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Set it. Raises ``CommandError`` in words."""
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError("Không có cơ quan này.")
        try:
            made = set_seal_picture(
                unit,
                picture=options["file"].read_bytes(),
                width_mm=options["width"],
                actor=Actor.platform("đặt hình con dấu"),
            )
        except (InvalidInput, OSError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{unit.code}: {made.width_mm} mm")
