# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What apps print with print templates: each tells its own, core apps know no module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PrintUse:
    """What an app prints with templates, told in its ``tables.py`` under ``PRINT_USES``.

    ``uses`` answers names of what uses a template by its code; ``sample`` the content of a paper
    drafted with it, with made-up values, None for a template of somebody else.
    """

    uses: Callable[[], Mapping[str, list[str]]]
    sample: Callable[[str], Mapping[str, Any] | None]
