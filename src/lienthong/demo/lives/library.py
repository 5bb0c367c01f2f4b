# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates of every shape of life that is asked for, each captured once, on the stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from lienthong.core.accounts.api import register_person
from lienthong.core.documents.api import IssuedDocument, Kept
from lienthong.demo.lives.abreast import over
from lienthong.demo.lives.beside import copies, queue_of, take
from lienthong.demo.lives.capture import Table, marked_rows
from lienthong.demo.lives.life import Citizen, Life, Office
from lienthong.demo.lives.origins import Origins
from lienthong.demo.lives.pattern import Lexicon
from lienthong.demo.lives.performance import PURPOSE, Performance, clock_at, sign_in
from lienthong.demo.lives.plan import posts_of
from lienthong.demo.lives.reading import read_template
from lienthong.demo.lives.script import play
from lienthong.demo.lives.shape import KNOWN, SIGNED_IN, Shape
from lienthong.demo.lives.stage import NARROW, Stage, marked_citizen, marker, stage
from lienthong.demo.lives.template import Template
from lienthong.demo.lives.terms import Terms
from lienthong.demo.lives.work import Desk
from lienthong.demo.sources import read
from lienthong.demo.spent import database_seconds
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor

GAPS = {
    "ask_land": 4,
    "ask_both": 4,
    "ask_supplement": 1,
    "verify": 2,
    "verified": 2,
    "ask_extension": 2,
}
"""Working days before an act on the stage, six for all others: no two acts on one day, and what a
unit that is asked has to keep ends on another day than what was promised."""
USUAL_GAP = 6
MANY = 24
"""From so many lives on it pays to lead them in several databases."""


@dataclass
class Library:
    """The templates. ``days`` are working days that all versions in use cover."""

    office: Office
    specimen: Kept
    days: Sequence[date]
    known: dict[str, Table] = field(default_factory=dict)
    templates: dict[Shape, Template] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    database_seconds: float = 0.0

    def template(self, shape: Shape) -> Template:
        """The template of a shape."""
        if shape not in self.templates:
            list(self.learn([shape]))
        return self.templates[shape]

    def learn(self, shapes: Iterable[Shape], workers: int = 1) -> Iterator[int]:
        """Capture all that are not known yet; yields how many are, after each life that was led.

        One life is led for all shapes that lie on its way. Several workers lead lives at once, each
        in a database of its own: a stage holds what it marks until its end.
        """
        ways = list(_ways(set(shapes) - set(self.templates)).items())
        if workers == 1 or len(ways) < MANY:
            for way, found in ways:
                self.templates |= _with_terms(self.terms, self._captured(way, found))
                yield len(self.templates)
            return
        with copies(workers - 1) as databases:
            capture, own = partial(self._captured_at, ways), partial(take, queue_of(databases))
            for templates, seconds in over(len(ways), capture, len(databases), own):
                self.templates |= _with_terms(self.terms, templates)
                self.database_seconds += seconds
                yield len(self.templates)

    def _captured_at(
        self, ways: Sequence[tuple[Shape, Sequence[Shape]]], place: int
    ) -> tuple[dict[Shape, Template], float]:
        """By a process of its own; with the database's seconds for it."""
        before = database_seconds()
        return self._captured(*ways[place]), database_seconds() - before

    def _captured(self, way: Shape, shapes: Sequence[Shape]) -> dict[Shape, Template]:
        """Lead a life; keep what it left at each of these shapes."""
        wanted, templates = {len(shape.acts): shape for shape in shapes}, dict[Shape, Template]()
        with stage(self.office) as ready:
            life = self._life(way, ready)
            make_known(life, way.known)
            before = marked_rows(self.known)
            performance, drawn = Performance(life, Desk(self.specimen)), dict[str, Any]()
            for done in play(performance):
                for document in IssuedDocument.objects.filter(pk__gte=NARROW).order_by("pk"):
                    drawn.setdefault(document.content_digest, document)
                if done in wanted:
                    fixed = Lexicon(fixed={self.specimen.sha256, self.specimen.key})
                    rows, part = marked_rows(self.known), _part(life, done)
                    origins = Origins(ready, part, rows, before, drawn, fixed)
                    templates[wanted[done]] = read_template(origins)
        return templates

    def _life(self, shape: Shape, ready: Stage) -> Life:
        procedure = next(
            row for row in read("lives")["procedures"] if row["code"] == shape.procedure
        )
        at = tuple(self._moments(shape))
        old = Citizen("", "", date(1994, 7, 19), "", "", "", "")
        filer = marked_citizen(1, gender=_gender(procedure["filer"]), born=old)
        others = {
            role: self._other(order, _gender(asked), "days" in asked, at[0])
            for order, (role, asked) in enumerate(procedure.get("others", {}).items(), 2)
        }
        posts = posts_of(procedure, shape.channel)
        officers = {post: ready.office.officers[name][0] for post, name in posts.items()}
        words = {name: marker(600 + order) for order, name in enumerate(read("lives")["words"])}
        return Life(
            shape.procedure, shape.channel, shape.acts, at, ready.office, officers, filer, others,
            words, new_day=self._new_day(procedure, shape, at),
            joined=joined_before(at[0]) if shape.known == SIGNED_IN else None,
            delivery=shape.delivery,
        )  # fmt: skip

    def _new_day(
        self, procedure: Mapping[str, Any], shape: Shape, at: Sequence[datetime]
    ) -> date | None:
        if "ask_extension" not in shape.acts:
            return None
        place = self.days.index(at[shape.acts.index("ask_extension")].date())
        return self.days[place + int(procedure["extended_by"])]

    def _other(self, order: int, gender: str, is_child: bool, start: datetime) -> Citizen:
        born = start.date() - timedelta(days=9) if is_child else date(1980 + order, 3, 8 + order)
        who = marked_citizen(order, gender=gender, born=Citizen("", "", born, "", "", "", ""))
        return replace(who, number="", phone="") if is_child else who

    def _moments(self, shape: Shape) -> Iterator[datetime]:
        place, proposals = 0, 0
        for order, act in enumerate(shape.acts):
            proposals += act == "propose"
            gap = GAPS.get(act, USUAL_GAP)
            if (act == "do_not_sign" and shape.again[proposals - 1 : proposals] == (True,)) or (
                act == "propose" and shape.again[proposals - 2 : proposals - 1] == (True,)
            ):
                gap = 0
            place += gap if order else 0
            day, minutes = self.days[place], (15 * 60 + 23 if order < 2 else 8 * 60) + 7 * order
            yield datetime(
                day.year, day.month, day.day, minutes // 60, minutes % 60, 11 + order, 137_000,
                tzinfo=clock.VIETNAM,
            )  # fmt: skip


