# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Units that may be competent for a dossier that was sent to the wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lienthong.core.references.api import AdministrativeDivision
from lienthong.core.units.api import Competence, UnitVersion
from lienthong.kernel.errors import IllegalState
from lienthong.kernel.text import fold
from lienthong.modules.onestop.enums import HandOverPurpose
from lienthong.modules.onestop.models import Dossier, HandOver

MOST = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit in force today that resolves the matter somewhere; ``suggested`` by the form."""

    unit_id: int
    name: str
    suggested: bool


def candidates(dossier: Dossier, text: str = "") -> list[Candidate]:
    """Units competent for the matter today, without the dossier's own; suggested ones first.

    ``text`` keeps those whose name contains every word of it, without marks.
    """
    today = timezone.localdate()
    matter = dossier.procedure_version.spec.matter
    rows = Competence.objects.filter(matter__in=(matter, "*")).on(today)
    places = _places(dossier)
    suggested = set(rows.filter(division_id__in=places).values_list("unit_id", flat=True))
    versions = UnitVersion.objects.filter(unit_id__in=rows.values("unit_id")).on(today)
    versions = versions.exclude(unit_id=dossier.case.agency_id).order_by("name")
    words = fold(text).split()
    found = [
        Candidate(version.unit_id, version.short_name, version.unit_id in suggested)
        for version in versions
        if all(word in fold(f"{version.name} {version.short_name}") for word in words)
    ]
    return sorted(found, key=lambda unit: not unit.suggested)[:MOST]


def waiting_forward(dossier: Dossier) -> HandOver:
    """The forwarding that is not answered yet. Raises ``IllegalState`` without one."""
    rows = dossier.hand_overs.filter(purpose=HandOverPurpose.FORWARD, received_at=None)
    found: HandOver | None = rows.filter(refused_at=None).order_by("-pk").first()
    if found is None:
        raise IllegalState
    return found


def _places(dossier: Dossier) -> set[int]:
    """Divisions that the answers name."""
    stored = dossier.case.form
    codes = set(_codes(stored.data))
    rows = AdministrativeDivision.objects.filter(code__in=codes)
    return set(rows.values_list("pk", flat=True))


def _codes(answers: Mapping[str, Any]) -> Iterator[str]:
    for answer in answers.values():
        if isinstance(answer, Mapping) and isinstance(answer.get("division"), str):
            yield answer["division"]
