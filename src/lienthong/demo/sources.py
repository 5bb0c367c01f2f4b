# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The data files of the demo province."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from lienthong.kernel.reference import read_yaml

DATA = Path(__file__).parent / "data"


@cache
def read(name: str) -> dict[str, Any]:
    """The content of ``data/<name>.yaml``."""
    found: dict[str, Any] = read_yaml((DATA / f"{name}.yaml").read_text("utf-8"))
    return found
