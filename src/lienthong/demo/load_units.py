# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Write units, positions, codes and competences of the demo province; twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lienthong.core.references.api import AdministrativeDivision, Instrument
from lienthong.core.units.api import (
    Competence,
    Position,
    PositionVersion,
    Unit,
    UnitCode,
    UnitVersion,
    rebuild_closure,
)
from lienthong.demo.plan import START, UnitPlan, units
from lienthong.demo.sources import read

DOSSIER_PREFIX = "dossier_prefix"
LEVEL_ONE = "electronic_identifier"
EVERY_MATTER = "*"


def load_units() -> None:
    """Positions, then the tree of units with codes and competences."""
    _load_positions()
    _load_identities()
    ids = unit_ids()
    _load_versions(ids)
    _load_codes(ids)
    _load_competences(ids)
    rebuild_closure()


def unit_ids() -> dict[str, int]:
    """Database ids by unit code."""
    return dict(Unit.objects.values_list("code", "pk"))


def position_ids() -> dict[str, int]:
    """Database ids by position code."""
    return dict(Position.objects.values_list("code", "pk"))


def _load_positions() -> None:
    rows = {row["code"]: row for row in read("positions")["positions"]}
    Position.objects.bulk_create([Position(code=code) for code in rows], ignore_conflicts=True)
    titled = set(PositionVersion.objects.values_list("position_id", flat=True))
    PositionVersion.objects.bulk_create(
        PositionVersion(
            position_id=key, title=rows[code]["title"], rank=rows[code]["rank"], valid_from=START
        )
        for code, key in position_ids().items()
        if code in rows and key not in titled
    )


def _load_identities() -> None:
    act = ", ".join(read("units")["legal_basis"][:2])
    Unit.objects.bulk_create(
        [Unit(code=plan.code, created_by_act=act) for plan in units()], ignore_conflicts=True
    )


def _load_versions(ids: Mapping[str, int]) -> None:
    named = set(UnitVersion.objects.values_list("unit_id", flat=True))
    divisions = dict(AdministrativeDivision.objects.values_list("code", "pk"))
    basis = Instrument.objects.filter(key="150/2025/NĐ-CP").first()
    UnitVersion.objects.bulk_create(
        [_version(plan, ids, divisions, basis) for plan in units() if ids[plan.code] not in named],
        batch_size=200,
    )


def _version(
    plan: UnitPlan,
    ids: Mapping[str, int],
    divisions: Mapping[str, int],
    basis: Instrument | None,
) -> UnitVersion:
    return UnitVersion(
        unit_id=ids[plan.code],
        agency_id=ids[plan.agency],
        parent_id=ids[plan.parent] if plan.parent else None,
        kind=plan.kind,
        level=plan.level,
        name=plan.name,
        short_name=plan.short_name,
        symbol=plan.symbol,
        division_id=divisions[plan.division],
        details={"place": plan.place, "phone": "1022"},
        instrument=basis,
        valid_from=START,
    )


def _load_codes(ids: Mapping[str, int]) -> None:
    basis = Instrument.objects.filter(key="20/2020/QĐ-TTg").first()
    rows = [(plan.code, DOSSIER_PREFIX, plan.prefix) for plan in units() if plan.prefix]
    rows.append(("qt", LEVEL_ONE, read("units")["province"]["level1_code"]))
    UnitCode.objects.bulk_create(
        [
            UnitCode(
                unit_id=ids[code],
                scheme=scheme,
                code=value,
                to_be_confirmed=True,
                instrument=basis,
                valid_from=START,
            )
            for code, scheme, value in rows
        ],
        ignore_conflicts=True,
    )


def _load_competences(ids: Mapping[str, int]) -> None:
    divisions = dict(AdministrativeDivision.objects.values_list("code", "pk"))
    basis = Instrument.objects.filter(key="120/2025/NĐ-CP").first()
    known = set(Competence.objects.values_list("unit_id", flat=True))
    heads = [plan for plan in units() if plan.kind in {"commune", "province"}]
    Competence.objects.bulk_create(
        Competence(
            unit_id=ids[plan.code],
            matter=EVERY_MATTER,
            division_id=divisions[plan.division],
            instrument=basis,
            valid_from=START,
        )
        for plan in heads
        if ids[plan.code] not in known
    )
    for row in read("agencies")["asked"]:
        if ids[row["unit"]] not in known:
            _let_answer(row, ids, divisions)


def _let_answer(
    row: Mapping[str, Any], ids: Mapping[str, int], divisions: Mapping[str, int]
) -> None:
    """A unit is competent to be asked about its matter in every commune."""
    basis = Instrument.objects.filter(key=row["legal_basis"][0]).first()
    Competence.objects.bulk_create(
        Competence(
            unit_id=ids[row["unit"]],
            matter=row["matter"],
            division_id=divisions[commune["code"]],
            instrument=basis,
            valid_from=START,
        )
        for commune in read("units")["communes"]
    )
