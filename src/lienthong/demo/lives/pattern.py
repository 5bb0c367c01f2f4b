# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Texts of marked rows turned into patterns: fixed words and the keys of what is filled in."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lienthong.demo.lives.stage import MARKED_ID
from lienthong.demo.lives.terms import Key

_RESIDUE = re.compile(
    r"xq\d+[ab]|(?<!\d)7\d{12}(?!\d)|(?<!\d)19\d{8}(?!\d)|(?<!\d)80\d{5}(?!\d)|0441\d\d9\d{5}|\b[0-9a-f]{64}\b",
    re.IGNORECASE,
)
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""Identifiers of acts: they are random, whatever their digits look like."""
_UUIDS = re.compile(f"(?=({_UUID}))")
_BEGINNING = 3
"""So many letters of known texts are looked for first: they have few, the texts are thousands."""
_LETTERS = frozenset(string.ascii_letters + string.digits)
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
    _places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    _begun: dict[str, list[str]] = field(default_factory=dict)

    def add(self, text: str, key: Key) -> None:
        """The text stands for a key."""
        if text:
            if text not in self.keys:
                self._places = {}
                self._begun.setdefault(text[:_BEGINNING], []).append(text)
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
        if text not in self._places:
            self._places[text] = list(_one_after_another(self._spans(text)))
        return self._places[text]

    def _spans(self, text: str) -> Iterator[tuple[int, int, int]]:
        """All places where something known stands: begin, what goes first (least), end."""
        yield from ((found.start(1), -len(text), found.end(1)) for found in _UUIDS.finditer(text))
        for beginning, words in self._begun.items():
            for word in words if beginning in text else ():
                yield from ((at, -len(word), at + len(word)) for at in _whole(word, text))
        yield from ((found.start(), 0, found.end()) for found in MARKED_ID.finditer(text))


def _one_after_another(spans: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Of places that overlap the one that begins first, then the one that goes first."""
    last = 0
    for begin, _rank, end in sorted(spans):
        if begin >= last:
            yield begin, end
            last = end


def _whole(word: str, text: str) -> Iterator[int]:
    """Where the word stands as a whole: no digit or letter goes on where it begins or ends with
    one.
    """
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        begins = at == 0 or not (word[0] in _LETTERS and text[at - 1] in _LETTERS)
        ends = end == len(text) or not (word[-1] in _LETTERS and text[end] in _LETTERS)
        if begins and ends:
            yield at
        at = text.find(word, at + 1)
