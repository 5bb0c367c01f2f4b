# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures in force, for citizens to find and officers to receive under."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.text import fold
from lienthong.modules.onestop.models import ProcedureVersion


def versions_on(day: date | None = None) -> list[ProcedureVersion]:
    """Every procedure version in force on the day (today), by name."""
    rows = ProcedureVersion.objects.select_related("procedure").on(day or timezone.localdate())
    return list(rows.order_by("short_name"))


def version_by_slug(slug: str, day: date | None = None) -> ProcedureVersion:
    """The version in force of the procedure with that address. Raises ``OutOfScope``."""
    rows = ProcedureVersion.objects.select_related("procedure").filter(procedure__slug=slug)
    found: ProcedureVersion | None = rows.on(day or timezone.localdate()).first()
    if found is None:
        raise OutOfScope
    return found


def search_procedures(text: str, *, limit: int = 20) -> list[ProcedureVersion]:
    """Procedures in which every word occurs (marks or not), best first."""
    words = fold(text).split()
    if not words:
        return []
    scored = [(_score(version, words), version) for version in versions_on()]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [version for _, version in found[:limit]]


def _score(version: ProcedureVersion, words: list[str]) -> int:
    names = fold(f"{version.short_name} {version.name}")
    keywords = [fold(word) for word in version.data.get("keywords", ())]
    everything = " ".join([names, *keywords, version.procedure.code])
    if not all(word in everything for word in words):
        return 0
    phrase = " ".join(words)
    return 1 + 4 * (phrase in names) + 3 * any(phrase in keyword for keyword in keywords)