def _ways(shapes: Iterable[Shape]) -> dict[Shape, list[Shape]]:
    """The lives that are to be led, each with the shapes that lie on its way."""
    ways: dict[Shape, list[Shape]] = {}
    for shape in sorted(shapes, key=_longest_first):
        way = next((one for one in ways if shape.leads_to(one)), shape)
        ways.setdefault(way, []).append(shape)
    return ways


def _with_terms(terms: Terms, found: Mapping[Shape, Template]) -> dict[Shape, Template]:
    """Templates that hold deadlines which others have alike as one with them."""
    return {
        shape: replace(template, terms=tuple(map(terms.one, template.terms)))
        for shape, template in found.items()
    }


def _longest_first(shape: Shape) -> tuple[int, str]:
    return -len(shape.acts), repr(shape)


def _part(life: Life, done: int) -> Life:
    """The life after so many acts."""
    acts = life.acts[:done]
    new_day = life.new_day if "ask_extension" in acts else None
    return replace(life, acts=acts, at=life.at[:done], new_day=new_day)


def _gender(asked: Mapping[str, Any]) -> str:
    """The gender of somebody on the stage; whose may be any, is a woman there."""
    return "female" if asked["gender"] == "any" else str(asked["gender"])


def joined_before(moment: datetime) -> datetime:
    """When somebody became known who is known at the moment."""
    return moment - timedelta(days=1, seconds=7)


def make_known(life: Life, known: str) -> None:
    """Let the platform know whoever files, the day before, as it is assumed."""
    actor = Actor.platform(PURPOSE)
    with clock_at(joined_before(life.at[0])):
        if known == KNOWN:
            register_person(life.facts(), actor=actor)
        elif known == SIGNED_IN:
            sign_in(life)
