# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates made ready to be filled a thousand times: whole sheets at once, values by place.

What is fixed in a shape is encoded once; a life puts its own values between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import AnyStr, Generic

from lienthong.core.audit.api import encoded_hash
from lienthong.core.search.api import code_suffixes, exact_words, words
from lienthong.demo.lives.bound import Bound
from lienthong.demo.lives.capture import Table
from lienthong.demo.lives.digest import Digest, digest_of, keys_of
from lienthong.demo.lives.pattern import Pattern
from lienthong.demo.lives.readers import COMPUTED, Read, readers_of
from lienthong.demo.lives.template import Search, Template
from lienthong.demo.lives.terms import Key

_MARK = re.compile(r"(%%|%s|\0)")
_APART = b"\x01"
"""Between the texts of the audit rows, and between values; no text holds it."""


@dataclass(frozen=True, slots=True)
class Text(Generic[AnyStr]):
    """A text in pieces: in every second place stands what is taken of all values of a life."""

    pieces: list[AnyStr]
    take: Callable[[Sequence[AnyStr]], Sequence[AnyStr]]

    def filled(self, values: Sequence[AnyStr]) -> AnyStr:
        """The text of a life."""
        pieces = self.pieces.copy()
        pieces[1::2] = self.take(values)
        return pieces[0][:0].join(pieces)


Lines = tuple[Table, bytes, bytes]
"""A table, the month (``2026-11``) where it is in parts by months, the lines for it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a table. ``acts`` tells of rows of one moment, where months have tables of their
    own, the place of that moment and which piece of the text comes after them.
    """

    table: Table
    text: Text[bytes]
    acts: tuple[tuple[int, int], ...] = ()

    def lines(self, values: Sequence[bytes]) -> Iterator[Lines]:
        """The lines of a life, apart for each of its months that follows another."""
        months = [values[place][:7] for place, _end in self.acts]
        if len(set(months)) < 2:
            yield self.table, months[0] if months else b"", self.text.filled(values)
            return
        pieces, begin = self.text.pieces.copy(), 0
        pieces[1::2] = self.text.take(values)
        for number, (_place, end) in enumerate(self.acts, 1):
            if months[number : number + 1] != months[number - 1 : number]:
                text = b"".join(pieces[begin:end]).removesuffix(b"\n")
                yield self.table, months[number - 1], text
                begin = end


@dataclass(frozen=True, slots=True)
class Words:
    """What a row of the index is found by: the words that differ from life to life, the places of
    its codes, and all else, quoted already.
    """

    said: Text[str]
    codes: tuple[int, ...]
    rest: Text[str]

    def vector(self, values: Sequence[str]) -> bytes:
        """As ``tsvector`` is read: in any order, the same more than once."""
        found = [self.rest.filled(values)]
        for word in self.said.filled(values).split(" "):
            found += _lexemes(word)
        for place in self.codes:
            found += code_suffixes(values[place])
        return ("' '".join(found) + "'").encode()


@dataclass(frozen=True, slots=True)
class Press:
    """A template, ready. First among the values of a life are hashes, then vectors.

    ``people`` are the rows of the index that only a person's last life writes, with their words;
    ``plain`` the rows of all ``tables`` that are not in parts, filled at once.
    """

    readers: tuple[Read, ...]
    digests: tuple[tuple[int, Digest], ...]
    hashed: Text[bytes]
    indexed: tuple[Words, ...]
    of_people: tuple[Words, ...]
    tables: tuple[Table, ...]
    plain: Text[bytes]
    sheets: tuple[Sheet, ...]
    people: Sheet | None
    computed: int

    def fill(self, bound: Bound, *, is_last: bool) -> Iterator[Lines]:
        """The lines of a life by table and month."""
        said = [""] * self.computed
        for read in self.readers:
            said += read(bound)
        for place, digest in self.digests:
            said[place] = digest.of(said)
        values = "\x01".join(said).encode().split(_APART)
        texts = self.hashed.filled(values).split(_APART)
        for place, text in enumerate(texts):
            values[place] = b"\\\\x" + encoded_hash(text).hex().encode()
        for place, one in enumerate(self.indexed, len(texts)):
            values[place] = one.vector(said)
        for table, text in zip(self.tables, self.plain.filled(values).split(_APART), strict=True):
            yield table, b"", text
        for sheet in self.sheets:
            yield from sheet.lines(values)
        if is_last and self.people is not None:
            for place, one in enumerate(self.of_people, len(texts) + len(self.indexed)):
                values[place] = one.vector(said)
            yield self.people.table, b"", self.people.text.filled(values)


