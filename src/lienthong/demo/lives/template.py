# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One captured life as a template: patterns of its rows, and what has to be known to fill them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lienthong.core.audit.api import AuditRecord, content_text
from lienthong.core.cases.api import Case
from lienthong.core.deadlines.api import Deadline, due_of
from lienthong.core.documents.api import IssuedDocument
from lienthong.core.search.api import code_suffixes, exact_words, words
from lienthong.demo.lives.bound import (
    _FACTS,
    Book,
    Bound,
    Change,
    Content,
    Key,
    Term,
    grouped_code,
)
from lienthong.demo.lives.capture import Rows, Table
from lienthong.demo.lives.life import Life
from lienthong.demo.lives.moments import DAYS, FORMS, local_day, minute
from lienthong.demo.lives.pattern import Lexicon, Unexplained
from lienthong.demo.lives.stage import NARROW, Stage
from lienthong.kernel import clock
from lienthong.modules.onestop.domain.hand_over import HandOverRule
from lienthong.modules.onestop.models import Dossier

SHARED = frozenset(
    [
        "cases_queue",
        "cases_queuemember",
        "numbering_book",
        "units_unit",
        "cases_casekind",
        "integration_partner",
        "audit_auditseal",
    ]
)
"""Rows that many lives use: never copied with a life."""
PEOPLE = frozenset({"accounts_person", "accounts_account"})
"""Rows that come with the first life of a person; their ids belong to the population."""
RANDOM = (
    ("onestop_dossier", "submission_code"),
    ("onestop_satisfactionform", "code"),
    ("documents_issueddocument", "verification_code"),
    ("forms_formdraft", "key"),
)
PERSON_FAMILY = "2"
_STORED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00")
_LONGEST = 400 * 24 * 3600
FINISHED_EXPLANATION = "⟦explanation⟧"


