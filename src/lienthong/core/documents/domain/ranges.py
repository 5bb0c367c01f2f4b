# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Parts of a file that a reader asks for, so that large drawings open page by page (RFC 9110)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO

_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class UnsatisfiableRangeError(ValueError):
    """The asked part lies outside the file."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes ``first`` to ``last``, both included, of a file of ``size`` bytes."""

    first: int
    last: int
    size: int

    @property
    def length(self) -> int:
        """How many bytes that is."""
        return self.last - self.first + 1

    @property
    def header(self) -> str:
        """The value of ``Content-Range``."""
        return f"bytes {self.first}-{self.last}/{self.size}"


def asked_part(text: str, size: int) -> Part | None:
    """The part that a ``Range`` header asks for; None for the whole file.

    Several ranges, other units and nonsense mean the whole file. Raises UnsatisfiableRangeError.
    """
    found = _ONE_RANGE.fullmatch(text.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
        wanted = int(found[2]) > 0
    else:
        first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
        wanted = first < size
    if not wanted or size == 0:
        raise UnsatisfiableRangeError
    return Part(first, last, size) if first <= last else None


class Section:
    """A part of an open file, read like a file; nothing but the part is ever read."""

    def __init__(self, stream: BinaryIO, part: Part) -> None:
        self._stream, self._left = stream, part.length
        stream.seek(part.first)

    def read(self, size: int = -1) -> bytes:
        """The next piece, at most ``size`` bytes; empty at the end of the part."""
        wanted = self._left if size < 0 else min(size, self._left)
        piece = self._stream.read(wanted)
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