class _Places(dict[Key, int]):
    """The place of each key among the values; keys that are read together stand together."""

    def __init__(self, template: Template, first: int) -> None:
        self.first = first
        keys = sorted(set(_keys_of(template)), key=lambda key: (key[0] == "id", str(key)))
        super().__init__({key: place for place, key in enumerate(keys, first)})

    def text(self, pattern: Pattern) -> Text[str]:
        """A pattern, ready."""
        pieces, places = self._parted([pattern], "", 0)
        return Text(pieces, _taker(places))

    def sheet(
        self, patterns: Iterable[Pattern], apart: str = "\n", computed: int = 0
    ) -> Text[bytes]:
        """Patterns as one, encoded; every NUL stands for the next computed value."""
        pieces, places = self._parted(patterns, apart, computed)
        return Text([piece.encode() for piece in pieces], _taker(places))

    def acts(self, table: Table, patterns: Iterable[Pattern]) -> tuple[tuple[int, int], ...]:
        """What tells the rows of a table in parts from each other; nothing for other tables, or
        where rows do not begin with a value or are not of a moment of the life.
        """
        found, passed = list[tuple[int, int]](), 0
        for text, keys in patterns if table.parted_by else ():
            key = _key_in(table.columns.index(table.parted_by), text, keys)
            if not (text.startswith("%s") and key[:1] == ("moment",) and key[2] == "stored"):
                return ()
            passed += len(keys) + text.count("\0")
            if found and found[-1][0] == self[key]:
                found.pop()
            found.append((self[key], 2 * passed + 1))
        return tuple(found)

    def _parted(
        self, patterns: Iterable[Pattern], apart: str, computed: int
    ) -> tuple[list[str], list[int]]:
        pieces, places = [""], list[int]()
        for number, (text, keys) in enumerate(patterns):
            left = iter(keys)
            pieces[-1] += apart if number else ""
            for part in _MARK.split(text):
                if part in {"%s", "\0"}:
                    places.append(computed if part == "\0" else self[next(left)])
                    computed += part == "\0"
                    pieces += ["", ""]
                else:
                    pieces[-1] += "%" if part == "%%" else part
        return pieces, places

    def words(self, search: Search) -> Words:
        """The words of a row of the index."""
        said = search.text.split(" ")
        fixed = {one for word in said if "%s" not in word for one in _lexemes(word % ())}
        rest = [*((word.replace("%", "%%"), ()) for word in sorted(fixed)), *search.rest]
        keys = tuple(key for _text, some in rest for key in some)
        return Words(
            said=self.text((" ".join(word for word in said if "%s" in word), search.text_keys)),
            codes=tuple(self[key] for key in search.codes),
            rest=self.text(("'" + "' '".join(text for text, _some in rest), keys)),
        )


def _joined(patterns: Iterable[Pattern]) -> Pattern:
    """Rows as one text."""
    rows = list(patterns)
    return "\n".join(text for text, _keys in rows), tuple(
        key for _text, some in rows for key in some
    )


def _key_in(column: int, text: str, keys: Sequence[Key]) -> Key:
    """The key of a row's field; empty where it is no value alone."""
    fields = text.split("\t")
    before = "\t".join(fields[:column]).replace("%%", "").count("%s")
    return keys[before] if fields[column] == "%s" else ()


def _keys_of(template: Template) -> Iterator[Key]:
    for patterns in template.lines.values():
        for _text, keys in patterns:
            yield from keys
    for paper in template.papers:
        yield from keys_of(paper)
    for record in template.records[1]:
        yield from (*record.keys, *record.text_keys)
    for search in (*template.searches[1], *template.people):
        yield from (*search.keys, *search.text_keys, *search.codes)
        for _text, keys in search.rest:
            yield from keys


def _taker(places: Sequence[int]) -> Callable[[Sequence[AnyStr]], Sequence[AnyStr]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: [values[place] for place in places]


@cache
def press_of(template: Template) -> Press:
    """The template, ready; made once."""
    records, searches, people = template.records[1], template.searches[1], template.people
    first = len(records) + len(searches)
    places = _Places(template, first + len(people))
    index = template.searches[0]
    lines = {**template.lines, template.records[0]: [(one.line, one.keys) for one in records]}
    sheets = [
        Sheet(table, places.sheet(patterns), places.acts(table, patterns))
        for table, patterns in lines.items()
        if table.parted_by
    ]
    whole = {table: _joined(some) for table, some in lines.items() if not table.parted_by}
    whole[index] = _joined((one.line, one.keys) for one in searches)
    hashed = len(records) if template.records[0].parted_by else 0
    of_people = places.sheet(((one.line, one.keys) for one in people), computed=first)
    return Press(
        hashed=places.sheet(((one.text, one.text_keys) for one in records), _APART.decode()),
        indexed=tuple(map(places.words, searches)),
        of_people=tuple(map(places.words, people)),
        tables=tuple(whole),
        plain=places.sheet(whole.values(), _APART.decode(), hashed),
        sheets=tuple(sheets),
        people=Sheet(index, of_people) if people else None,
        computed=places.first,
        readers=tuple(readers_of(places)),
        digests=tuple(
            (place, digest_of(template.papers[key[1]], places.__getitem__))
            for key, place in places.items()
            if key[0] == COMPUTED
        ),
    )


@lru_cache(maxsize=20_000)
def _lexemes(text: str) -> tuple[str, ...]:
    """Folded and exact words of a text without blanks."""
    found = words(text)
    exact = (f"={word}" for word in found) if text.isascii() else exact_words(text)
    return (*found, *exact)
