# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Audit rows and rows of the search index: what of them is computed anew for every copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lienthong.core.audit.api import AuditRecord, content_text
from lienthong.core.search.api import code_suffixes, exact_words, words
from lienthong.demo.lives.capture import Table
from lienthong.demo.lives.columns import line_of, own_rows, when_of
from lienthong.demo.lives.origins import Origins
from lienthong.demo.lives.pattern import Pattern
from lienthong.demo.lives.stage import NARROW
from lienthong.demo.lives.template import Record, Search
from lienthong.demo.lives.terms import Key

PERSON_FAMILY = "2"


def records_of(on: Origins, table: Table) -> Iterator[Record]:
    """The audit rows. Raises ``Unexplained``."""
    at, pk = table.columns.index("hash"), table.columns.index("id")
    stored = {row.id: row for row in AuditRecord.objects.filter(id__gte=NARROW).order_by("id")}
    for row in own_rows(on)[table]:
        record = stored[int(row[pk])]
        text, text_keys = on.lexicon.pattern(content_text(record.__dict__), when=when_of(on, row))
        line, keys = line_of(on, table, [*row[:at], "\0", *row[at + 1 :]])
        yield Record(line, keys, text, text_keys)


def searches_of(on: Origins, table: Table, *, of_people: bool) -> Iterator[Search]:
    """The rows of the index, either of people or of the rest. Raises ``Unexplained``."""
    names = table.columns
    for row in map(list, own_rows(on)[table]):
        values = dict(zip(names, row, strict=True))
        if (values["family"] == PERSON_FAMILY) is not of_people:
            continue
        line, keys = line_of(
            on, table, ["\0" if name == "ts" else text for name, text in values.items()]
        )
        said = f"{values['title']} {values['line']}"
        text, text_keys = on.lexicon.pattern(said)
        lexemes = set(re.findall(r"'([^']*)'", values["ts"]))
        lexemes -= {*words(said), *exact_words(said)}
        codes = tuple(_codes(on, lexemes))
        for key in codes:
            lexemes -= set(code_suffixes(_text_of(on, key)))
        rest = tuple(_token(on, token) for token in sorted(lexemes))
        yield Search(line, keys, text, text_keys, codes, rest)


def _token(on: Origins, token: str) -> Pattern:
    found = re.fullmatch(r"(zz[a-z])(\d+)", token)
    if found is None:
        return on.lexicon.pattern(token)
    text, keys = on.lexicon.pattern(found[2])
    return found[1] + text, keys


def _codes(on: Origins, lexemes: set[str]) -> Iterator[Key]:
    kinds = {"random", "dossier_code", "year_number", "numbered", "who"}
    for text, keys in on.lexicon.keys.items():
        for key in keys:
            is_code = key[0] in kinds and key[-1] not in {"name", "upper", "detail"}
            if is_code and (found := set(code_suffixes(text))) and found <= lexemes:
                yield key
                break


def _text_of(on: Origins, wanted: Key) -> str:
    return next(text for text, keys in on.lexicon.keys.items() if wanted in keys)
