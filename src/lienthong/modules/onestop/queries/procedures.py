# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures in force, for citizens to find and officers to receive under."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from lienthong.core.forms.api import FormDraft
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.kept import Kept
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.text import fold
from lienthong.modules.onestop.models import Dossier, ProcedureVersion


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
    number = _IN_FORCE.first(slug, day or timezone.localdate())
    found = None if number is None else _KEPT.get(number.pk)
    if found is None:
        raise OutOfScope
    return found


_IN_FORCE: Prepared[ProcedureVersion] = Prepared(
    lambda slug, day: ProcedureVersion.objects.filter(procedure__slug=slug).on(day).only("pk")[:1]
)


def version_begun(draft: FormDraft) -> ProcedureVersion:
    """The procedure version a draft was started under, or moved to. Raises ``OutOfScope``."""
    found = _KEPT.get(int(draft.setting.get("procedure_version", 0)))
    if found is None:
        raise OutOfScope
    return found


def _read_versions(numbers: Collection[int]) -> dict[int, ProcedureVersion]:
    return ProcedureVersion.objects.select_related("procedure").in_bulk(numbers)


_KEPT = Kept(_read_versions)
"""Published versions, which never change but for the day on which they end."""


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
    """Both versions; of a draft read by ``own_draft`` as they were then."""
    told = TODAY in vars(draft)
    return _both(draft, draft if told else _TODAY.first(draft.pk, timezone.localdate()))


def _both(draft: FormDraft, row: FormDraft | None) -> DraftVersions:
    begun = version_begun(draft)
    number = vars(row)[TODAY] if row is not None else None
    return DraftVersions(begun, _KEPT.get(number) if number else None)


def _with_today(rows: QuerySet[FormDraft], day: date) -> QuerySet[FormDraft]:
    """The drafts, each with the number of the version that can be filed on the day."""
    begun = Cast(KeyTextTransform("procedure_version", "setting"), BigIntegerField())
    in_force = ProcedureVersion.objects.electronic().on(day)
    in_force = in_force.filter(procedure__versions=OuterRef("begun_under"))
    return rows.annotate(begun_under=begun).annotate(**{TODAY: Subquery(in_force.values("pk")[:1])})


TODAY, SENT = "today_version", "sent_code"
"""Under these names a draft read by ``own_draft`` carries what was read with it."""
_TODAY: Prepared[FormDraft] = Prepared(
    lambda pk, day: _with_today(FormDraft.objects.filter(pk=pk).only("pk"), day)
)


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """A draft with the code of the dossier that it became, and the versions of its procedure."""

    draft: FormDraft
    sent: str
    versions: DraftVersions


def own_draft(actor: Actor, key: str) -> OwnDraft:
    """The actor's own draft with what every page of it asks, in one statement.

    Raises ``OutOfScope`` for anybody else's.
    """
    account = actor.account_id
    found = _OWN.first(account, key, timezone.localdate()) if account else None
    if found is None:
        raise OutOfScope
    return OwnDraft(found, vars(found)[SENT] or "", _both(found, found))


def _own(owner: int, key: str, day: date) -> QuerySet[FormDraft]:
    code = Dossier.objects.filter(draft_id=OuterRef("pk")).values("submission_code")[:1]
    rows = FormDraft.objects.filter(owner_id=owner, key=key).annotate(**{SENT: Subquery(code)})
    return _with_today(rows, day)


_OWN: Prepared[FormDraft] = Prepared(_own)


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
