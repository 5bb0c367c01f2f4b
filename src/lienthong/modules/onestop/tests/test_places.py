# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which desk receives for an agency."""

from __future__ import annotations

import pytest

from lienthong.core.units.api import Unit, UnitKind, UnitVersion, version_of
from lienthong.modules.onestop.queries.places import reception_of
from lienthong.testing.world import START, World


def unit_under(parent: Unit, code: str, kind: UnitKind) -> Unit:
    """A unit of the province."""
    unit = Unit.objects.create(code=code)
    UnitVersion.objects.create(
        unit=unit, agency=unit, parent=parent, kind=kind, level="province",
        name=code, short_name=code, symbol=code, details={}, valid_from=START,
    )  # fmt: skip
    return unit


@pytest.mark.covers("3")
def test_departments_are_received_for_by_the_centre_of_the_province(world: World) -> None:
    assert reception_of(world.land.pk) == world.land.pk  # a province without a centre

    office = unit_under(world.province, "H50.VP", UnitKind.OFFICE)
    centre = unit_under(office, "H50.TT", UnitKind.CENTRE)

    assert reception_of(world.land.pk) == reception_of(world.fire.pk) == centre.pk
    assert version_of(world.land.pk).kind == UnitKind.DEPARTMENT
    assert reception_of(world.ward.agency.pk) == world.ward.desk.pk
    assert reception_of(world.province.pk) == world.province.pk
