# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Units and competences that rest on a legal instrument."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from lienthong.core.units.models import Competence, UnitVersion
from lienthong.core.units.permissions import KEEP
from lienthong.core.units.queries import name_of
from lienthong.kernel.citations import Citation
from lienthong.kernel.directories import Ground, Resting, linked_rows


def _units(citation: Citation, day: date) -> list[Resting]:
    rows = UnitVersion.objects.all().lasting(day).order_by("unit_id", "valid_from")
    return linked_rows(
        citation,
        rows,
        "don-vi",
        link="instrument_id",
        identity="unit_id",
        name=lambda row: row.short_name,
        unit="unit_id",
    )


def _competences(citation: Citation, day: date) -> list[Resting]:
    rows = Competence.objects.all().lasting(day).select_related("division")
    return linked_rows(
        citation,
        rows.order_by("unit_id", "matter", "division_id"),
        "don-vi",
        link="instrument_id",
        identity="unit_id",
        name=lambda row: f"{name_of(row.unit_id)}: {row.matter}, {row.division.code}",
        unit="unit_id",
    )


OWN_GROUNDS = (
    Ground(_("Đơn vị"), KEEP, _units),
    Ground(_("Thẩm quyền giải quyết"), KEEP, _competences),
)
