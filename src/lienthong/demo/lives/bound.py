# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a life puts into its rows: every value under a key, by the functions that acts use.

The same keys are asked of the marked life, to find where its values stand, and of every copy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from lienthong.core.cases.api import CaseOutcome
from lienthong.core.documents.api import PrintTemplateVersion, content_digest, number_text
from lienthong.core.forms.api import spoken_phone
from lienthong.demo.lives.life import Citizen, Life
from lienthong.demo.lives.moments import DAYS, FORMS, local_day, to_local
from lienthong.demo.lives.terms import (
    Book,
    Content,
    Key,
    Local,
    Term,
    explained,
    first_due,
    folded,
    followed,
    late_text,
)
from lienthong.kernel import clock
from lienthong.kernel.clock.arithmetic import roll
from lienthong.kernel.text import mask_personal_id, mask_phone
from lienthong.modules.onestop.domain.codes import dossier_code, receipt_code
from lienthong.modules.onestop.domain.hand_over import HandOverRule, latest_moment
from lienthong.modules.onestop.panels.citizen_words import due_words


@dataclass
class Bound:
    """A life with everything that belongs to its rows.

    ``ids`` maps tables to the first id of this life, ``people`` and ``accounts``
    roles to ids, ``numbers``
    are those taken from books in order (of the books ``book_ids``), ``codes`` the random ones;
    ``shared`` are ids of rows that many lives use.
    """

    life: Life
    terms: tuple[Term, ...] = ()
    books: tuple[Book, ...] = ()
    ids: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)
    accounts: Mapping[str, int] = field(default_factory=dict)
    numbers: Sequence[int] = ()
    book_ids: Sequence[int] = ()
    papers: tuple[Content, ...] = ()
    hand_over: HandOverRule | None = None
    codes: tuple[str, ...] = ()
    shared: Mapping[Key, int] = field(default_factory=dict)
    _moments: dict[Key, datetime] = field(default_factory=dict)
    _dues: dict[tuple[int, int], datetime] = field(default_factory=dict)
    _outcomes: dict[tuple[int, int, Key], str] = field(default_factory=dict)

    def value(self, key: Key) -> str:
        """The text under a key. Raises ``KeyError`` for an unknown one."""
        return READERS[key[0]](self, *key[1:])

    def moment(self, key: Key) -> datetime:
        """The moment under the key of one: of an act, or a due one after some adjustments."""
        if key[0] == "at":
            return self.life.at[key[1]]
        found = self._moments.get(key)
        if found is None:
            found = self._moments[key] = self._moment(key)
        return found

    def _moment(self, key: Key) -> datetime:
        if key[0] == "hand_over" and self.hand_over is not None:
            start, calendar = to_local(self.moment(key[1])), self.terms[0].calendar
            return clock.to_aware(latest_moment(start, self.hand_over, calendar))
        if key[0] == "joined" and self.life.joined is not None:
            return self.life.joined
        if key[0] == "after":
            return self.moment(key[1]) + timedelta(seconds=key[2])
        if key[0] == "within":
            start, (unit, amount) = to_local(self.moment(key[1])), key[2:]
            calendar = self.terms[0].calendar
            return clock.to_aware(clock.due(start, amount, clock.TimeUnit(unit), calendar))
        if key[0] == "follow":
            return followed(self.terms[key[1]], self._due_at(key[1], 0), key[2])
        if key[0] == "new":
            day = (self.life.new_day or date.min).toordinal()
            return clock.to_aware(roll(self.terms[0].calendar, day))
        return clock.to_aware(self._due_at(key[1], key[2]))

    def _due_at(self, number: int, count: int) -> datetime:
        """When a deadline is due after so many adjustments, in local time."""
        found = self._dues.get((number, count))
        if found is None:
            if count:
                found = self._applied(number)[count - 1].due_after
            else:
                term = self.terms[number]
                found = first_due(term, to_local(self.moment(term.start)))
            self._dues[number, count] = found
        return found

    def _applied(self, number: int) -> tuple[clock.Applied, ...]:
        term = self.terms[number]
        start = to_local(self.moment(term.start))
        return folded(term, start, self._local_changes(term)).applied

    def _local_changes(self, term: Term) -> tuple[Local, ...]:
        return tuple(
            (one.kind, self._local(one.begun), self._local(one.ended)) for one in term.changes
        )

    def _local(self, key: Key | None) -> datetime | None:
        return to_local(self.moment(key)) if key else None

    def _person(self, role: str) -> Citizen:
        return self.life.filer if role == "filer" else self.life.others[role]

    def _explanation(self, number: int, count: int, now: Key) -> str:
        term = self.terms[number]
        start = to_local(self.moment(term.start))
        changes = self._local_changes(term)[:count]
        return explained(term, start, changes, to_local(self.moment(now)))

    def _outcome(self, number: int, count: int, ended: Key) -> str:
        found = self._outcomes.get((number, count, ended))
        if found is None:
            unit, due = self.terms[number].limit.unit, self._due_at(number, count)
            found = str(clock.outcome(unit, due, to_local(self.moment(ended))).value)
            self._outcomes[number, count, ended] = found
        return found

    def year_of(self, number: int) -> int:
        """The year in which a number is taken."""
        return local_day(self.moment(self.books[number].at)).year


