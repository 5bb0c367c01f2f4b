# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How far the cells of a sheet reach, known before a table of that size is made.

A sheet of two cells may name the last one of a million rows and sixteen thousand columns; who makes
room for all that lies between loses the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})\Z")
_BEGINNING = b"\xef\xbb\xbf \t\r\n"


class UnreadableSheetError(Exception):
    """The entry is no XML, or an address in it is none."""


class Extent:
    """Reads one entry of a workbook block by block and tells each cell that holds something.

    ``filled`` is called with row and column, from 1, and may raise to end the reading.
    """

    def __init__(self, filled: Callable[[int, int], None]) -> None:
        self._filled = filled
        self._row = self._column = 0
        self._parser: expat.XMLParserType | None = None
        self._begun = False

    def feed(self, block: bytes) -> None:
        """Read on. Raises ``UnreadableSheetError``; what is no XML at all is passed over."""
        if not self._begun:
            self._begun = True
            if block.lstrip(_BEGINNING)[:1] == b"<":
                self._parser = expat.ParserCreate()
                self._parser.StartElementHandler = self._start
        if self._parser is None:
            return
        try:
            self._parser.Parse(block, False)
        except (expat.ExpatError, ValueError) as broken:
            raise UnreadableSheetError(str(broken)) from broken

    def _start(self, name: str, said: Mapping[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row, self._column = int(said.get("r") or self._row + 1), 0
        elif kind == "c":
            self._go(said.get("r", ""))
        elif kind in ("v", "is"):
            self._filled(self._row, self._column)

    def _go(self, place: str) -> None:
        if not place:
            self._column += 1
            return
        found = _PLACE.match(place)
        if found is None:
            raise UnreadableSheetError(place[:20])
        self._row, self._column = int(found[2]), _number_of(found[1])


def _number_of(letters: str) -> int:
    """``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
