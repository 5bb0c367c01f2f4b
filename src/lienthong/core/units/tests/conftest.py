# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A province, a department, a ward with a division; the ward is renamed during 2026."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.cache import caches

from lienthong.core.references.api import AdministrativeDivision
from lienthong.core.units.api import Unit, UnitVersion, rebuild_closure

START, RENAMED = date(2025, 7, 1), date(2026, 6, 1)


@dataclass(frozen=True)
class Tree:
    """The units."""

    province: Unit
    department: Unit
    ward: Unit
    division: Unit
    place: AdministrativeDivision


def version(unit: Unit, name: str, parent: Unit | None, **fields: object) -> UnitVersion:
    values = {"agency": unit, "kind": "commune", "level": "commune", "valid_from": START} | fields
    made: UnitVersion = UnitVersion.objects.create(
        unit=unit, name=name, short_name=name, parent=parent, **values
    )
    return made


@pytest.fixture
def tree(db: None) -> Iterator[Tree]:
    caches["process"].clear()
    codes = ("tinh", "so", "phuong", "phong")
    province, department, ward, division = (Unit.objects.create(code=code) for code in codes)
    version(province, "Tỉnh", None, kind="province")
    version(department, "Sở", province, kind="department")
    version(ward, "Phường cũ", province, valid_to=RENAMED)
    version(ward, "Phường mới", province, valid_from=RENAMED)
    version(division, "Phòng", ward, agency=ward, kind="division")
    place = AdministrativeDivision.objects.create(code="99999")
    rebuild_closure()
    yield Tree(province, department, ward, division, place)
    caches["process"].clear()
