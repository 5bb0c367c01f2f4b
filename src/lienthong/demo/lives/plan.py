# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which lives there are: who files what when, and when each act follows. Pure, by seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from lienthong.demo.lives.chance import below, dice_for, one_of
from lienthong.demo.lives.life import Citizen, Life, Office, Officer
from lienthong.demo.lives.mix import Mix
from lienthong.demo.lives.moments import local_day
from lienthong.demo.lives.population import (
    ages_of,
    citizen,
    gender_of,
    newborn,
    signs_in,
)
from lienthong.demo.lives.shape import (
    SIGNING_IN,
    Outline,
    Shape,
    known_by,
    outlined,
)
from lienthong.demo.lives.timetable import Timetable
from lienthong.demo.sources import read

FEWEST = 60
"""People of an office at least."""

RESOLVING = ("examiner", "leader", "clerk")
"""Posts of whoever resolves; a procedure of the province names its own officers for them."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when dossiers are filed; nothing happens after ``until``."""

    since: date
    until: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """A life with its place in the plan: its course in full, its filer's number."""

    life: Life
    course: tuple[str, ...]
    person: int


@dataclass(frozen=True)
class Plan:
    """All lives of a seed. ``days`` are the working days of the province, in order."""

    seed: int
    dossiers: int
    offices: Sequence[Office]
    span: Span
    days: Sequence[date]

    @cached_property
    def mix(self) -> Mix:
        """The weights of everything."""
        until = self.span.until.date()
        return Mix([day for day in self.days if self.span.since <= day <= until])

    @cached_property
    def timetable(self) -> Timetable:
        """When acts follow."""
        data, until = self.mix.data, self.span.until
        return Timetable(
            self.days, until, data["waits"], self.mix.speeds, data["stalled"], data["least"]
        )

    @cached_property
    def counts(self) -> list[int]:
        """How many dossiers each office gets."""
        kinds = {row["slug"]: row["kind"] for row in read("units")["communes"]}
        weights = [self.mix.data["communes"][kinds[office.code]] for office in self.offices]
        total, given, counts = sum(weights), 0, []
        for place in range(len(weights)):
            until = round(self.dossiers * sum(weights[: place + 1]) / total)
            counts.append(until - given)
            given = until
        return counts

    @cached_property
    def first_person(self) -> list[int]:
        """The number of the first person of each office."""
        numbers, first = [], 1
        for count in self.counts:
            numbers.append(first)
            first += max(FEWEST, int(count / self.mix.data["dossiers_per_person"]) + 1)
        return [*numbers, first]

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Any]]:
        """What is said of each procedure, by its code."""
        return {row["code"]: row for row in self.mix.data["procedures"]}

    def starts_of(self, place: int) -> list[tuple[tuple[datetime, str], int]]:
        """When each life of an office is filed and what, with its number, in that order."""
        return sorted(
            (self._start(dice_for(self.seed, "life", place, number)), number)
            for number in range(self.counts[place])
        )

    def lives_of(self, place: int) -> Iterator[Planned]:
        """The lives of an office in the order in which they are filed."""
        for start, number in self.starts_of(place):
            yield self.life(place, number, start)

    def _start(self, dice: random.Random) -> tuple[datetime, str]:
        row = self.mix.procedures.pick(dice)
        channel = "online" if dice.random() < row["online"] else "desk"
        day = self.mix.filing_days[channel].pick(dice)
        moment = self.timetable.at(day, self.mix.hours[channel].pick(dice), dice)
        return min(moment, self.latest), f"{row['code']} {channel}"

    @cached_property
    def latest(self) -> datetime:
        """When the last dossier is filed."""
        return self.span.until - timedelta(minutes=1)

    def outline(self, place: int, number: int, start: tuple[datetime, str]) -> Outline:
        """What decides which rows one life of an office leaves."""
        dice = dice_for(self.seed, "course", place, number)
        moment, said = start
        code, channel = said.split(" ")
        row = self.rows[code]
        course = self.mix.courses[code, channel].pick(dice)
        at = self.timetable.moments(course, moment, dice)
        asked = {**row["filer"], "signs_in": not SIGNING_IN.isdisjoint(course)}
        person = self._number(place, asked, dice)
        return Outline(
            code, channel, course, course[: len(at)], at, delivery_of(channel, course), person
        )

    def life(self, place: int, number: int, start: tuple[datetime, str]) -> Planned:
        """One life of an office."""
        found = self.outline(place, number, start)
        return Planned(self.filled(place, number, found), found.course, found.person)

    def filled(self, place: int, number: int, found: Outline) -> Life:
        """The life of an outline: who is in it, who acts, what is said; by dice of its own."""
        dice = dice_for(self.seed, "rest", place, number)
        row, office, person = self.rows[found.procedure], self.offices[place], found.person
        filer = citizen(self.seed, person, office.division)
        day = found.at[0].date()
        return Life(
            procedure=found.procedure,
            channel=found.channel,
            acts=found.acts,
            at=found.at,
            office=office,
            team=_team(office, row, found.channel, dice),
            filer=filer,
            others=_others(self.seed, row, office, filer, person, day, dice),
            words={name: one_of(dice, texts) for name, texts in self.mix.data["words"].items()},
            new_day=_new_day(self.timetable, row, found.acts, found.at),
            delivery=found.delivery,
        )

    def _number(self, place: int, asked: Mapping[str, Any], dice: random.Random) -> int:
        """Somebody of the office's people who may be the one that is asked for."""
        first, last = self.first_person[place], self.first_person[place + 1]
        for _try in range(200):
            number = first + below(dice, last - first)
            if _fits(number, asked):
                return number
        return next(number for number in range(first, last + 20) if _fits(number, asked))


