# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Joins the vendored font subsets into one file a face, for drawing PDF files.

Screens load Latin and Vietnamese letters apart; the PDF engine takes two files of one family and
face for the same font and mixes their glyphs up, so it gets whole fonts. They are not packed:
unpacking them took nineteen twentieths of drawing a small page.
"""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError

SUBSETS = ("latin", "vietnamese")
FACES = {
    ("ui/fonts/be-vietnam-pro", "be-vietnam-pro"): ("400-normal", "500-normal", "600-normal"),
    ("documents/fonts/tinos", "tinos"): ("400-normal", "400-italic", "700-normal", "700-italic"),
}
"""For each family, where its subsets stand and what the whole fonts are called: its faces."""
TARGET = Path(__file__).resolve().parents[2] / "static" / "documents" / "fonts"


class Command(BaseCommand):
    """``manage.py build_print_fonts``: run after the vendored font changes."""

    help = "Ghép phông chữ để in PDF."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write one file for each face."""
        TARGET.mkdir(parents=True, exist_ok=True)
        for (source, name), faces in FACES.items():
            for face in faces:
                whole = f"{name}-{face.removesuffix('-normal')}.ttf"
                join(source, face, TARGET / whole)
                self.stdout.write(whole)


def join(source: str, face: str, target: Path) -> None:
    """Write the whole font of one face; raise ``CommandError`` when a subset is missing."""
    from fontTools.merge import Merger  # build time only
    from fontTools.ttLib import TTFont

    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            name = f"{source}-{subset}-{face}.woff2"
            found = finders.find(name)
            if not found:
                raise CommandError(name)
            font = TTFont(found)
            font.flavor = None
            parts.append(f"{folder}/{subset}.ttf")
            font.save(parts[-1])
        whole = Merger().merge(parts)
        whole.save(target)
