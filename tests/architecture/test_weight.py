# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Libraries that few pages or only background work need are imported where they are used.

What stands at the top of a file is paid for by every process, the one that serves pages included.
"""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "lienthong"
SERVED = ("conf", "core", "kernel", "modules", "portals")
HEAVY = ("httpx", "pypdfium2", "python_calamine", "segno", "xlsxwriter")
_AT_THE_TOP = re.compile(rf"^(?:import|from) ({'|'.join(HEAVY)})\b", re.MULTILINE)
_ANYWHERE = re.compile(rf"^ +(?:import|from) ({'|'.join(HEAVY)})\b", re.MULTILINE)


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    files = [
        file
        for part in SERVED
        for file in (SOURCE / part).rglob("*.py")
        if not {"tests", "edge"} & set(file.parts)
    ]
    texts = {file: file.read_text("utf-8") for file in files}

    found = {
        str(file.relative_to(SOURCE)): names
        for file, text in texts.items()
        if (names := _AT_THE_TOP.findall(text))
    }

    assert found == {}
    assert {name for text in texts.values() for name in _ANYWHERE.findall(text)} == set(HEAVY)
