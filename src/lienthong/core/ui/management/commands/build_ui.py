# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rebuild what is derived in the ui app: CSS bundles, figures, motif and icon sprite."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from lienthong.core.ui.domain import assets


class Command(BaseCommand):
    """Write the derived static files of the ui app; the icons only with ``--icons``."""

    help = "Rebuild CSS bundles, figures font, motif and (with --icons) the icon sprite."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Accept the folder of the unpacked icon package (``icons/outline`` inside it)."""
        parser.add_argument("--icons", type=Path, help="folder of single outline icon files")

    def handle(self, *, icons: Path | None, **options: object) -> None:
        """Build into the app's own static folder."""
        for name in assets.build(icons=icons):
            self.stdout.write(name)