def _new_day(
    timetable: Timetable, row: Mapping[str, Any], acts: Sequence[str], at: Sequence[datetime]
) -> date | None:
    """The working day that is promised when a life asks for an extension."""
    if "ask_extension" not in acts:
        return None
    return timetable.working_day(local_day(at[acts.index("ask_extension")]), row["extended_by"])


def _team(
    office: Office, row: Mapping[str, Any], channel: str, dice: random.Random
) -> dict[str, Officer]:
    posts = posts_of(row, channel)
    return {post: one_of(dice, office.officers[name]) for post, name in posts.items()}


def _others(
    seed: int,
    row: Mapping[str, Any],
    office: Office,
    filer: Citizen,
    person: int,
    day: date,
    dice: random.Random,
) -> dict[str, Citizen]:
    found: dict[str, Citizen] = {}
    for order, (role, asked) in enumerate(row.get("others", {}).items(), 1):
        if "days" in asked:
            gender = dice.choice(("female", "male"))
            born = day - timedelta(days=dice.randint(*asked["days"]))
            surname = filer.name.partition(" ")[0]
            found[role] = newborn(seed, dice.getrandbits(40), gender, born, surname)
        else:
            number = person + order * 40_000_000
            while not _fits(number, asked):
                number += 1
            found[role] = citizen(seed, number, office.division)
    return found


def _fits(number: int, asked: Mapping[str, Any]) -> bool:
    youngest, oldest = ages_of(number)
    wanted = asked.get("ages", (youngest, oldest))
    right = asked["gender"] in {"any", gender_of(number)}
    right = right and asked.get("signs_in", signs_in(number)) == signs_in(number)
    return right and wanted[0] <= youngest and oldest <= wanted[1]


def known_after(planned: Planned, known: str) -> str:
    """How the platform knows whoever files once the life has come as far as it does."""
    return known_by(planned.life.acts, known)


def delivery_of(channel: str, course: Sequence[str]) -> str:
    """How whoever files wants the result: by post, at the desk, or electronically only."""
    if "hand_to_post" in course:
        return "post"
    return "desk" if channel == "desk" else "store"


def posts_of(row: Mapping[str, Any], channel: str) -> dict[str, str]:
    """Under which name of the office's officers each post of a procedure's team is found.

    Units that are asked for their opinion act in the post that is called after the matter.
    """
    resolving = {name: row.get(name, name) for name in RESOLVING}
    desk = row.get("online_desk", "desk") if channel == "online" else "desk"
    return {"desk": desk} | resolving | {matter: matter for matter in row.get("asks", ())}


def shape_of(planned: Planned, known: str) -> Shape:
    """The shape of a planned life as far as it came, whoever files being known like this."""
    return outlined(planned.life, known)
