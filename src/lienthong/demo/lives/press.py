# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates made ready to be filled a thousand times: whole sheets at once, values by place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from lienthong.core.audit.api import text_hash
from lienthong.core.search.api import code_suffixes, exact_words, words
from lienthong.demo.lives.bound import READERS, Bound, Reader
from lienthong.demo.lives.capture import Table
from lienthong.demo.lives.pattern import Pattern
from lienthong.demo.lives.template import Search, Template
from lienthong.demo.lives.terms import Key

Values = Sequence[str]
_MARK = re.compile(r"%%|%s|\0")
_APART = "\x01"
"""Between the texts of the audit rows; no text holds it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with ``%s`` where values go, and what takes those values from all of a life."""

    text: str
    take: Callable[[Values], object]

    def filled(self, values: Values) -> str:
        """The text of a life."""
        return self.text % self.take(values)


@dataclass(frozen=True, slots=True)
class Words:
    """What a row of the index is found by: its words, the places of its codes, other tokens."""

    said: Text
    codes: tuple[int, ...]
    rest: tuple[Text, ...]
    fixed: frozenset[str]

    def vector(self, values: Values) -> str:
        """As ``tsvector`` is written."""
        found = set(self.fixed)
        for word in self.said.filled(values).split(" "):
            found.update(_lexemes(word))
        for place in self.codes:
            found.update(code_suffixes(values[place]))
        found.update(one.filled(values) for one in self.rest)
        return "'" + "' '".join(sorted(found)) + "'"


@dataclass(frozen=True, slots=True)
class Press:
    """A template, ready. First among the values of a life are hashes, then vectors.

    ``people`` are the rows of the index that only a person's last life writes, with their words.
    """

    readers: tuple[tuple[Reader, Key], ...]
    hashed: Text
    indexed: tuple[Words, ...]
    of_people: tuple[Words, ...]
    sheets: tuple[tuple[Table, Text], ...]
    people: tuple[Table, Text] | None
    computed: int

    def fill(self, bound: Bound, *, is_last: bool) -> Iterator[tuple[Table, str]]:
        """The lines of a life by table."""
        values = [""] * self.computed
        values += [read(bound, *rest) for read, rest in self.readers]
        texts = self.hashed.filled(values).split(_APART)
        for place, text in enumerate(texts):
            values[place] = "\\\\x" + text_hash(text).hex()
        for place, one in enumerate(self.indexed, len(texts)):
            values[place] = one.vector(values)
        for table, sheet in self.sheets:
            yield table, sheet.filled(values)
        if is_last and self.people is not None:
            for place, one in enumerate(self.of_people, len(texts) + len(self.indexed)):
                values[place] = one.vector(values)
            yield self.people[0], self.people[1].filled(values)


class _Places(dict[Key, int]):
    """The place of each key among the values, given when it is asked for first."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.first = first

    def __missing__(self, key: Key) -> int:
        place = self[key] = self.first + len(self)
        return place

    def text(self, patterns: Iterable[Pattern], apart: str = "\n", computed: int = 0) -> Text:
        """Patterns as one; every NUL stands for the next computed value."""
        texts, places = [], list[int]()
        for text, keys in patterns:
            left, numbers = iter(keys), iter(range(computed, computed + text.count("\0")))
            computed += text.count("\0")
            for mark in _MARK.findall(text):
                if mark != "%%":
                    places.append(next(numbers) if mark == "\0" else self[next(left)])
            texts.append(text.replace("\0", "%s"))
        return Text(apart.join(texts), itemgetter(*places) if places else _nothing)

    def words(self, search: Search) -> Words:
        """The words of a row of the index."""
        return Words(
            said=self.text([(search.text, search.text_keys)]),
            codes=tuple(self[key] for key in search.codes),
            rest=tuple(self.text([one]) for one in search.rest if one[1]),
            fixed=frozenset(text % () for text, keys in search.rest if not keys),
        )


def _nothing(_values: Values) -> tuple[()]:
    return ()


@cache
def press_of(template: Template) -> Press:
    """The template, ready; made once."""
    records, searches, people = template.records[1], template.searches[1], template.people
    first = len(records) + len(searches)
    places = _Places(first + len(people))
    index = template.searches[0]
    sheets = [(table, places.text(patterns)) for table, patterns in template.lines.items()]
    sheets += [
        (template.records[0], places.text((one.line, one.keys) for one in records)),
        (index, places.text(((one.line, one.keys) for one in searches), computed=len(records))),
    ]
    of_people = places.text(((one.line, one.keys) for one in people), computed=first)
    return Press(
        hashed=places.text(((one.text, one.text_keys) for one in records), _APART),
        indexed=tuple(map(places.words, searches)),
        of_people=tuple(map(places.words, people)),
        sheets=tuple(sheets),
        people=(index, of_people) if people else None,
        computed=places.first,
        readers=tuple((READERS[key[0]], key[1:]) for key in places),
    )


@lru_cache(maxsize=20_000)
def _lexemes(text: str) -> tuple[str, ...]:
    """Folded and exact words of a text without blanks."""
    return (*words(text), *exact_words(text))
