# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import zipfile

import pytest

from lienthong.kernel.archives import BROKEN

WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@pytest.mark.parametrize("way", WAYS)
def test_broken_archive_raises_nothing_else(way: int) -> None:
    """One byte is changed at each of a hundred places; reading ends or is refused by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", way) as archive:
        archive.writestr("a.json", bytes(range(256)) * 8)
    whole, refused = buffer.getvalue(), 0
    for place in range(0, len(whole), max(len(whole) // 100, 1)):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            with zipfile.ZipFile(io.BytesIO(broken)) as archive:
                for entry in archive.infolist():
                    archive.read(entry)
        except BROKEN:
            refused += 1
    assert refused > 30
