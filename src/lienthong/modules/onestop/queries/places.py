# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which agency resolves, which desk receives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from lienthong.core.units.api import UnitKind, UnitVersion, competent_at, competent_unit, version_of
from lienthong.kernel.db import DatedQuerySet
from lienthong.kernel.prepared import Prepared
from lienthong.modules.onestop.models import Dossier


def competent_agency(matter: str, division_code: str) -> int:
    """Id of the agency competent for a matter at a place. Raises ``LookupError``."""
    return competent_at(matter, division_code)


@dataclass(frozen=True, slots=True)
class UsualUnit:
    """A unit that is usually asked about such dossiers, and what it is asked."""

    unit_id: int
    question: str


def usual_units(dossier: Dossier) -> list[UsualUnit]:
    """Units that the version names for opinions, by their competence at the place.

    The agency itself is never asked, nor is one unit asked twice.
    """
    division = version_of(dossier.case.agency_id).division_id
    found: dict[int, UsualUnit] = {}
    for row in dossier.procedure_version.spec.data.get("opinions", {}).get("usual", ()):
        try:
            unit_id = competent_unit(row["matter"], division or 0).pk
        except LookupError:
            continue
        if unit_id != dossier.case.agency_id:
            found.setdefault(unit_id, UsualUnit(unit_id, str(row["question"])))
    return list(found.values())


def reception_of(agency_id: int) -> int:
    """Id of the public-service centre that receives for an agency.

    Its own one; for a department of the province, that of the province. The agency itself where
    there is none. Legal basis: 118/2025/NĐ-CP.
    """
    day = timezone.localdate()
    found = _OWN_CENTRE.first(agency_id, day)
    if found is None and (above := version_of(agency_id)).kind == UnitKind.DEPARTMENT:
        beside = UnitVersion.objects.filter(parent_id=above.parent_id, kind=UnitKind.OFFICE)
        offices = beside.on(day).values("unit_id")
        of_all = Q(parent_id=above.parent_id) | Q(parent_id__in=offices)
        found = _centres(day).filter(of_all).order_by("unit_id").first()
    return int(found.unit_id) if found else agency_id


def _centres(day: date) -> DatedQuerySet:
    return UnitVersion.objects.filter(kind=UnitKind.CENTRE).on(day)


_OWN_CENTRE: Prepared[UnitVersion] = Prepared(
    lambda agency, day: _centres(day).filter(parent_id=agency).only("unit_id").order_by("pk")[:1]
)
