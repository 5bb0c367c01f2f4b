# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Biểu II.06a: how dossiers were resolved, by field, as of any day.

Legal basis: 01/2020/TT-VPCP (to be confirmed).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from lienthong.core.references.api import packaged_setting
from lienthong.core.units.api import top_of, version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.text import sort_key
from lienthong.modules.onestop.domain.figures import Numbers
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.figures import Asked, numbers_by

_PACKAGED = Path(__file__).parents[1] / "reference" / "report_ii06a.yaml"


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: the head it stands under, its title, what it counts."""

    head: str
    title: str
    figure: str


@dataclass(frozen=True, slots=True)
class ResolvingReport:
    """The report of a period, ready to be written in any form."""

    form: dict[str, Any]
    agency: str
    asked: Asked
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    total: tuple[int, ...]
    made_at: Any


def resolving_report(asked: Asked, actor: Actor) -> ResolvingReport:
    """Figures of the period by field, with the words of the form in force on its last day.

    Raises ``ValueError`` when what was received is not what is resolved and pending.
    """
    form = packaged_setting("onestop.report_ii06a", _PACKAGED, on=asked.until)
    columns = tuple(
        ReportColumn(head["title"], column["title"], column["figure"])
        for head in form["heads"]
        for column in head["columns"]
    )
    found = _by_field(asked, form["other"])
    order = sorted(found, key=sort_key)
    whole = sum(found.values(), Numbers())
    if not all(each.balances for each in (whole, *found.values())):
        raise ValueError("received is not resolved and pending")
    return ResolvingReport(
        form=form,
        agency=_agency(asked, actor),
        asked=asked,
        columns=columns,
        rows=tuple((field, _values(found[field], columns)) for field in order),
        total=_values(whole, columns),
        made_at=timezone.localtime(asked.now),
    )


def _by_field(asked: Asked, other: str) -> dict[str, Numbers]:
    by_procedure = numbers_by(asked, "procedure")
    rows = ProcedureVersion.objects.filter(procedure_id__in=by_procedure).order_by(
        "valid_from", "number"
    )
    fields = dict(rows.values_list("procedure_id", "field_name"))
    found: dict[str, Numbers] = {}
    for procedure, each in by_procedure.items():
        name = fields.get(procedure) or other
        found[name] = found.get(name, Numbers()) + each
    return {name: each for name, each in found.items() if each != Numbers()}


def _values(found: Numbers, columns: tuple[ReportColumn, ...]) -> tuple[int, ...]:
    return tuple(int(getattr(found, column.figure)) for column in columns)


def _agency(asked: Asked, actor: Actor) -> str:
    """By its name of the last day: the unit asked for, or that of the province for all of it."""
    chosen = asked.unit_id or actor.agency_id or actor.unit_id
    if chosen is None:
        return actor.unit_name
    covers_all = asked.allowed is None and asked.unit_id is None
    return (top_of if covers_all else version_of)(chosen, on=asked.until).name
