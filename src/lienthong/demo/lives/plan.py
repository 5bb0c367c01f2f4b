# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which lives there are: who files what when, and when each act follows. Pure, by seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from lienthong.demo.lives.chance import Weighted, dice_for
from lienthong.demo.lives.life import Citizen, Life, Office, Officer
from lienthong.demo.lives.moments import local_day
from lienthong.demo.lives.population import ages_of, citizen, gender_of, newborn
from lienthong.demo.sources import read
from lienthong.kernel import clock

NEW, KNOWN, SIGNED_IN = "new", "known", "signed_in"
"""How the platform knows whoever files: not yet, from the desk, or with an account."""

SIGNING_IN = frozenset({"submit", "answer", "withdraw"})
"""Acts for which whoever files signs in."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when dossiers are filed; nothing happens after ``until``."""

    since: date
    until: datetime


@dataclass(frozen=True, slots=True)
class Shape:
    """What all lives with the same rows share but for their values.

    ``again`` says of each proposal after the first whether it came on the day of the one before:
    a draft that says the same is not drawn again.
    """

    procedure: str
    channel: str
    acts: tuple[str, ...]
    genders: tuple[str, ...]
    known: str
    again: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A life with its place in the plan: its shape's course in full, its filer's number."""

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
    def data(self) -> Mapping[str, Any]:
        """The mix."""
        return read("lives")

    @cached_property
    def counts(self) -> list[int]:
        """How many dossiers each office gets."""
        weights = [self.data["communes"][self._kind(office)] for office in self.offices]
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
            first += self.people_of(count)
        return [*numbers, first]

    def people_of(self, count: int) -> int:
        """How many people file so many dossiers."""
        return max(40, int(count / self.data["dossiers_per_person"]) + 1)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {row["slug"]: row["kind"] for row in read("units")["communes"]}

    def _kind(self, office: Office) -> str:
        return self._kinds[office.code]

    @cached_property
    def _procedures(self) -> Weighted[Mapping[str, Any]]:
        return Weighted((row, row["weight"]) for row in self.data["procedures"])

    @cached_property
    def _filing_days(self) -> Weighted[date]:
        months, weekdays = self.data["months"], self.data["weekdays"]
        return Weighted(
            (day, months[day.month - 1] * weekdays[day.weekday() % 5])
            for day in self.days
            if self.span.since <= day <= self.span.until.date()
        )

    @cached_property
    def _hours(self) -> Mapping[str, Weighted[int]]:
        return {
            channel: Weighted(self.data[f"{channel}_hours"].items())
            for channel in ("desk", "online")
        }

    @cached_property
    def _courses(self) -> Mapping[tuple[str, str], Weighted[tuple[str, ...]]]:
        return {
            (row["code"], channel): Weighted(
                (self._acts(name, channel), weight)
                for name, weight in row["courses"].items()
                if self.data["courses"][name].get("only", channel) == channel
            )
            for row in self.data["procedures"]
            for channel in ("desk", "online")
        }

    @cached_property
    def _speeds(self) -> Weighted[int]:
        return Weighted(enumerate(self.data["speeds"].values()))

    @cached_property
    def _place_of_day(self) -> dict[date, int]:
        return {day: place for place, day in enumerate(self.days)}

    def _acts(self, name: str, channel: str) -> tuple[str, ...]:
        acts = tuple(self.data["courses"][name]["acts"])
        if channel == "desk":
            return ("receive", *(act for act in acts if act != "accept"))
        return ("submit", *acts)

    def lives_of(self, place: int) -> Iterator[Planned]:
        """The lives of an office in the order in which they are filed."""
        drawn = sorted(
            (self._start(dice_for(self.seed, "life", place, number)), number)
            for number in range(self.counts[place])
        )
        for start, number in drawn:
            yield self.life(place, number, start)

    def _start(self, dice: random.Random) -> tuple[datetime, str]:
        row = self._procedures.pick(dice)
        channel = "online" if dice.random() < row["online"] else "desk"
        day = self._filing_days.pick(dice)
        moment = self._at(day, self._hours[channel].pick(dice), dice)
        return min(moment, self.span.until - timedelta(minutes=1)), f"{row['code']} {channel}"

    def life(self, place: int, number: int, start: tuple[datetime, str]) -> Planned:
        """One life of an office."""
        dice = dice_for(self.seed, "course", place, number)
        moment, said = start
        code, channel = said.split(" ")
        row = next(row for row in self.data["procedures"] if row["code"] == code)
        course = self._courses[code, channel].pick(dice)
        moments = self._moments(course, moment, dice)
        office = self.offices[place]
        person = self._number(place, row["filer"], dice)
        filer = citizen(self.seed, person, office.division)
        life = Life(
            procedure=code,
            channel=channel,
            acts=course[: len(moments)],
            at=moments,
            office=office,
            team=self._team(office, row["examiner"], dice),
            filer=filer,
            others=self._others(row, office, filer, person, moment.date(), dice),
            words={name: dice.choice(texts) for name, texts in self.data["words"].items()},
        )
        return Planned(life, course, person)

    def _number(self, place: int, asked: Mapping[str, Any], dice: random.Random) -> int:
        """Somebody of the office's people who may be the one that is asked for."""
        first, last = self.first_person[place], self.first_person[place + 1]
        for _try in range(200):
            number = dice.randrange(first, last)
            if _fits(number, asked):
                return number
        return next(number for number in range(first, last + 20) if _fits(number, asked))

    def _others(
        self,
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
                found[role] = newborn(self.seed, dice.getrandbits(40), gender, born, surname)
            else:
                number = person + order * 40_000_000
                while not _fits(number, asked):
                    number += 1
                found[role] = citizen(self.seed, number, office.division)
        return found

    def _team(self, office: Office, examiner: str, dice: random.Random) -> dict[str, Officer]:
        posts = posts_of(examiner, office)
        return {post: dice.choice(office.officers[name]) for post, name in posts.items()}

    def _moments(
        self, course: Sequence[str], start: datetime, dice: random.Random
    ) -> tuple[datetime, ...]:
        """When each act is done, up to the end of the span or to where the life stands still."""
        speed, waits = self._speeds.pick(dice), self.data["waits"]
        last = len(course)
        if dice.random() < self.data["stalled"]:
            last = dice.randint(1, len(course))
        moments = [start]
        for act in course[1:last]:
            most = waits.get(act, waits["default"])[speed]
            moment = self._after(moments[-1], dice.randint(0, most), dice)
            if moment >= self.span.until:
                break
            moments.append(moment)
        return tuple(moments)

    def _after(self, moment: datetime, halves: int, dice: random.Random) -> datetime:
        """So many half working days later, in office hours, and never before."""
        local = moment.astimezone(clock.VIETNAM)
        day, hour = local.date(), local.hour
        while day not in self._place_of_day:
            day, hour = day + timedelta(days=1), 0
        half = (0 if hour < 12 else 1) + halves
        place = self._place_of_day[day] + half // 2
        found = self._in_half(place, half % 2, dice)
        if found > moment:
            return found
        later = moment + timedelta(minutes=dice.randint(2, 25), seconds=dice.randint(0, 59))
        if later.astimezone(clock.VIETNAM).hour < 17:
            return later
        return self._in_half(place + 1, 0, dice)

    def _in_half(self, place: int, half: int, dice: random.Random) -> datetime:
        day = self.days[min(place, len(self.days) - 1)]
        begin, length = (7 * 60 + 30, 240) if half == 0 else (13 * 60 + 30, 205)
        minutes = begin + dice.randrange(length)
        return datetime(
            day.year, day.month, day.day, minutes // 60, minutes % 60, dice.randrange(60),
            dice.randrange(1_000) * 1000, tzinfo=clock.VIETNAM,
        )  # fmt: skip

    def _at(self, day: date, hour: int, dice: random.Random) -> datetime:
        return datetime(
            day.year, day.month, day.day, hour, dice.randint(0, 59), dice.randrange(60),
            dice.randrange(1_000) * 1000, tzinfo=clock.VIETNAM,
        )  # fmt: skip


def _fits(number: int, asked: Mapping[str, Any]) -> bool:
    youngest, oldest = ages_of(number)
    wanted = asked.get("ages", (youngest, oldest))
    right = asked["gender"] in {"any", gender_of(number)}
    return right and wanted[0] <= youngest and oldest <= wanted[1]


def known_after(planned: Planned, known: str) -> str:
    """How the platform knows whoever files once the life has come as far as it does."""
    by_citizen = SIGNING_IN & set(planned.life.acts)
    return SIGNED_IN if by_citizen or known == SIGNED_IN else KNOWN


def posts_of(examiner: str, office: Office) -> dict[str, str]:
    """Under which name of the office's officers each post of a team is found."""
    posts = {"desk": "desk", "examiner": examiner, "leader": "leader", "clerk": "clerk"}
    return posts | {name: name for name in ("land", "fire") if name in office.officers}


def shape_of(planned: Planned, known: str) -> Shape:
    """The shape of a planned life in full, whoever files being known so far like this."""
    life = planned.life
    genders = (life.filer.gender, *(one.gender for one in life.others.values()))
    days = [local_day(at) for act, at in zip(life.acts, life.at, strict=True) if act == "propose"]
    again = tuple(later == earlier for earlier, later in pairwise(days))
    return Shape(life.procedure, life.channel, planned.course, genders, known, again)
