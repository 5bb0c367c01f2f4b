# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Search words: folded and exact words, all suffixes of codes, tokens of who may see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lienthong.kernel.text import fold, nfc

_WORD = re.compile(r"[0-9a-zà-ỹđ]+", re.IGNORECASE)
_CODE = re.compile(r"[^0-9a-z]+")
_SHORTEST_SUFFIX = 3
_LONGEST = 60
_TOKEN = "zz"  # noqa: S105  # how every token begins, and hardly a word
_OF_FAMILY = f"'{_TOKEN}f"
NOWHERE = f"'{_TOKEN}'"
"""A term that stands in no row: no text says it and no token is so short."""


def words(text: str) -> list[str]:
    """Folded words of a text, each cut to 60 letters."""
    return [word[:_LONGEST] for word in _WORD.findall(fold(nfc(text)))]


def spoken(found: Iterable[str]) -> list[str]:
    """The words without those that look like tokens: no text says itself who may see it."""
    return [word for word in found if not word.startswith(_TOKEN)]


def exact_words(text: str) -> list[str]:
    """Words as written (lower case, NFC), marked so that they never equal a folded word."""
    return [f"={word[:_LONGEST]}" for word in _WORD.findall(nfc(text).lower())]


def flat_code(text: str) -> str:
    """What was typed as a code without separators; empty when it cannot be one."""
    typed = text.strip()
    one_word = len(typed.split()) == 1
    flat = _CODE.sub("", fold(typed))[:_LONGEST] if one_word and re.search(r"\d", typed) else ""
    return flat if len(flat) >= _SHORTEST_SUFFIX else ""


@dataclass(frozen=True, slots=True)
class Query:
    """One tsquery, and what it is made of where its last word is only a beginning.

    ``whole`` holds only where ``rest`` and ``last`` hold; both hold nowhere when there is nothing
    to take apart.
    """

    whole: str
    rest: str = NOWHERE
    last: str = NOWHERE


def asked_for(text: str, scope: Iterable[str], tokens: Iterable[str] = ()) -> tuple[Query, ...]:
    """The tsqueries for what was typed, those that stand first before the others.

    The last word is a prefix if it has two letters; a word with a digit is also any part of a code.
    The first query holds for the words exactly as typed, when that is narrower; the last one for
    the rest, folded. All hold only within ``scope`` (one of) and ``tokens`` (every one). Nothing
    typed and no token, or no scope: nothing is asked.
    """
    where, every = " | ".join(f"'{token}'" for token in scope), [f"'{token}'" for token in tokens]
    folded, exact = words(text), exact_words(text)
    if not where or not (folded or (every and not text.strip())):
        return ()
    limits = every if every and EVERYWHERE_TOKEN in scope else [f"({where})", *every]
    wide = _wide(text, folded, limits) if folded else Query(" & ".join(limits))
    if len(exact) != len(folded) or exact == [f"={word}" for word in folded]:
        return (wide,)  # nothing narrower, or letters of other scripts, which are only read folded
    *first, last = _exact_terms(exact)
    narrow = _taken_apart([*first, last], first, last, limits)
    return narrow, replace(wide, whole=f"{wide.whole} & !({' & '.join([*first, last])})")


def _wide(text: str, found: Sequence[str], limits: Sequence[str]) -> Query:
    *first, last = [_term(word, is_last=False) for word in found[:-1]] + [
        _term(found[-1], is_last=True)
    ]
    code = flat_code(text)
    every = " & ".join([*first, last])
    if code:
        return Query(" & ".join([f"(({every}) | '#{code}':*)", *limits]))
    return _taken_apart([f"({every})"], first, last, limits)


def _taken_apart(
    terms: Sequence[str], first: Sequence[str], last: str, limits: Sequence[str]
) -> Query:
    """The query of terms within limits; taken apart when the last one is a beginning.

    Rows of every family are met by the first words and the scope: so many rows have the token of a
    family that it costs more to follow than to look at them.
    """
    whole = " & ".join([*terms, *limits])
    if not last.endswith(":*"):
        return Query(whole)
    narrow = [limit for limit in limits if not limit.startswith(_OF_FAMILY)]
    return Query(whole, " & ".join([*first, *narrow] or limits), last)


def _term(word: str, *, is_last: bool) -> str:
    plain = f"'{word}':*" if is_last and len(word) > 1 else f"'{word}'"
    is_part = len(word) >= _SHORTEST_SUFFIX and any(letter.isdigit() for letter in word)
    return f"({plain} | '#{word}':*)" if is_part else plain


def _exact_terms(found: Sequence[str]) -> list[str]:
    last = f"'{found[-1]}':*" if len(found[-1]) > 2 else f"'{found[-1]}'"  # after the mark
    return [*(f"'{word}'" for word in found[:-1]), last]


def code_suffixes(code: str) -> list[str]:
    """Every ending of a code without its separators, marked, so that any part of it finds it."""
    flat = _CODE.sub("", fold(code))[:_LONGEST]
    return [f"#{flat[i:]}" for i in range(max(0, len(flat) - _SHORTEST_SUFFIX + 1))]


def unit_token(unit_id: int) -> str:
    """Token of a unit that takes part."""
    return f"zzu{unit_id}"


def above_token(unit_id: int) -> str:
    """Token of a unit that takes part or lies above one, for those who see all below theirs."""
    return f"zza{unit_id}"


def person_token(person_id: int) -> str:
    """Token of a person to whom the subject belongs."""
    return f"zzp{person_id}"


def kind_token(kind_id: int) -> str:
    """Token of a kind within its family, for narrowing."""
    return f"zzk{kind_id}"


def state_token(state: str) -> str:
    """Token of the state in which the subject is, for narrowing."""
    return f"zzs{_CODE.sub('', fold(state))}"


def tag_token(tag_id: int) -> str:
    """Token of a tag on the subject, for narrowing."""
    return f"zzt{tag_id}"


def beside_token(case_id: int) -> str:
    """Token of the case among whose papers the subject lies."""
    return f"zzo{case_id}"


def family_token(family: int) -> str:
    """Token of the family; every search names one."""
    return f"zzf{family}"


PUBLIC_TOKEN = "zzpublic"  # noqa: S105  # a search word
EVERYWHERE_TOKEN = "zzall"  # noqa: S105  # a search word


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
