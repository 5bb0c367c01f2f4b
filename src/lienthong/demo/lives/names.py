# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the people, units, codes, books and papers of a life on the stage are called in its rows."""

from __future__ import annotations

import json
import re

from lienthong.demo.lives.bound import FACTS, Bound, grouped_code
from lienthong.demo.lives.moments import DAYS
from lienthong.demo.lives.origins import Origins
from lienthong.demo.lives.template import RANDOM
from lienthong.demo.lives.terms import Book, Content, Key
from lienthong.demo.sources import read

RECEIPTS = "fee_receipt"
"""The book from which receipts get their numbers."""
_SEX = re.compile(r'"(\w+)": "(Nữ|female)"')


def read_names(on: Origins) -> None:
    """Learn them all. Raises ``Unexplained``."""
    _people(on)
    _genders(on)
    _office(on)
    _random(on)
    _shared(on)
    _numbers(on)
    _papers(on)


def _people(on: Origins) -> None:
    roles = {"filer": on.life.filer, **on.life.others}
    for role, who in roles.items():
        for fact, tell in FACTS.items():
            if fact not in {"gender", "sex"} and (who.number or fact in {"name", "upper"}):
                on.lexicon.add(tell(who), ("who", role, fact))
        for form, write in DAYS.items():
            if form != "year" or who.number:
                on.lexicon.add(write(who.born), ("born", role, form))
        for row in on.of("accounts_person"):
            if who.number and who.number in row:
                on.lexicon.add(row[0], ("person", role))
    for pk, person in on.of("accounts_account", "id", "person_id"):
        key = on.lexicon.keys.get(person, [()])[0]
        if key[:1] == ("person",):
            on.lexicon.add(pk, ("account", key[1]))
    for name, text in on.life.words.items():
        on.lexicon.add(text, ("word", name))
        on.lexicon.add(text.upper(), ("upper_word", name))


def _genders(on: Origins) -> None:
    """Every answer and every line of a paper that tells the gender of whose may be any."""
    data = read("lives")
    row = next(row for row in data["procedures"] if row["code"] == on.life.procedure)
    texts = [text for rows in on.rows.values() for line in rows for text in line]
    texts += [json.dumps(one.content, ensure_ascii=False) for one in on.drawn.values()]
    for role, asked in {"filer": row["filer"], **row.get("others", {})}.items():
        if asked["gender"] != "any":
            continue
        for label, said in sorted({found for text in texts for found in _SEX.findall(text)}):
            fact = "gender" if said == "female" else "sex"
            for before in (f'"{label}": "', f'"{label}":"'):
                on.lexicon.add(f'{before}{said}"', ("labelled", before, role, fact))
        if role == "filer":
            for before in ('"gender": [null, "', '"gender":[null,"'):
                on.lexicon.add(f'{before}female"', ("labelled", before, role, "gender"))


def _office(on: Origins) -> None:
    office = on.stage.office
    for name, unit in office.units.items():
        if not unit.is_own:
            continue
        for fact in ("id", "name", "short_name", "place", "prefix"):
            on.lexicon.add(str(getattr(unit, fact)), ("unit", name, fact))
        for fact in ("name", "short_name"):
            text = getattr(unit, fact)
            on.lexicon.add(text[:1].lower() + text[1:], ("unit_lower", name, fact))
    for fact in ("division", "division_text"):
        on.lexicon.add(getattr(office, fact), ("office", fact))
    for post, one in on.life.team.items():
        if one.is_own:
            on.lexicon.add(str(one.account_id), ("officer", post, "account_id"))
            on.lexicon.add(one.name, ("officer", post, "name"))


def _random(on: Origins) -> None:
    for name, column in RANDOM:
        for row in on.of(name, column):
            number = len(on.codes)
            on.codes.append((column, len(row[0])))
            on.lexicon.add(row[0], ("random", number))
            on.lexicon.add(grouped_code(row[0]), ("grouped", number))


def _shared(on: Origins) -> None:
    for pk, account, unit, role in on.of("cases_queue", "id", "account_id", "unit_id", "role_id"):
        if account == r"\N" and unit != r"\N":
            _share(on, pk, ("queue", _unit_name(on, unit), int(role)))
    for pk, code in on.of("integration_partner", "id", "code"):
        _share(on, pk, ("partner", code))


def _share(on: Origins, pk: str, key: Key) -> None:
    on.shared.add(key)
    on.lexicon.add(pk, ("shared", *key))


def _unit_name(on: Origins, pk: str) -> str | int:
    units = on.stage.office.units.items()
    return next((name for name, unit in units if str(unit.id) == pk), int(pk))


def _numbers(on: Origins) -> None:
    rows = on.of("numbering_book", "id", "unit_id", "series", "period")
    books = {pk: said for pk, *said in rows}
    for book, value, at in on.of("numbering_number", "book_id", "value", "at"):
        unit, series, period = books[book]
        number = len(on.books)
        name = _unit_name(on, unit)
        on.books.append(Book(str(name), series, len(period) > 4, on.whens[at]))
        on.lexicon.add(book, ("book", number))
        on.lexicon.add(value, ("number", number))
        bound = Bound(
            on.life, tuple(on.terms), tuple(on.books), numbers=[0] * number + [int(value)]
        )
        papers = on.of("documents_issueddocument", "number_text", "template_version_id")
        for text, version in papers:
            begin, _value, end = text.partition(value)
            if not begin and text != value and text not in on.lexicon.keys:
                end = end.replace(str(bound.year_of(number)), "{year}")
                on.lexicon.add(text, ("numbered", number, int(version), end))
        kinds = ("receipt",) if series == RECEIPTS else ("year_number", "dossier_code")
        for kind in kinds:
            on.lexicon.add(bound.value((kind, number)), (kind, number))


def _papers(on: Origins) -> None:
    for digest, document in on.drawn.items():
        number = len(on.papers)
        text, keys = on.lexicon.pattern(json.dumps(document.content, ensure_ascii=False))
        on.papers.append(Content(document.template_version_id, text, keys))
        on.lexicon.add(digest, ("digest", number))
