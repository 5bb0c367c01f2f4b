# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Words on pictures: the port, and Tesseract with Vietnamese when the machine has it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from typing import Protocol

LANGUAGE = "vie"
PATIENCE = 60.0  # seconds a page
MOST_PAGES = 20


class Recogniser(Protocol):
    """Reads the words on the pictures of a file's pages."""

    def read(self, pages: Iterable[bytes]) -> str:
        """Return the words of the pages in order; a page that cannot be read gives none."""


class Tesseract:
    """The Debian package ``tesseract-ocr`` with ``tesseract-ocr-vie``."""

    def __init__(self, program: str) -> None:
        self.program = program

    def read(self, pages: Iterable[bytes]) -> str:
        """Return the words of at most twenty pages."""
        found = []
        for number, page in enumerate(pages):
            if number >= MOST_PAGES:
                break
            found.append(self._page(page))
        return "\n".join(found)

    def _page(self, picture: bytes) -> str:
        """One thread: more of them mostly wait for each other, and take a processor each for it."""
        words = [self.program, "stdin", "stdout", "-l", LANGUAGE]
        alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(  # noqa: S603  # our own words
                words, input=picture, capture_output=True, timeout=PATIENCE, check=False, env=alone
            )
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout.decode(errors="replace") if done.returncode == 0 else ""


@cache
def recogniser() -> Recogniser | None:
    """Return who reads pictures here; None when nobody does and pictures stay without words."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    done = subprocess.run(  # noqa: S603  # our own words
        [program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False
    )
    return Tesseract(program) if LANGUAGE in done.stdout.split() else None
