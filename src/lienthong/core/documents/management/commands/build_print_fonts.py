# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Joins the vendored font subsets into one file a weight, for drawing PDF files.

Screens load Latin and Vietnamese letters apart; the PDF engine takes two files of one family and
weight for the same font and mixes their glyphs up, so it gets whole fonts. They are not packed:
unpacking them took nineteen twentieths of drawing a small page.
"""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError

SUBSETS = ("latin", "vietnamese")
WEIGHTS = {
    ("ui/fonts/be-vietnam-pro", "be-vietnam-pro"): (400, 500, 600),
    ("documents/fonts/tinos", "tinos"): (400,),
}
"""For each family, where its subsets stand and what the whole fonts are called: the weights."""
TARGET = Path(__file__).resolve().parents[2] / "static" / "documents" / "fonts"


class Command(BaseCommand):
    """``manage.py build_print_fonts``: run after the vendored font changes."""

    help = "Ghép phông chữ để in PDF."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write one file for each weight."""
        TARGET.mkdir(parents=True, exist_ok=True)
        for (source, name), weights in WEIGHTS.items():
            for weight in weights:
                join(source, name, weight)
                self.stdout.write(f"{name}-{weight}.ttf")


def join(source: str, target: str, weight: int) -> None:
    """Write the whole font of one weight; raise ``CommandError`` when a subset is missing."""
    from fontTools.merge import Merger  # build time only
    from fontTools.ttLib import TTFont

    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            name = f"{source}-{subset}-{weight}-normal.woff2"
            found = finders.find(name)
            if not found:
                raise CommandError(name)
            font = TTFont(found)
            font.flavor = None
            parts.append(f"{folder}/{subset}.ttf")
            font.save(parts[-1])
        whole = Merger().merge(parts)
        whole.save(TARGET / f"{target}-{weight}.ttf")
