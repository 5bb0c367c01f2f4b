# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the moments of a life on the stage come from, and what its deadlines are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lienthong.core.cases.api import Case, Opinion, OpinionStance
from lienthong.core.deadlines.api import Deadline, due_of
from lienthong.core.documents.api import IssuedDocument
from lienthong.demo.lives.bound import Bound
from lienthong.demo.lives.capture import Rows
from lienthong.demo.lives.life import START_AFTER, Life
from lienthong.demo.lives.moments import DAYS, FORMS, local_day, minute
from lienthong.demo.lives.pattern import Lexicon, Unexplained
from lienthong.demo.lives.stage import NARROW, Stage
from lienthong.demo.lives.terms import Book, Change, Content, Key, Term, late_text
from lienthong.kernel import clock
from lienthong.modules.onestop.actions.stop import EXCLUSION
from lienthong.modules.onestop.models import StopNotice
from lienthong.modules.onestop.queries.limits import clock_limit

_STORED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00")
MOMENTS = ("remind_at", "escalate_at", "silence_at")
"""When an asked unit is followed."""
_LONGEST = 400 * 24 * 3600
"""Seconds after an act within which a whole number of minutes later follows from it."""


@dataclass
class Origins:
    """What is known of the rows of one moment of a life on the stage.

    ``before`` was there when it began; ``drawn`` are documents as they were drawn, by digest.
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

    def read_moments(self) -> None:
        """Learn every moment. Raises ``Unexplained``."""
        self._moments()
        self._terms()
        _read_stop(self)
        for opinion in opinions():
            _read_opinion(self, opinion)
        _read_later(self)

    def _moments(self) -> None:
        for number, moment in enumerate(self.life.at):
            key = ("at", number)
            self._moment(key, moment)
            self.moments[minute(moment)] = key
            self.whens[FORMS["stored"](moment)] = key
        if self.life.joined is not None:
            self._moment(("joined",), self.life.joined)
        if self.life.start in self.life.answers().values():
            after = int(START_AFTER.total_seconds())
            self._moment(("after", ("at", 0), after), self.life.at[0] + START_AFTER)

    def _moment(self, key: Key, moment: datetime) -> None:
        for form, write in FORMS.items():
            text = write(moment)
            if form != "time" or text not in {"17:00", "00:00"}:
                self.lexicon.add(text, ("moment", key, form))
        for form, write_day in DAYS.items():
            if form != "year":
                self.lexicon.add(write_day(local_day(moment)), ("day", key, form))

    def _terms(self) -> None:
        rows = {int(row[0]): row for row in self.of("deadlines_deadline")}
        found, rules = Deadline.objects.filter(pk__in=rows).order_by("pk"), rules_of_opinions()
        for deadline in found:
            due = due_of(deadline)
            start, followed = self._key_at(due.start) or (), rules.get(deadline.pk, {})
            self.terms.append(Term(due.limit, start, due.calendar, self._changes(due), followed))
        if self.life.new_day is not None:
            self._moment(("new",), self.bound().moment(("new",)))
        case = Case.objects.get(pk__gte=NARROW)
        main = self.term_number(case.deadline_id) if case.deadline_id else 0
        for number in sorted(range(len(self.terms)), key=lambda number: number != main):
            for count in range(len(self.terms[number].changes) + 1):
                key = ("due", number, count)
                moment = self.bound().moment(key)
                self._moment(key, moment)
                for act in range(len(self.life.at)):
                    near = ("near", key, ("at", act))
                    self.lexicon.add(self.bound().value(near), near)

    def _changes(self, due: clock.Due) -> tuple[Change, ...]:
        return tuple(
            Change(
                one.adjustment.kind.value,
                self._key_at(one.adjustment.from_at),
                self._key_at(one.adjustment.to_at),
                one.adjustment.reason,
                one.adjustment.legal_basis,
            )
            for one in due.applied
        )

    def _key_at(self, local: datetime | None) -> Key | None:
        if local is None:
            return None
        aware = clock.to_aware(local)
        if self.life.new_day == local.date():
            return ("new",)
        key = self.moments.get(minute(aware))
        if key is None:
            raise Unexplained(f"no act at {aware.isoformat()}")
        return key

    def bound(self) -> Bound:
        """The life on the stage with what is known so far."""
        return Bound(self.life, tuple(self.terms), tuple(self.books))

    def of(self, name: str, *columns: str) -> Iterator[list[str]]:
        """The rows of a table, or only these columns of them."""
        for table, rows in self.rows.items():
            if table.name == name:
                places = [table.columns.index(column) for column in columns]
                for row in rows:
                    yield [row[place] for place in places] if columns else row

    def term_number(self, pk: int) -> int:
        """The number of the deadline with that id."""
        known = sorted(int(row[0]) for row in self.of("deadlines_deadline", "id"))
        return known.index(pk)

    def count_of(self, number: int) -> int:
        """How many adjustments a deadline has."""
        return len(self.terms[number].changes)


def _read_stop(on: Origins) -> None:
    """Until when a dossier that was stopped may rest."""
    for notice in StopNotice.objects.filter(dossier__pk__gte=NARROW, until_at__isnull=False):
        version = notice.dossier.procedure_version
        listed = version.spec.exclusion(EXCLUSION)
        if notice.sent_at is not None and listed is not None and listed.limit is not None:
            limit, sent = clock_limit(listed.limit), on.moments[minute(notice.sent_at)]
            key = ("within", sent, limit.unit.value, limit.amount)
            on._moment(key, on.bound().moment(key))


def _read_opinion(on: Origins, opinion: Opinion) -> None:
    """When the asked unit is followed, and whether its answer was late."""
    number = on.term_number(opinion.step.deadline_id or 0)
    for what in MOMENTS:
        if getattr(opinion, what) is not None:
            key = ("follow", number, what)
            on._moment(key, on.bound().moment(key))
    if opinion.answered_at is not None:
        ended = on.whens[FORMS["stored"](opinion.answered_at)]
        outcome = (number, on.count_of(number), ended)
        on.lexicon.add(late_text(late=opinion.is_late), ("late", *outcome))
        if opinion.stance != OpinionStance.SILENT:
            _read_outcome(on.lexicon, opinion, outcome)


def _read_outcome(lexicon: Lexicon, opinion: Opinion, key: Key) -> None:
    """How the trail tells whether an opinion came late: as it is kept, and as it is hashed."""
    for before, after in (
        ('"outcome": [null, ', '], "step_id": [null, '),
        ('"outcome":[null,', '],"question":[null,"'),
    ):
        said = ("labelled_outcome", before, after, *key)
        lexicon.add(f"{before}{opinion.outcome}{after}", said)


def opinions() -> QuerySet[Opinion]:
    """What the life on the stage asked other units."""
    return Opinion.objects.filter(pk__gte=NARROW).select_related("step").order_by("pk")


def rules_of_opinions() -> dict[int, Mapping[str, Any]]:
    """How the units that owe an opinion by a deadline are followed."""
    return {one.step.deadline_id or 0: one.rule for one in opinions()}


def _read_later(on: Origins) -> None:
    """Moments whole minutes after an act: how long drafts are kept, when a call comes again."""
    texts = {text for rows in on.rows.values() for row in rows for text in row}
    for text in sorted(texts - set(on.lexicon.keys)):
        if _STORED.fullmatch(text) is None:
            continue
        moment = datetime.fromisoformat(text)
        for number, act in enumerate(on.life.at):
            seconds = (moment - act).total_seconds()
            if seconds % 60 == 0 and abs(seconds) < _LONGEST:
                on._moment(("after", ("at", number), int(seconds)), moment)
                break
