# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Strokes of a pen as a screen sends them."""

from __future__ import annotations

import re
from typing import Any

_STROKES = re.compile(r"[ML0-9 .-]{8,40000}")


def strokes_of(data: Any, name: str = "signature") -> str:
    """The SVG path of a pen signature; empty for anything else."""
    text = data.get(name, "")
    return text if _STROKES.fullmatch(text) else ""
