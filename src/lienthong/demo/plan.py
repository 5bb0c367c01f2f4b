# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The demo province as plain records, computed from the data files without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from lienthong.demo.people import Name, name_for
from lienthong.demo.sources import read

START = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """One unit. ``agency`` and ``parent`` are unit codes, ``division`` a division code.

    ``place`` is written before the date on papers: "Đồng Hới, ngày …".
    """

    code: str
    parent: str | None
    agency: str
    kind: str
    level: str
    name: str
    short_name: str
    symbol: str
    division: str
    slug: str
    place: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class GrantPlan:
    """A role held in a unit, with its reach (``unit``, ``subtree``, ``all``)."""

    role: str
    unit: str
    scope: str


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A position held in a unit."""

    unit: str
    position: str


@dataclass(frozen=True, slots=True)
class OfficerPlan:
    """An invented officer: the first post is the main one."""

    username: str
    name: Name
    posts: tuple[PostPlan, ...]
    grants: tuple[GrantPlan, ...]


@dataclass(frozen=True, slots=True)
class DelegationPlan:
    """A dated delegation of a role between two user names; ``valid_to`` is exclusive."""

    giver: str
    taker: str
    role: str
    valid_from: date
    valid_to: date
    reason: str
    instrument: str


@cache
def units() -> tuple[UnitPlan, ...]:
    """All units, parents before children."""
    return (*_province_units(), *(unit for unit, _ in _commune_units()))


@cache
def officers() -> tuple[OfficerPlan, ...]:
    """All officers, in the order of their units."""
    made = []
    for unit, staff in (*_province_staff(), *_commune_units()):
        for post in staff:
            made += list(_officers_at(unit, post))
    return tuple(made)


def delegations() -> tuple[DelegationPlan, ...]:
    """Dated delegations: past, present and future ones."""
    rows = read("agencies")["delegations"]
    return tuple(
        DelegationPlan(
            giver=row["from"],
            taker=row["to"],
            role=row["role"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            reason=row["note"],
            instrument=row["instrument"],
        )
        for row in rows
    )


def _province_units() -> Iterator[UnitPlan]:
    division = read("units")["province"]["code"]
    place = read("units")["province"]["name"].removeprefix("Tỉnh ")
    for row in read("agencies")["province"]:
        yield UnitPlan(
            code=row["code"],
            parent=row["parent"],
            agency=row["code"] if row["agency"] == "own" else row["parent"],
            kind=row["kind"],
            level="province",
            name=row["name"],
            short_name=row["short_name"],
            symbol=row["symbol"],
            division=division,
            slug=row["code"].removeprefix("qt-"),
            place=place,
            prefix=row["prefix"],
        )


def _province_staff() -> Iterator[tuple[UnitPlan, list[Mapping[str, Any]]]]:
    plans = {unit.code: unit for unit in _province_units()}
    for row in read("agencies")["province"]:
        common = read("agencies")[row["staff_of"]] if "staff_of" in row else []
        yield plans[row["code"]], [*common, *row.get("staff", [])]


@cache
def _commune_units() -> tuple[tuple[UnitPlan, list[Mapping[str, Any]]], ...]:
    return tuple(
        (_commune_unit(commune, row), _commune_staff(commune, row))
        for commune in read("units")["communes"]
        for row in read("agencies")["commune"]
    )


def _commune_unit(commune: Mapping[str, Any], row: Mapping[str, Any]) -> UnitPlan:
    top = f"qt-{commune['code']}"
    words = {"name": commune["name"][0].lower() + commune["name"][1:], "Name": commune["name"]}
    own = row["agency"] == "own"
    return UnitPlan(
        code=top + row["suffix"],
        parent="qt" if own else top,
        agency=top,
        kind=row["kind"],
        level="commune",
        name=row.get(f"name_{commune['kind']}", row["name"]).format(**words),
        short_name=row["short_name"].format(**words),
        symbol=row.get(f"symbol_{commune['kind']}", row["symbol"]),
        division=commune["code"],
        slug=commune["slug"],
        place=commune["short"],
        prefix=commune["prefix"] if row["kind"] == "centre" else "",
    )


def _commune_staff(commune: Mapping[str, Any], row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [
        {**post, "count": post["count"] + post.get("extra", {}).get(commune["kind"], 0)}
        for post in row["staff"]
    ]


def _officers_at(unit: UnitPlan, post: Mapping[str, Any]) -> Iterator[OfficerPlan]:
    for number in range(1, post["count"] + 1):
        username = _username(unit, post, number)
        officer = OfficerPlan(
            username=username,
            name=name_for(username),
            posts=(PostPlan(unit.code, post["position"]),),
            grants=_grants(unit, post["roles"]),
        )
        yield _with_second_post(unit, post, officer) if "also" in post else officer


def _with_second_post(unit: UnitPlan, post: Mapping[str, Any], officer: OfficerPlan) -> OfficerPlan:
    code = post["also"]["unit"]
    code = unit.agency + code if code.startswith("-") else code
    other = next(found for found in units() if found.code == code)
    return replace(
        officer,
        posts=(*officer.posts, PostPlan(other.code, post["also"]["position"])),
        grants=(*officer.grants, *_grants(other, post["also"]["roles"])),
    )


def _username(unit: UnitPlan, post: Mapping[str, Any], number: int) -> str:
    if "plain_username" in post:
        return str(post["plain_username"]) + ("" if number == 1 else str(number))
    suffix = str(number) if post["count"] > 1 else ""
    return f"{post['post']}{suffix}.{unit.slug}"


def _grants(unit: UnitPlan, roles: list[Mapping[str, str]]) -> tuple[GrantPlan, ...]:
    where = {"unit": unit.code, "agency": unit.agency}
    return tuple(
        GrantPlan(row["role"], where.get(row["at"], row["at"]), row["scope"]) for row in roles
    )
