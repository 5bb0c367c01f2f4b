# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fill templates: the lines that COPY takes, table by table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from lienthong.core.audit.api import text_hash
from lienthong.core.search.api import code_suffixes, exact_words, words
from lienthong.demo.lives.bound import Bound, Key
from lienthong.demo.lives.capture import Table
from lienthong.demo.lives.template import Search, Template


@dataclass
class Sheets:
    """Lines waiting to be copied, by table."""

    lines: dict[Table, list[str]] = field(default_factory=dict)
    rows: int = 0

    def stamp(self, template: Template, bound: Bound, *, is_last: bool) -> None:
        """Add all rows of a life; the person's row of the index only with their last one."""
        values = _Values(bound.value)
        for table, patterns in template.lines.items():
            sheet = self.lines.setdefault(table, [])
            sheet += [pattern % tuple(map(values.__getitem__, keys)) for pattern, keys in patterns]
        table, records = template.records
        sheet = self.lines.setdefault(table, [])
        for record in records:
            text = record.text % tuple(map(values.__getitem__, record.text_keys))
            line = record.line % tuple(map(values.__getitem__, record.keys))
            sheet.append(line.replace("\0", "\\\\x" + text_hash(text).hex()))
        table, searches = template.searches
        sheet = self.lines.setdefault(table, [])
        people = template.people if is_last else ()
        sheet += [_search(search, values) for search in (*searches, *people)]
        self.rows += template.rows

    def take(self) -> list[tuple[Table, str]]:
        """Everything so far, one text for each table; begins anew."""
        found = [(table, "\n".join(lines) + "\n") for table, lines in self.lines.items() if lines]
        self.lines = {}
        return found


class _Values(dict[Key, str]):
    """Values of a life by key, each found once."""

    def __init__(self, find: Callable[[Key], str]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, key: Key) -> str:
        value = self[key] = self.find(key)
        return value


def _search(search: Search, values: _Values) -> str:
    said = search.text % tuple(map(values.__getitem__, search.text_keys))
    lexemes = {lexeme for word in said.split(" ") for lexeme in _lexemes(word)}
    for key in search.codes:
        lexemes.update(code_suffixes(values[key]))
    lexemes.update(pattern % tuple(map(values.__getitem__, keys)) for pattern, keys in search.rest)
    line = search.line % tuple(map(values.__getitem__, search.keys))
    return line.replace("\0", "'" + "' '".join(sorted(lexemes)) + "'")


@lru_cache(maxsize=20_000)
def _lexemes(text: str) -> tuple[str, ...]:
    """Folded and exact words of a text without blanks."""
    return (*words(text), *exact_words(text))
