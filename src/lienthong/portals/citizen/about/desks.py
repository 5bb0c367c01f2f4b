# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The desks of the one-stop: which commune or ward they serve, when they are open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lienthong.core.accounts.api import Person
from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.references.api import places
from lienthong.core.units.api import UnitVersion, desks
from lienthong.kernel import clock
from lienthong.kernel.text import fold, sort_key

PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk: the unit that runs it, the place it serves."""

    unit_id: int
    name: str
    place: str
    phone: str
    serves_all: bool

    @property
    def hours(self) -> list[str]:
        """When it is open; empty while no calendar is in force."""
        try:
            return clock.opening_hours(unit_calendar(self.unit_id).reception)
        except LookupError:
            return []


def all_desks() -> list[Desk]:
    """Every desk, the one of the province first, then by the place it serves."""
    found = [_desk(version) for version in desks()]
    return sorted(found, key=lambda desk: (not desk.serves_all, sort_key(desk.place)))


def found_desks(text: str, among: Iterable[Desk]) -> list[Desk]:
    """Desks whose name or place holds every word, with or without accents."""
    words = fold(text).split()
    return [desk for desk in among if all(word in _said(desk) for word in words)]


def near(person: Person | None, among: Iterable[Desk]) -> list[Desk]:
    """Desks of the commune or ward where somebody lives; the province's is near nobody."""
    home = fold(person.residence) if person else ""
    return [desk for desk in among if not desk.serves_all and home and fold(desk.place) in home]


def _said(desk: Desk) -> str:
    return fold(f"{desk.name} {desk.place}")


def _desk(version: UnitVersion) -> Desk:
    code = version.division.code if version.division else ""
    place = places().get(code)
    return Desk(
        unit_id=version.unit_id,
        name=version.name,
        place=place.name if place else "",
        phone=str(version.details.get("phone", "")),
        serves_all=version.level == PROVINCE,
    )
