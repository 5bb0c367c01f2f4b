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
_LONGEST_SYLLABLE = 7  # letters of the longest Vietnamese word, "nghiêng": what is longer is a code
_LIKE_CODE = re.compile(r"[\d./-]")
_TOKEN = "zz"  # noqa: S105  # how every token begins, and hardly a word


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
    """What was typed as a code without separators; empty when it cannot be one.

    A code is one word with a digit or a separator, or longer than any Vietnamese word.
    """
    typed = text.strip()
    flat = _CODE.sub("", fold(typed))[:_LONGEST] if len(typed.split()) == 1 else ""
    is_code = _LIKE_CODE.search(typed) or len(flat) > _LONGEST_SYLLABLE
    return flat if is_code and len(flat) >= _SHORTEST_SUFFIX else ""


@dataclass(frozen=True, slots=True)
class Term:
    """One of the terms that must all hold: its tsquery and the lexemes any of which it means.

    ``begins``: the beginning of a word whose every continuation it means; the vocabulary knows
    them. Without either nobody knows how many rows have it.
    """

    query: str
    words: tuple[str, ...] = ()
    begins: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One tsquery, and terms without which it does not hold."""

    whole: str
    terms: tuple[Term, ...]


def asked_for(text: str, scope: Iterable[str], tokens: Iterable[str] = ()) -> tuple[Query, ...]:
    """The tsqueries for what was typed, those that stand first before the others.

    The last word is a prefix if it has two letters; a word with a digit is also any part of a code,
    a code with separators only as a whole.
    The first query holds for the words exactly as typed, when that is narrower; the last one for
    the rest, folded. All hold only within ``scope`` (one of) and ``tokens`` (every one). Nothing
    typed and no token, or no scope: nothing is asked.
    """
    where, every = tuple(scope), [_exactly(token) for token in tokens]
    folded, exact = words(text), exact_words(text)
    if not where or not (folded or (every and not text.strip())):
        return ()
    within = [] if every and EVERYWHERE_TOKEN in where else [_one_of(where)]
    limits = (*within, *every)
    wide = _all(_folded_terms(text, folded) + limits)
    if len(exact) != len(folded) or exact == [f"={word}" for word in folded]:
        return (wide,)  # nothing narrower, or letters of other scripts, which are only read folded
    typed = _exact_terms(exact)
    narrower = " & ".join(term.query for term in typed)
    return _all(typed + limits), replace(wide, whole=f"{wide.whole} & !({narrower})")


def _all(terms: tuple[Term, ...]) -> Query:
    """The query of all terms; a beginning that another one has anyway is no term of its own."""
    every = [word for term in terms for word in term.words if len(term.words) == 1]
    needed = (term for term in terms if not (term.begins and _has(every, term.begins)))
    return Query(" & ".join(term.query for term in terms), tuple(needed))


def _has(found: Iterable[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in found)


def _exactly(word: str) -> Term:
    return Term(f"'{word}'", (word,))


def _beginning(word: str) -> Term:
    return Term(f"'{word}':*", begins=None if _begins_with_digit(word) else word)


def _one_of(found: tuple[str, ...]) -> Term:
    either = " | ".join(f"'{word}'" for word in found)
    return Term(f"({either})", found)


def _folded_terms(text: str, found: Sequence[str]) -> tuple[Term, ...]:
    code = flat_code(text)
    term = _plain if code and len(found) > 1 else _term
    terms = tuple(term(word, is_last=False) for word in found[:-1])
    terms += tuple(term(word, is_last=True) for word in found[-1:])
    if not code:
        return terms
    typed = " & ".join(term.query for term in terms)
    return (Term(f"(({typed}) | '#{code}':*)"),)


def _plain(word: str, *, is_last: bool) -> Term:
    return _beginning(word) if is_last and len(word) > 1 else _exactly(word)


def _term(word: str, *, is_last: bool) -> Term:
    plain = _plain(word, is_last=is_last)
    is_part = len(word) >= _SHORTEST_SUFFIX and any(letter.isdigit() for letter in word)
    return Term(f"({plain.query} | '#{word}':*)") if is_part else plain


def _exact_terms(found: Sequence[str]) -> tuple[Term, ...]:
    *first, last = found
    is_beginning = len(last) > 2  # after the mark
    return (*map(_exactly, first), _beginning(last) if is_beginning else _exactly(last))


def known_words(found: Iterable[str]) -> list[str]:
    """Those words of a row that the vocabulary keeps: numbers are without end."""
    return sorted({word for word in found if not _begins_with_digit(word)})


def _begins_with_digit(word: str) -> bool:
    return word.removeprefix("=")[:1].isdigit()


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
    """SQL of a tsvector from (words, weight) pairs, and its parameters: the words of each.

    Pairs of the same weights give the same text whatever the words, so that its plan can be kept.
    """
    sql: list[str] = []
    values: list[Any] = []
    for found, weight in parts:
        sql.append(f"setweight(array_to_tsvector(%s::text[]), '{weight}')")
        values.append(sorted(set(found)))
    return " || ".join(sql) or "''::tsvector", values
