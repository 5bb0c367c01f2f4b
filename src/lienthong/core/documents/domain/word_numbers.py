# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What Word writes before a paragraph that it counts: "Điều 3.", "b)", "-"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK = f"{W}val"
LEVELS = 9
DEEPEST = 8
"""Styles that follow each other before the search is given up."""
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
if TYPE_CHECKING:  # etree is loaded by those who read a document
    Element: TypeAlias = etree._Element
"""lxml has no public name of the class."""


def valued(inside: Element, *path: str) -> str:
    """The value at the end of a path of elements, empty where there is none."""
    found = inside.find("/".join(f"{W}{name}" for name in path))
    return "" if found is None else found.get(MARK, "")


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text, left = "X" * (number // 10), number % 10
    for value, letters in _ROMAN:
        text, left = text + letters * (left // value), left % value
    return text


FORMATS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "decimalZero": lambda number: f"{number:02}",
    "none": lambda _number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    shape: str
    text: str
    start: int


def _uncounted() -> list[int | None]:
    return [None for _depth in range(LEVELS)]


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=_uncounted)

    def next(self, depth: int) -> str:
        """Count one at a level and return what is written there."""
        level = self.levels.get(depth)
        if level is None:
            return ""
        known = self.counts[depth]
        self.counts[depth] = level.start if known is None else known + 1
        self.counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        if level.shape == "bullet":
            return "-"
        return _PLACE.sub(lambda found: self._shown(int(found[1]) - 1), level.text).strip()

    def _shown(self, depth: int) -> str:
        level, count = self.levels.get(depth), self.counts[depth]
        if level is None:
            return ""
        return FORMATS.get(level.shape, str)(level.start if count is None else count)


class Numbers:
    """The lists of a Word file; asked paragraph by paragraph in the order of the text."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, Element] = {}
        if styles is not None:
            rows = styles.iterchildren(f"{W}style")
            self._styles = {row.get(f"{W}styleId", ""): row for row in rows}
        if numbering is not None:
            self._read(numbering)

    def label(self, paragraph: Element) -> str:
        """Return what Word writes before the paragraph, empty for one it does not count."""
        number, depth = self._place(paragraph, DEEPEST)
        found = self._lists.get(number)
        return found.next(depth) if found is not None and depth < LEVELS else ""

    def _place(self, of: Element, left: int) -> tuple[str, int]:
        """The list and the level of a paragraph or style, also by the style it follows."""
        number, depth = (valued(of, "pPr", "numPr", name) for name in ("numId", "ilvl"))
        if number:
            return number, int(depth) if depth.isdecimal() else 0
        style = valued(of, "pPr", "pStyle") or valued(of, "basedOn")
        if style not in self._styles or not left:
            return "", 0
        return self._place(self._styles[style], left - 1)

    def _read(self, numbering: Element) -> None:
        kinds = {
            row.get(f"{W}abstractNumId", ""): _List(_levels(row))
            for row in numbering.iterchildren(f"{W}abstractNum")
        }
        for row in numbering.iterchildren(f"{W}num"):
            found = kinds.get(valued(row, "abstractNumId"))
            if found is None:
                continue
            anew = row.find(f"{W}lvlOverride/{W}startOverride") is not None
            self._lists[row.get(f"{W}numId", "")] = _List(found.levels) if anew else found


def _levels(kind: Element) -> dict[int, _Level]:
    found = {}
    for row in kind.iterchildren(f"{W}lvl"):
        depth, start = row.get(f"{W}ilvl", ""), valued(row, "start")
        if depth.isdecimal() and int(depth) < LEVELS:
            begins = int(start) if start.isdecimal() else 1
            found[int(depth)] = _Level(valued(row, "numFmt"), valued(row, "lvlText"), begins)
    return found
