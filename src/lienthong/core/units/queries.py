# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a unit is called on a day, where it stands, who is competent."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import cast

from django.core.cache import caches
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lienthong.core.units.enums import UnitKind
from lienthong.core.units.models import (
    Competence,
    Membership,
    PositionVersion,
    Succession,
    Unit,
    UnitClosure,
    UnitCode,
    UnitVersion,
)
from lienthong.kernel.prepared import Prepared, planning_cursor
from lienthong.kernel.text import name_sort_key

KEPT_SECONDS = 60
"""How long a process trusts what it read of units."""


def _version_key(unit_id: int, day: date) -> str:
    return f"unit:{unit_id}:{day}"


def version_of(unit_id: int, *, on: date | None = None) -> UnitVersion:
    """The version of a unit valid on the day (today), else the newest. Raises ``LookupError``."""
    day = on or timezone.localdate()
    key = _version_key(unit_id, day)
    cache = caches["process"]
    found: UnitVersion | None = cache.get(key)
    if found is None:
        versions = UnitVersion.objects.filter(unit_id=unit_id)
        found = versions.on(day).first() or versions.order_by("-valid_from").first()
        if found is None:
            raise LookupError(unit_id)
        cache.set(key, found, KEPT_SECONDS)
    return found


def top_of(unit_id: int, *, on: date | None = None) -> UnitVersion:
    """What stands above everything above the unit on the day (today). Raises ``LookupError``."""
    found = version_of(unit_id, on=on)
    while found.parent_id:
        found = version_of(found.parent_id, on=on)
    return found


def heirless_units() -> list[tuple[int, date]]:
    """Units that end, or have ended, and that none continues; from which day on, by number."""
    rows = UnitVersion.objects.filter(valid_to__isnull=False)
    later = UnitVersion.objects.filter(unit=OuterRef("unit"), valid_from__gte=OuterRef("valid_to"))
    continued = Succession.objects.filter(from_unit=OuterRef("unit"))
    last = rows.filter(~Exists(later), ~Exists(continued)).order_by("unit_id")
    return list(last.values_list("unit_id", "valid_to"))


def continued_units(day: date) -> list[tuple[int, int, date]]:
    """Units that ended before a day: their number, that of the unit which continues, since when."""
    alive = UnitVersion.objects.filter(unit=OuterRef("from_unit")).on(day)
    rows = Succession.objects.filter(~Exists(alive), on_date__lt=day).order_by("from_unit_id", "pk")
    first = rows.distinct("from_unit_id")
    return list(first.values_list("from_unit_id", "to_unit_id", "on_date"))


def desks() -> list[UnitVersion]:
    """The public-service centres of today with the places they serve."""
    found = UnitVersion.objects.filter(kind=UnitKind.CENTRE).on(timezone.localdate())
    return list(found.select_related("division"))


def name_of(unit_id: int | None, *, on: date | None = None) -> str:
    """The short name of a unit, empty without a unit."""
    return version_of(unit_id, on=on).short_name if unit_id else ""


def names_of(unit_ids: set[int]) -> dict[int, str]:
    """Short names of several units today, in one query; remembered as single versions are."""
    day, cache = timezone.localdate(), caches["process"]
    keys = {_version_key(unit_id, day): unit_id for unit_id in unit_ids}
    kept = {keys[key]: row for key, row in cache.get_many(keys).items()}
    found = {unit_id: row for unit_id, row in kept.items() if row.is_valid_on(day)}
    missing = unit_ids - found.keys()
    for row in UnitVersion.objects.filter(unit_id__in=missing).on(day) if missing else ():
        found[row.unit_id] = row
        cache.set(_version_key(row.unit_id, day), row, KEPT_SECONDS)
    return {unit_id: row.short_name for unit_id, row in found.items()}