@dataclass(frozen=True, slots=True)
class Search:
    """A row of the index: its fields but the vector, its words' texts, codes and other tokens."""

    line: str
    keys: tuple[Key, ...]
    text: str
    text_keys: tuple[Key, ...]
    codes: tuple[Key, ...]
    rest: tuple[tuple[str, tuple[Key, ...]], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """An audit row: its fields but the hash, and the text that the hash stands for."""

    line: str
    keys: tuple[Key, ...]
    text: str
    text_keys: tuple[Key, ...]


@dataclass(frozen=True)
class Template:
    """Everything that one shape of life writes."""

    lines: Mapping[Table, tuple[tuple[str, tuple[Key, ...]], ...]]
    records: tuple[Table, tuple[Record, ...]]
    searches: tuple[Table, tuple[Search, ...]]
    people: tuple[Search, ...]
    room: Mapping[str, int]
    terms: tuple[Term, ...]
    books: tuple[Book, ...]
    papers: tuple[Content, ...]
    hand_over: HandOverRule
    codes: tuple[tuple[str, int], ...]
    shared: frozenset[Key]
    rows: int

    def bind(self, life: Life, **known: Any) -> Bound:
        """A life of this shape, with its ids, numbers and codes."""
        return Bound(
            life,
            self.terms,
            books=self.books,
            papers=self.papers,
            hand_over=self.hand_over,
            **known,
        )


@dataclass
class Reading:
    """Turns the rows of one moment of a life on the stage into a template.

    ``before`` was there when it began; ``drawn`` are the documents as they were drawn, by digest.
    """

    stage: Stage
    life: Life
    rows: Rows
    before: Rows
    drawn: Mapping[str, IssuedDocument]
    lexicon: Lexicon = field(default_factory=Lexicon)
    terms: list[Term] = field(default_factory=list)
    books: list[Book] = field(default_factory=list)
    papers: list[Content] = field(default_factory=list)
    codes: list[tuple[str, int]] = field(default_factory=list)
    shared: set[Key] = field(default_factory=set)
    moments: dict[datetime, Key] = field(default_factory=dict)
    whens: dict[str, Key] = field(default_factory=dict)

    def template(self) -> Template:
        """Read everything. Raises ``Unexplained``."""
        self.lexicon.id_key = self._id_key
        self._moments()
        self._terms()
        self._later()
        self._people()
        self._office()
        self._random()
        self._shared()
        self._numbers()
        self._papers()
        own = self._own()
        by_name = {table.name: table for table in own}
        plain = {
            table: tuple(self._line(table, row) for row in rows)
            for table, rows in own.items()
            if table.name not in SHARED | {"audit_auditrecord", "search_searchrow"}
        }
        records = by_name["audit_auditrecord"]
        searches = by_name["search_searchrow"]
        return Template(
            lines=plain,
            records=(records, tuple(self._records(records))),
            searches=(searches, tuple(self._searches(searches, of_people=False))),
            people=tuple(self._searches(searches, of_people=True)),
            room=self._room(),
            terms=tuple(self.terms),
            books=tuple(self.books),
            papers=tuple(self.papers),
            hand_over=self._hand_over(),
            codes=tuple(self.codes),
            shared=frozenset(self.shared),
            rows=sum(len(rows) for rows in own.values()),
        )

    def _own(self) -> Rows:
        """The rows that were not there before the life began."""
        old = {(table.name, *row) for table, rows in self.before.items() for row in rows}
        return {
            table: left
            for table, rows in self.rows.items()
            if (left := [row for row in rows if (table.name, *row) not in old])
        }

    def _bound(self) -> Bound:
        return Bound(self.life, tuple(self.terms), tuple(self.books))

    def _moments(self) -> None:
        for number, moment in enumerate(self.life.at):
            key = ("at", number)
            self._moment(key, moment)
            self.moments[minute(moment)] = key
            self.whens[FORMS["stored"](moment)] = key
        if self.life.joined is not None:
            self._moment(("joined",), self.life.joined)
        if self.life.new_day is not None:
            self._moment(("new",), self._bound().moment(("new",)))

    def _moment(self, key: Key, moment: datetime) -> None:
        for form, write in FORMS.items():
            text = write(moment)
            if form != "time" or text not in {"17:00", "00:00"}:
                self.lexicon.add(text, ("moment", key, form))
        for form, write_day in DAYS.items():
            if form != "year":
                self.lexicon.add(write_day(local_day(moment)), ("day", key, form))

    def _terms(self) -> None:
        rows = {int(row[0]): row for row in self._of("deadlines_deadline")}
        found = Deadline.objects.filter(pk__in=rows).order_by("pk")
        for deadline in found:
            due = due_of(deadline)
            term = Term(due.limit, self._key_at(due.start), due.calendar, self._changes(due))
            self.terms.append(term)
        case = Case.objects.get(pk__gte=NARROW)
        main = self._term_number(case.deadline_id) if case.deadline_id else 0
        for number in sorted(range(len(self.terms)), key=lambda number: number != main):
            for count in range(len(self.terms[number].changes) + 1):
                key = ("due", number, count)
                moment = self._bound().moment(key)
                self._moment(key, moment)
                for act in range(len(self.life.at)):
                    near = ("near", key, ("at", act))
                    self.lexicon.add(self._bound().value(near), near)

    def _later(self) -> None:
        """Moments a whole number of hours after an act: how long drafts are kept, what follows."""
        texts = {text for rows in self.rows.values() for row in rows for text in row}
        for text in sorted(texts - set(self.lexicon.keys)):
            if _STORED.fullmatch(text) is None:
                continue
            moment = datetime.fromisoformat(text)
            for number, act in enumerate(self.life.at):
                seconds = (moment - act).total_seconds()
                if seconds % 3600 == 0 and abs(seconds) < _LONGEST:
                    self._moment(("after", ("at", number), int(seconds)), moment)
                    break

    def _changes(self, due: clock.Due) -> tuple[Change, ...]:
        return tuple(
            Change(
                one.adjustment.kind.value,
                self._key_or_none(one.adjustment.from_at),
                self._key_or_none(one.adjustment.to_at),
                one.adjustment.reason,
                one.adjustment.legal_basis,
            )
            for one in due.applied
        )

    def _key_or_none(self, local: datetime | None) -> Key | None:
        return self._key_at(local) if local is not None else None

    def _key_at(self, local: datetime) -> Key:
        aware = clock.to_aware(local)
        if self.life.new_day == local.date() and (local.hour, local.minute) == (0, 0):
            return ("new",)
        key = self.moments.get(minute(aware))
        if key is None:
            raise Unexplained(f"no act at {aware.isoformat()}")
        return key

    def _people(self) -> None:
        roles = {"filer": self.life.filer, **self.life.others}
        for role, who in roles.items():
            for fact, read in _FACTS.items():
                if fact not in {"gender", "sex"} and (who.number or fact in {"name", "upper"}):
                    self.lexicon.add(read(who), ("who", role, fact))
            for form, write in DAYS.items():
                if form != "year" or who.number:
                    self.lexicon.add(write(who.born), ("born", role, form))
            for row in self._of("accounts_person"):
                if who.number and who.number in row:
                    self.lexicon.add(row[0], ("person", role))
        for pk, person in self._of("accounts_account", "id", "person_id"):
            key = self.lexicon.keys.get(person, [()])[0]
            if key[:1] == ("person",):
                self.lexicon.add(pk, ("account", key[1]))
        for name, text in self.life.words.items():
            self.lexicon.add(text, ("word", name))

    def _office(self) -> None:
        office = self.stage.office
        for name, unit in office.units.items():
            if not unit.is_own:
                continue
            for fact in ("id", "name", "short_name", "place", "prefix"):
                self.lexicon.add(str(getattr(unit, fact)), ("unit", name, fact))
            for fact in ("name", "short_name"):
                text = getattr(unit, fact)
                self.lexicon.add(text[:1].lower() + text[1:], ("unit_lower", name, fact))
        for fact in ("division", "division_text"):
            self.lexicon.add(getattr(office, fact), ("office", fact))
        for post, one in self.life.team.items():
            if one.is_own:
                self.lexicon.add(str(one.account_id), ("officer", post, "account_id"))
                self.lexicon.add(one.name, ("officer", post, "name"))

    def _random(self) -> None:
        for name, column in RANDOM:
            for row in self._of(name, column):
                number = len(self.codes)
                self.codes.append((column, len(row[0])))
                self.lexicon.add(row[0], ("random", number))
                self.lexicon.add(grouped_code(row[0]), ("grouped", number))

    def _shared(self) -> None:
        for pk, account, unit, role in self._of(
            "cases_queue", "id", "account_id", "unit_id", "role_id"
        ):
            if account == r"\N" and unit != r"\N":
                self._share(pk, ("queue", self._unit_name(unit), int(role)))
        for pk, code in self._of("integration_partner", "id", "code"):
            self._share(pk, ("partner", code))

    def _share(self, pk: str, key: Key) -> None:
        self.shared.add(key)
        self.lexicon.add(pk, ("shared", *key))

    def _unit_name(self, pk: str) -> str | int:
        units = self.stage.office.units.items()
        return next((name for name, unit in units if str(unit.id) == pk), int(pk))

    def _numbers(self) -> None:
        rows = self._of("numbering_book", "id", "unit_id", "series", "period")
        books = {pk: said for pk, *said in rows}
        for book, value, at in self._of("numbering_number", "book_id", "value", "at"):
            unit, series, period = books[book]
            number = len(self.books)
            name = self._unit_name(unit)
            self.books.append(Book(str(name), series, len(period) > 4, self.whens[at]))
            self.lexicon.add(book, ("book", number))
            self.lexicon.add(value, ("number", number))
            bound = Bound(
                self.life, tuple(self.terms), tuple(self.books), numbers=[0] * number + [int(value)]
            )
            for kind in ("year_number", "dossier_code"):
                self.lexicon.add(bound.value((kind, number)), (kind, number))
            for (text,) in self._of("documents_issueddocument", "number_text"):
                begin, _value, end = text.partition(value)
                if not begin and text != value and text not in self.lexicon.keys:
                    self.lexicon.add(text, ("numbered", number, end))

    def _papers(self) -> None:
        for digest, document in self.drawn.items():
            number = len(self.papers)
            text, keys = self.lexicon.pattern(json.dumps(document.content, ensure_ascii=False))
            self.papers.append(Content(document.template_version_id, text, keys))
            self.lexicon.add(digest, ("digest", number))

    def _room(self) -> dict[str, int]:
        room: dict[str, int] = {}
        for table, rows in self.rows.items():
            base = self.stage.bases.get(table.name)
            own = table.name not in SHARED | PEOPLE and table.marked_by == "id"
            if base is not None and own:
                at = table.columns.index("id")
                room[table.name] = max(int(row[at]) for row in rows) - base + 1
        return room

    def _of(self, name: str, *columns: str) -> Iterator[list[str]]:
        for table, rows in self.rows.items():
            if table.name == name:
                places = [table.columns.index(column) for column in columns]
                for row in rows:
                    yield [row[place] for place in places] if columns else row

    def _id_key(self, marked: int) -> Key | None:
        found = self.stage.origin_of(marked)
        return ("id", *found) if found and found[0] not in SHARED | PEOPLE else None

    def _when(self, row: list[str]) -> Key | None:
        return next((self.whens[text] for text in row if text in self.whens), None)

    def _line(self, table: Table, row: list[str]) -> tuple[str, tuple[Key, ...]]:
        when, term, texts, keys = self._when(row), self._term_of(table, row), [], list[Key]()
        for column, field_text in zip(table.columns, row, strict=True):
            text, some = self._field(table, column, field_text, row, when, term)
            texts.append(text)
            keys += some
        return "\t".join(texts), tuple(keys)

    def _term_of(self, table: Table, row: list[str]) -> int | None:
        """The number of the deadline that a row is, or that it names."""
        column = "id" if table.name == "deadlines_deadline" else "deadline_id"
        if column not in table.columns or (pk := row[table.columns.index(column)]) == r"\N":
            return None
        return self._term_number(int(pk))

    def _field(
        self,
        table: Table,
        column: str,
        text: str,
        row: list[str],
        when: Key | None,
        term: int | None,
    ) -> tuple[str, tuple[Key, ...]]:
        if (table.name, column) == ("deadlines_deadline", "outcome") and text:
            return self._outcome("outcome", table, row)
        if (table.name, column) == ("cases_case", "outcome") and text != r"\N":
            return self._case_outcome()
        if (table.name, column) == ("onestop_handover", "due_at") and text != r"\N":
            start = self.whens[row[table.columns.index("started_at")]]
            return "%s", (("moment", ("hand_over", start), "stored"),)
        if (table.name, column) == ("onestop_dossierpaper", "data") and "explanation" in text:
            return self._paper_data(text, when)
        if text.startswith(r"\\x"):
            return text, ()
        return self.lexicon.pattern(text, when=when, term=term)

    def _outcome(self, kind: str, table: Table, row: list[str]) -> tuple[str, tuple[Key, ...]]:
        values = dict(zip(table.columns, row, strict=True))
        number = self._term_number(int(values["id"]))
        return "%s", ((kind, number, self._count(number), self.whens[values["ended_at"]]),)

    def _count(self, number: int) -> int:
        return len(self.terms[number].changes)

    def _term_number(self, pk: int) -> int:
        known = sorted(int(row[0]) for row in self._of("deadlines_deadline", "id"))
        return known.index(pk)

    def _case_outcome(self) -> tuple[str, tuple[Key, ...]]:
        case = Case.objects.get(pk__gte=NARROW)
        number = self._term_number(case.deadline_id or 0)
        if case.outcome_at is None:
            raise Unexplained("an outcome without its moment")
        ended = FORMS["stored"](case.outcome_at)
        return "%s", (("case_outcome", number, self._count(number), self.whens[ended]),)

    def _hand_over(self) -> HandOverRule:
        dossier = Dossier.objects.select_related("procedure_version").get(pk__gte=NARROW)
        rule: HandOverRule = dossier.procedure_version.spec.hand_over
        return rule

    def _paper_data(self, text: str, when: Key | None) -> tuple[str, tuple[Key, ...]]:
        data = json.loads(text.replace("\\\\", "\\"))
        explanation = data["explanation"]
        data["explanation"] = FINISHED_EXPLANATION
        case = Case.objects.get(pk__gte=NARROW)
        number = self._term_number(case.deadline_id or 0)
        key = self._explained(number, explanation, when)
        whole = json.dumps(data, ensure_ascii=False).replace("\\", "\\\\")
        before, after = whole.split(f'"{FINISHED_EXPLANATION}"')
        first, second = (self.lexicon.pattern(part, when=when) for part in (before, after))
        return f"{first[0]}%s{second[0]}", (*first[1], key, *second[1])

    def _explained(self, number: int, explanation: Any, when: Key | None) -> Key:
        bound = self._bound()
        for count in range(self._count(number) + 1):
            key = ("explanation", number, count, when)
            if json.loads(bound.value(key)) == explanation:
                return key
        raise Unexplained(f"explanation of term {number} at {when}: {explanation}")

    def _records(self, table: Table) -> Iterator[Record]:
        at, pk = table.columns.index("hash"), table.columns.index("id")
        stored = {row.id: row for row in AuditRecord.objects.filter(id__gte=NARROW).order_by("id")}
        for row in self._own()[table]:
            record = stored[int(row[pk])]
            text, text_keys = self.lexicon.pattern(
                content_text(record.__dict__), when=self._when(row)
            )
            line, keys = self._line(table, [*row[:at], "\0", *row[at + 1 :]])
            yield Record(line, keys, text, text_keys)

    def _searches(self, table: Table, *, of_people: bool) -> Iterator[Search]:
        names = table.columns
        for row in self._own()[table]:
            values = dict(zip(names, row, strict=True))
            if (values["family"] == PERSON_FAMILY) is not of_people:
                continue
            line, keys = self._line(
                table, ["\0" if name == "ts" else text for name, text in values.items()]
            )
            said = f"{values['title']} {values['line']}"
            text, text_keys = self.lexicon.pattern(said)
            lexemes = set(re.findall(r"'([^']*)'", values["ts"]))
            lexemes -= {*words(said), *exact_words(said)}
            codes = tuple(self._codes(lexemes))
            for key in codes:
                lexemes -= set(code_suffixes(self._text_of(key)))
            rest = tuple(self._token(token) for token in sorted(lexemes))
            yield Search(line, keys, text, text_keys, codes, rest)

    def _token(self, token: str) -> tuple[str, tuple[Key, ...]]:
        found = re.fullmatch(r"(zz[a-z])(\d+)", token)
        if found is None:
            return self.lexicon.pattern(token)
        text, keys = self.lexicon.pattern(found[2])
        return found[1] + text, keys

    def _codes(self, lexemes: set[str]) -> Iterator[Key]:
        kinds = {"random", "dossier_code", "year_number", "numbered", "who"}
        for text, keys in self.lexicon.keys.items():
            for key in keys:
                is_code = key[0] in kinds and key[-1] not in {"name", "upper", "detail"}
                if is_code and (found := set(code_suffixes(text))) and found <= lexemes:
                    yield key
                    break

    def _text_of(self, wanted: Key) -> str:
        return next(text for text, keys in self.lexicon.keys.items() if wanted in keys)
