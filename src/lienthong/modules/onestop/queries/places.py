# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which agency resolves, which desk receives."""

from __future__ import annotations

from django.utils import timezone

from lienthong.core.references.api import AdministrativeDivision
from lienthong.core.units.api import UnitKind, UnitVersion, competent_unit


def competent_agency(matter: str, division_code: str) -> int:
    """Id of the agency competent for a matter at a place. Raises ``LookupError``."""
    division = AdministrativeDivision.objects.filter(code=division_code).first()
    if division is None:
        raise LookupError(division_code)
    return competent_unit(matter, division.pk).pk


def reception_of(agency_id: int) -> int:
    """Id of the public-service centre under an agency; the agency itself without one."""
    centres = UnitVersion.objects.filter(parent_id=agency_id, kind=UnitKind.CENTRE)
    found = centres.on(timezone.localdate()).first()
    return int(found.unit_id) if found else agency_id
