# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Parts of bytes read as a file."""

from __future__ import annotations

import io
from collections.abc import Iterator


class PartStream(io.RawIOBase):
    """A read-only file over parts of any size."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._held = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill what is given as far as the part at hand reaches; 0 at the end."""
        while not self._held:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._held = part
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size

    def drain(self) -> None:
        """Read what is left, so that whoever checks the parts sees all of them."""
        self._held = b""
        for _part in self._parts:
            pass