def above_each(unit_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each unit with all units above it today, and itself; remembered for a minute.

    The tree changes in the night before its day; processes know of another change within a minute.
    """
    cache, wanted = caches["process"], set(unit_ids)
    kept = cache.get_many([f"above:{unit_id}" for unit_id in wanted])
    found = {int(key.removeprefix("above:")): above for key, above in kept.items()}
    missing = wanted - found.keys()
    read: dict[int, set[int]] = {unit_id: set() for unit_id in missing}
    rows = UnitClosure.objects.filter(unit_id__in=missing) if missing else ()
    for row in rows:
        read[row.unit_id].add(row.ancestor_id)
    for unit_id, above in read.items():
        found[unit_id] = frozenset(above)
        cache.set(f"above:{unit_id}", found[unit_id], KEPT_SECONDS)
    return found


_ABOVE = "SELECT ancestor_id FROM units_unitclosure WHERE unit_id = ANY(%s)"


def above_any(unit_ids: Collection[int]) -> set[int]:
    """Every unit that stands above one of these today, as it is this moment."""
    with planning_cursor() as cursor:
        cursor.execute(_ABOVE, [sorted(unit_ids)])
        return {ancestor for (ancestor,) in cursor.fetchall()}


def code_of(unit_id: int, scheme: str, *, on: date | None = None) -> str:
    """The unit's code in a scheme on the day. Raises ``LookupError``."""
    found = _CODES.first(unit_id, scheme, on or timezone.localdate())
    if found is None:
        raise LookupError(f"{unit_id}:{scheme}")
    return str(found.code)


def _codes_of(unit_id: int, scheme: str, day: date) -> QuerySet[UnitCode]:
    rows = UnitCode.objects.filter(unit_id=unit_id, scheme=scheme).on(day)
    return cast("QuerySet[UnitCode]", rows.order_by("pk"))


_CODES = Prepared(_codes_of)


def competent_unit(matter: str, division_id: int, *, on: date | None = None) -> Unit:
    """The unit that resolves a matter for a place on a day; the general rule serves all matters.

    Raises ``LookupError`` when nobody is competent.
    """
    day = on or timezone.localdate()
    rows = Competence.objects.filter(matter__in=(matter, "*"), division_id=division_id).on(day)
    found = sorted(rows.select_related("unit"), key=lambda row: row.matter == "*")
    if not found:
        raise LookupError(f"{matter}@{division_id}")
    unit: Unit = found[0].unit
    return unit


def competent_at(matter: str, division_code: str, *, on: date | None = None) -> int:
    """Id of the unit that resolves a matter for the place with a code; see ``competent_unit``.

    Raises ``LookupError`` when nobody is competent, or no place has the code.
    """
    found = _COMPETENT.all(matter, division_code, on or timezone.localdate())
    if not found:
        raise LookupError(f"{matter}@{division_code}")
    return min(found, key=lambda row: row.matter == "*").unit_id


_COMPETENT: Prepared[Competence] = Prepared(
    lambda matter, code, day: (
        Competence.objects.filter(Q(matter=matter) | Q(matter="*"), division__code=code)
        .on(day)
        .order_by("pk")
    )
)


def matters_on(day: date) -> dict[str, int]:
    """Every matter for which units are competent on a day, with one of these units."""
    rows = Competence.objects.on(day).order_by("matter", "-unit_id")
    return dict(rows.values_list("matter", "unit_id"))


def above_of(unit_id: int) -> QuerySet[UnitClosure]:
    """The unit (depth 0) and everything above it today, to be joined."""
    return UnitClosure.objects.filter(unit_id=unit_id)


def serves_in(account_id: int, unit_id: int) -> bool:
    """Whether an officer serves today in the unit or below it."""
    units = Membership.objects.filter(account_id=account_id).on(timezone.localdate())
    below = UnitClosure.objects.filter(ancestor_id=unit_id, unit_id__in=units.values("unit_id"))
    return below.exists()


def officers_of(unit_id: int) -> list[Membership]:
    """Who serves today in the unit or below it, main posts first, each person once."""
    day = timezone.localdate()
    units = UnitClosure.objects.filter(ancestor_id=unit_id).values("unit_id")
    rows = Membership.objects.filter(unit_id__in=units, account__is_active=True).on(day)
    found: dict[int, Membership] = {}
    for row in rows.select_related("account").order_by("-is_main", "pk"):
        found.setdefault(row.account_id, row)
    return sorted(found.values(), key=lambda row: name_sort_key(str(row.account)))


def positions_of(members: Iterable[Membership]) -> dict[int, str]:
    """The title of today of the position in which each serves, by account."""
    rows = {row.account_id: row.position_id for row in members}
    found = PositionVersion.objects.filter(position_id__in=set(rows.values()))
    titles = dict(found.on(timezone.localdate()).values_list("position_id", "title"))
    return {account: titles.get(position, "") for account, position in rows.items()}


def named_officers(members: Iterable[Membership]) -> list[tuple[str, str]]:
    """Choices of a field: the number of the account, and the name with the position."""
    rows = list(members)
    titles = positions_of(rows)
    return [
        (str(row.account_id), ", ".join(filter(None, (str(row.account), titles[row.account_id]))))
        for row in rows
    ]


class CircularTree(ValueError):
    """Today's versions put a unit above itself."""


def rebuild_closure() -> int:
    """Rebuild today's tree from the versions valid today; returns the number of pairs.

    Raises ``CircularTree`` and leaves the tree as it was.
    """
    day = timezone.localdate()
    parents = dict(UnitVersion.objects.all().on(day).values_list("unit_id", "parent_id"))
    pairs = [
        UnitClosure(ancestor_id=above, unit_id=unit_id, depth=depth)
        for unit_id in parents
        for depth, above in enumerate(_line(unit_id, parents))
    ]
    with transaction.atomic():
        UnitClosure.objects.all().delete()
        UnitClosure.objects.bulk_create(pairs, batch_size=2000)
    caches["process"].delete_many(f"above:{unit_id}" for unit_id in parents)
    return len(pairs)


def _line(unit_id: int, parents: dict[int, int | None]) -> list[int]:
    line: list[int] = []
    above: int | None = unit_id
    while above is not None:
        if above in line:
            raise CircularTree(unit_id)
        line.append(above)
        above = parents.get(above)
    return line
