# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages as people write them: ``1-3, 5``."""

from __future__ import annotations

import re

_PART = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")


class PagesError(ValueError):
    """Not a list of pages, or a page that the paper does not have."""


def read_pages(text: str, total: int) -> tuple[int, ...]:
    """Return the pages (from 1) in the order written, each once; empty text means all.

    Raises ``PagesError``.
    """
    if not text.strip():
        return tuple(range(1, total + 1))
    found: list[int] = []
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise PagesError(part.strip())
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= total:
            raise PagesError(part.strip())
        found.extend(range(first, last + 1))
    return tuple(dict.fromkeys(found))


def page_words(pages: tuple[int, ...]) -> str:
    """Return the pages as people write them, runs joined: ``1-3, 5``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][1] + 1 == page:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
