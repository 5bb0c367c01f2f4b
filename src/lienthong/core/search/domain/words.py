# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Search words: folded and exact words, all suffixes of codes, tokens of who may see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lienthong.kernel.text import fold, nfc

_WORD = re.compile(r"[0-9a-zà-ỹđ]+", re.IGNORECASE)
_CODE = re.compile(r"[^0-9a-z]+")
_SHORTEST_SUFFIX = 3
_LONGEST = 60


def words(text: str) -> list[str]:
    """Folded words of a text, each cut to 60 letters."""
    return [word[:_LONGEST] for word in _WORD.findall(fold(nfc(text)))]


def exact_words(text: str) -> list[str]:
    """Words as written (lower case, NFC), marked so that they never equal a folded word."""
    return [f"={word[:_LONGEST]}" for word in _WORD.findall(nfc(text).lower())]


def flat_code(text: str) -> str:
    """What was typed as a code without separators; empty when it cannot be one."""
    typed = text.strip()
    one_word = len(typed.split()) == 1
    return _CODE.sub("", fold(typed))[:_LONGEST] if one_word and re.search(r"\d", typed) else ""


def asked_for(text: str, scope: Iterable[str]) -> tuple[str, str]:
    """The tsquery for what was typed, and the narrower one for it exactly as typed.

    The last word is a prefix; a code is also found by any ending or part of it. Both queries hold
    only within ``scope``; the narrower is empty when nothing was typed that could be narrower.
    """
    folded, exact = words(text), exact_words(text)
    tokens = " | ".join(f"'{token}'" for token in scope)
    if not folded or not tokens:
        return "", ""
    code = flat_code(text)
    either = f"({_all(folded)}) | '{code}':*" if code else _all(folded)
    narrower = f"({_all(exact)}) & ({tokens})" if exact != [f"={w}" for w in folded] else ""
    return f"({either}) & ({tokens})", narrower


def _all(found: list[str]) -> str:
    terms = [f"'{word}'" for word in found[:-1]] + [f"'{found[-1]}':*"]
    return " & ".join(terms)


def code_suffixes(code: str) -> list[str]:
    """Every ending of a code without its separators, so that the last digits find it."""
    flat = _CODE.sub("", fold(code))[:_LONGEST]
    return [flat[i:] for i in range(max(0, len(flat) - _SHORTEST_SUFFIX + 1))]


def unit_token(unit_id: int) -> str:
    """Token of a unit (participating, or an ancestor of one)."""
    return f"zzu{unit_id}"


def person_token(person_id: int) -> str:
    """Token of a person to whom the subject belongs."""
    return f"zzp{person_id}"


PUBLIC_TOKEN = "zzpublic"  # noqa: S105  # a search word


def vector_sql(parts: Iterable[tuple[Iterable[str], str]]) -> tuple[str, list[Any]]:
    """SQL of a tsvector from (words, weight) pairs, and its parameters."""
    sql: list[str] = []
    values: list[Any] = []
    for found, weight in parts:
        unique = sorted(set(found))
        if unique:
            sql.append("setweight(array_to_tsvector(%s::text[]), %s)")
            values += [unique, weight]
    return " || ".join(sql) or "''::tsvector", values