def _code(on: Bound, number: int) -> str:
    book, units = on.books[number], on.life.office.units
    unit = units["desk" if book.unit != "centre" else book.unit]
    return dossier_code(unit.prefix, local_day(on.moment(book.at)), on.numbers[number])


def _case_outcome(on: Bound, number: int, count: int, ended: Key) -> str:
    return str(CaseOutcome[on._outcome(number, count, ended).upper()].value)


def _labelled_outcome(
    on: Bound, before: str, after: str, number: int, count: int, ended: Key
) -> str:
    return f"{before}{_case_outcome(on, number, count, ended)}{after}"


def _late(on: Bound, number: int, count: int, ended: Key) -> str:
    late = on._outcome(number, count, ended) == clock.Outcome.LATE.value
    return late_text(late=late)


def _digest(on: Bound, number: int) -> str:
    paper = on.papers[number]
    content = json.loads(paper.pattern % tuple(on.value(key) for key in paper.keys))
    return content_digest(paper.template_version_id, content)


def _year_number(on: Bound, number: int) -> str:
    return f"{on.numbers[number]}/{on.year_of(number)}"


def _amount(on: Bound, number: int, seq: int) -> str:
    return str(on._applied(number)[seq - 1].amount)


def _numbered(on: Bound, number: int, version: int, end: str) -> str:
    written = f"{on.numbers[number]:{_width(version)}d}{end}"
    return written.format(year=on.year_of(number))


def _receipt(on: Bound, number: int) -> str:
    return receipt_code(on.numbers[number], on.year_of(number))


def _near(on: Bound, due: Key, now: Key) -> str:
    local, today = to_local(on.moment(due)), local_day(on.moment(now))
    before, after = _near_day(local.date(), today)
    return f"{before}{local.hour:02d}:{local.minute:02d}{after}"


@lru_cache(maxsize=65_536)
def _near_day(day: date, today: date) -> tuple[str, str]:
    """What is said before and after the time of a due moment of a day on another."""
    midnight, noon = time(tzinfo=clock.VIETNAM), time(12, tzinfo=clock.VIETNAM)
    said = due_words(datetime.combine(day, midnight), now=datetime.combine(today, noon))
    before, _time, after = said.partition("00:00")
    return before, after


def _moment_text(on: Bound, key: Key, form: str) -> str:
    return FORMS[form](on.moment(key))


def _day_text(on: Bound, key: Key, form: str) -> str:
    return DAYS[form](local_day(on.moment(key)))


Reader = Callable[..., str]
FACTS: dict[str, Callable[[Citizen], str]] = {
    "name": lambda who: who.name,
    "upper": lambda who: who.name.upper(),
    "number": lambda who: who.number,
    "masked_number": lambda who: mask_personal_id(who.number),
    "phone": lambda who: who.phone,
    "spoken_phone": lambda who: spoken_phone(who.phone) if who.phone else "",
    "masked_phone": lambda who: mask_phone(who.phone),
    "gender": lambda who: who.gender,
    "sex": lambda who: "Nam" if who.gender == "male" else "Nữ",
    "detail": lambda who: who.detail,
    "residence": lambda who: who.residence,
}
READERS: dict[str, Reader] = {
    "who": lambda on, role, fact: FACTS[fact](on._person(role)),
    "labelled": lambda on, before, role, fact: f'{before}{FACTS[fact](on._person(role))}"',
    "born": lambda on, role, form: DAYS[form](on._person(role).born),
    "person": lambda on, role: str(on.people[role]),
    "account": lambda on, role: str(on.accounts[role]),
    "unit": lambda on, name, fact: str(getattr(on.life.office.units[name], fact)),
    "unit_lower": lambda on, name, fact: _lowered(getattr(on.life.office.units[name], fact)),
    "office": lambda on, fact: str(getattr(on.life.office, fact)),
    "officer": lambda on, post, fact: str(getattr(on.life.team[post], fact)),
    "word": lambda on, name: on.life.words[name],
    "upper_word": lambda on, name: on.life.words[name].upper(),
    "moment": _moment_text,
    "day": _day_text,
    "near": _near,
    "explanation": Bound._explanation,
    "outcome": Bound._outcome,
    "case_outcome": _case_outcome,
    "late": _late,
    "labelled_outcome": _labelled_outcome,
    "digest": _digest,
    "book": lambda on, number: str(on.book_ids[number]),
    "id": lambda on, table, number: str(on.ids[table] + number),
    "shared": lambda on, *key: str(on.shared[key]),
    "number": lambda on, number: str(on.numbers[number]),
    "numbered": _numbered,
    "amount": _amount,
    "year_number": _year_number,
    "receipt": _receipt,
    "dossier_code": _code,
    "random": lambda on, number: on.codes[number],
    "grouped": lambda on, number: grouped_code(on.codes[number]),
}
"""What finds the text under a key: by the key's first part, given the life and the other parts."""


@lru_cache(maxsize=256)
def _width(template_version_id: int) -> str:
    """With how many digits at least the numbers of such papers are written."""
    version = PrintTemplateVersion.objects.get(pk=template_version_id)
    text = number_text(version, 1, "", date.min)
    return "02" if text.startswith("01") else ""


def grouped_code(code: str) -> str:
    """A code in groups of four."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
