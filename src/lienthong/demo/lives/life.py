# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One life as plain values: who files what where, which acts follow, at which moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from lienthong.core.accounts.api import PersonFacts
from lienthong.demo.lives.declarations import answers_of
from lienthong.demo.lives.moments import local_day

START_AFTER = timedelta(days=45)
"""From filing to the day on which works are planned to begin."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody of the population. ``number`` is the personal identification number."""

    name: str
    number: str
    born: date
    gender: str
    phone: str
    detail: str
    residence: str

    @property
    def subject(self) -> str:
        """VNeID's name for the account."""
        return f"gen-{self.number}"


@dataclass(frozen=True, slots=True)
class Officer:
    """Who does an act, by the text of the day. ``is_own``: of the commune, not of the province."""

    account_id: int
    name: str
    position: str
    unit_id: int
    unit_name: str
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class UnitText:
    """A unit as rows and papers name it."""

    id: int
    name: str
    short_name: str
    place: str
    prefix: str = ""
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Office:
    """Where dossiers of a place go: its units (``agency``, ``desk``, …), its officers by post.

    ``agency`` resolves, ``desk`` receives; ``division`` is the place that people answer.
    """

    code: str
    division: str
    division_text: str
    units: Mapping[str, UnitText]
    officers: Mapping[str, tuple[Officer, ...]]

    @property
    def agency_id(self) -> int:
        """The unit that resolves."""
        return self.units["agency"].id

    @property
    def desk_id(self) -> int:
        """The unit that receives."""
        return self.units["desk"].id


@dataclass(frozen=True, slots=True)
class Life:
    """A life. ``at`` has one moment for each of the ``acts`` that are done; the rest is open.

    ``team`` says which officer acts in each post; ``joined`` when whoever files had signed in for
    the first time, before this life; ``delivery`` how they want the result.
    """

    procedure: str
    channel: str
    acts: tuple[str, ...]
    at: tuple[datetime, ...]
    office: Office
    team: Mapping[str, Officer]
    filer: Citizen
    others: Mapping[str, Citizen] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    new_day: date | None = None
    joined: datetime | None = None
    delivery: str = "store"

    def facts(self) -> PersonFacts:
        """Whoever files, as VNeID or the desk knows them."""
        who = self.filer
        return PersonFacts(
            full_name=who.name,
            personal_id=who.number,
            date_of_birth=who.born,
            gender=who.gender,
            phone=who.phone,
            residence=who.residence,
        )

    @property
    def start(self) -> str:
        """When planned works begin, as a declaration holds it."""
        return local_day(self.at[0] + START_AFTER).isoformat()

    def answers(self) -> dict[str, Any]:
        """The declaration, filled in."""
        home = {
            "division": self.office.division,
            "division_text": self.office.division_text,
            "detail": self.filer.detail,
        }
        people = {"filer": self.filer, **self.others}
        values: dict[str, Any] = {"home": home, **self.words}
        for role, who in people.items():
            values |= {
                role: who.name,
                f"{role}.born": who.born.isoformat(),
                f"{role}.number": who.number,
                f"{role}.gender": who.gender,
                f"{role}.phone": who.phone,
            }
        values |= {
            "delivery": self.delivery,
            "address": self.filer.residence,
            "start": self.start,
        }
        return answers_of(self.procedure, (self.channel, f"by_{self.delivery}"), values)
