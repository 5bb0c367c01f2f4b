# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Short cuts of the counter: codes, usual answers, procedures and wordings used here lately."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.utils import timezone

from lienthong.core.cases.api import CaseData
from lienthong.kernel.actor import Actor
from lienthong.kernel.reference import packaged_yaml
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.queries.procedures import versions_on

LATELY = 60
"""Dossiers of the desk that are looked back on."""

MOST_RECENT = 5


@dataclass(frozen=True, slots=True)
class DeskRule:
    """How one procedure is typed at the counter."""

    short: str = ""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    recall: tuple[str, ...] = ()


@cache
def _packaged() -> Mapping[str, Any]:
    read: Mapping[str, Any] = packaged_yaml("lienthong.modules.onestop", "desk.yaml")
    return read


def desk_rule(code: str, *, on: date | None = None) -> DeskRule:
    """The rule in force for a procedure code; an empty one where none is written."""
    return _rules(on or timezone.localdate()).get(code, DeskRule())


@cache
def _rules(day: date) -> dict[str, DeskRule]:
    data = _packaged()
    if day < data["valid_from"] or (data["valid_to"] and day >= data["valid_to"]):
        return {}
    return {
        code: DeskRule(entry["short"], entry["defaults"], tuple(entry["recall"]))
        for code, entry in data["procedures"].items()
    }


def recent_procedures(actor: Actor) -> list[ProcedureVersion]:
    """Procedures in force that this desk received lately, the most used first."""
    rows = Dossier.objects.filter(case__unit_id=actor.unit_id or 0, accepted_at__isnull=False)
    used = list(
        rows.order_by("-case_id").values_list("procedure_version__procedure_id", flat=True)[:LATELY]
    )
    ranked = sorted(set(used), key=lambda number: (-used.count(number), used.index(number)))
    in_force = {version.procedure_id: version for version in versions_on()}
    return [in_force[number] for number in ranked if number in in_force][:MOST_RECENT]


def recalled(actor: Actor, version: ProcedureVersion) -> dict[str, list[str]]:
    """Per question, the wordings that this desk typed lately, the most used first."""
    questions = desk_rule(version.procedure.code).recall
    if not questions:
        return {}
    rows = Dossier.objects.filter(
        case__unit_id=actor.unit_id or 0, procedure_version__procedure_id=version.procedure_id
    )
    lately = list(rows.order_by("-case_id").values_list("pk", flat=True)[:LATELY])
    kept = list(CaseData.objects.filter(pk__in=lately).values_list("data", flat=True))
    return {key: _most_used([str(data.get(key) or "") for data in kept]) for key in questions}


def _most_used(texts: list[str]) -> list[str]:
    found = sorted({text for text in texts if text}, key=lambda text: (-texts.count(text), text))
    return found[:20]
