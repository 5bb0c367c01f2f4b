# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures in force, for citizens to find and officers to receive under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from lienthong.core.forms.api import FormDraft
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.text import fold
from lienthong.modules.onestop.models import ProcedureVersion


def versions_on(day: date | None = None) -> list[ProcedureVersion]:
    """Every procedure version that can be filed on the day (today), by name."""
    rows = ProcedureVersion.objects.electronic().select_related("procedure")
    return list(rows.on(day or timezone.localdate()).order_by(VietnameseOrder("short_name")))


def catalogue_on(day: date | None = None) -> list[ProcedureVersion]:
    """Every procedure version in force on the day (today): first what can be filed, by name."""
    rows = ProcedureVersion.objects.select_related("procedure").on(day or timezone.localdate())
    return sorted(
        rows.order_by(VietnameseOrder("short_name")), key=lambda version: not version.is_electronic
    )


def version_by_slug(slug: str, day: date | None = None) -> ProcedureVersion:
    """The version in force of the procedure with that address. Raises ``OutOfScope``."""
    rows = ProcedureVersion.objects.select_related("procedure").filter(procedure__slug=slug)
    found: ProcedureVersion | None = rows.on(day or timezone.localdate()).first()
    if found is None:
        raise OutOfScope
    return found


def version_begun(draft: FormDraft) -> ProcedureVersion:
    """The procedure version a draft was started under, or moved to."""
    rows = ProcedureVersion.objects.select_related("procedure")
    found: ProcedureVersion = rows.get(pk=draft.setting["procedure_version"])
    return found


@dataclass(frozen=True, slots=True)
class DraftVersions:
    """The version a draft was begun under, and the one that can be filed today, if any."""

    begun: ProcedureVersion
    today: ProcedureVersion | None

    @property
    def asks_otherwise(self) -> bool:
        """Whether today's version has other questions than the draft."""
        return self.today is not None and self.today.form_version_id != self.begun.form_version_id

    @property
    def to_send(self) -> ProcedureVersion:
        """What the draft is filed under when it is sent now: today's version with its questions.

        With other questions, or without any version in force, the one it was begun under.
        """
        return self.begun if self.today is None or self.asks_otherwise else self.today


def versions_for(draft: FormDraft) -> DraftVersions:
    """Both versions, in one query."""
    number, day = draft.setting["procedure_version"], timezone.localdate()
    found = _BEGUN_AND_TODAY.all(number, day)
    begun = next(version for version in found if version.pk == number)
    usable = (
        version
        for version in found
        if version.is_electronic
        and version.valid_from <= day
        and (version.valid_to is None or version.valid_to > day)
    )
    return DraftVersions(begun, next(usable, None))


def _begun_and_today(number: int, day: date) -> QuerySet[ProcedureVersion]:
    rows = ProcedureVersion.objects.select_related("procedure")
    in_force = ProcedureVersion.objects.electronic().on(day).filter(procedure__versions=number)
    return rows.filter(Q(pk=number) | Q(pk__in=in_force.values("pk")))


_BEGUN_AND_TODAY = Prepared(_begun_and_today)


def version_to_file(slug: str) -> ProcedureVersion:
    """The version in force that can be filed here. Raises ``OutOfScope``."""
    found = version_by_slug(slug)
    if not found.is_electronic:
        raise OutOfScope
    return found


def search_procedures(text: str, *, limit: int = 20) -> list[ProcedureVersion]:
    """Procedures to file in which every word occurs (marks or not), best first."""
    return search_among(versions_on(), text, limit=limit)


def search_among(
    versions: list[ProcedureVersion], text: str, *, limit: int = 20
) -> list[ProcedureVersion]:
    """Of these, the ones in which every word occurs (marks or not), best first."""
    words = fold(text).split()
    if not words:
        return []
    scored = [(_score(version, words), version) for version in versions]
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


def versions_of_slug(slug: str) -> list[ProcedureVersion]:
    """What is in force today of the procedure with that address, processed here."""
    rows = ProcedureVersion.objects.select_related("procedure").filter(procedure__slug=slug)
    return list(rows.electronic().on(timezone.localdate()))
