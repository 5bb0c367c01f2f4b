# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Texts of marked rows turned into patterns: fixed words and the keys of what is filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lienthong.demo.lives.stage import MARKED_ID
from lienthong.demo.lives.terms import Key

_RESIDUE = re.compile(
    r"xq\d+[ab]|(?<!\d)7\d{12}(?!\d)|(?<!\d)19\d{8}(?!\d)|(?<!\d)80\d{5}(?!\d)|0441\d\d9\d{5}|\b[0-9a-f]{64}\b",
    re.IGNORECASE,
)
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""Identifiers of acts: they are random, whatever their digits look like."""
Pattern = tuple[str, tuple[Key, ...]]
"""A text with ``%s`` where values go, and their keys."""


class Unexplained(ValueError):
    """A marked row holds a value of which nobody knows where it comes from."""


@dataclass
class Lexicon:
    """What each text on the stage stands for; the first key given for a text counts.

    ``fixed`` are texts that stay as they are although they look like marks.
    """

    keys: dict[str, list[Key]] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)
    id_key: Callable[[int], Key | None] = lambda _number: None
    _regex: re.Pattern[str] | None = None
    _places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, text: str, key: Key) -> None:
        """The text stands for a key."""
        if text:
            if text not in self.keys:
                self._regex = None
            self.keys.setdefault(text, []).append(key)

    def pattern(self, text: str, *, when: Key | None = None, term: int | None = None) -> Pattern:
        """The text as a pattern for ``%`` with its keys.

        ``when`` is the moment of the row and ``term`` the number of its deadline: they decide
        between keys of one text. Raises ``Unexplained``.
        """
        found: list[Key] = []
        parts: list[str] = []
        last = 0
        for begin, end in self._matches(text):
            key = self._key(text[begin:end], when, term)
            if key is None:
                continue
            parts.append(self._plain(text[last:begin], text))
            found.append(key)
            last = end
        parts.append(self._plain(text[last:], text))
        return "%s".join(parts), tuple(found)

    def _key(self, text: str, when: Key | None, term: int | None) -> Key | None:
        keys = self.keys.get(text)
        if not keys:
            return self.id_key(int(text)) if MARKED_ID.fullmatch(text) else None
        dues = [key for key in keys if isinstance(key[1], tuple) and key[1][0] == "due"]
        own = [key for key in dues if key[1][1] == term]
        now = [key for key in keys if when is not None and when in (key[-1], key[1])]
        return [*own, *now, *keys][0]

    def _plain(self, text: str, whole: str) -> str:
        for left in _RESIDUE.finditer(re.sub(_UUID, "", text)):
            if left.group() not in self.fixed:
                raise Unexplained(f"{left.group()!r} in {whole[:2000]!r}")
        return text.replace("%", "%%")

    def _matches(self, text: str) -> list[tuple[int, int]]:
        """Where something known stands; the same texts come again and again."""
        regex = self._compiled()
        if text not in self._places:
            self._places[text] = [match.span() for match in regex.finditer(text)]
        return self._places[text]

    def _compiled(self) -> re.Pattern[str]:
        if self._regex is None:
            words = sorted(self.keys, key=len, reverse=True)
            self._regex = re.compile("|".join([_UUID, *map(_guarded, words), MARKED_ID.pattern]))
            self._places = {}
        return self._regex


def _guarded(text: str) -> str:
    """The text as a whole: no digit or letter goes on where it begins or ends with one."""
    before = r"(?<![0-9A-Za-z])" if text[0].isalnum() and text[0].isascii() else ""
    after = r"(?![0-9A-Za-z])" if text[-1].isalnum() and text[-1].isascii() else ""
    return before + re.escape(text) + after
