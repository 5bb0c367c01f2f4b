# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What ends soon: proofs inside issued documents, certificates people and agencies sign with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from lienthong.core.documents.enums import PUBLISHED, FileSource, SignatureState
from lienthong.core.documents.models import (
    File,
    FileVersion,
    IssuedDocument,
    Signature,
    SigningMeans,
    TrustAnchor,
)
from lienthong.core.references.api import packaged_setting

MOST_A_NIGHT = 2_000
_KEEPING = Path(__file__).parents[1] / "reference" / "keeping.yaml"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long before an end proofs are renewed and people are told. Legal basis in the data."""

    renew_before: timedelta
    warn_days: tuple[int, ...]

    @property
    def first_warning(self) -> timedelta:
        """So long before an end people are told for the first time."""
        return timedelta(days=max(self.warn_days))

    def stage(self, ends: datetime, *, at: datetime) -> int | None:
        """Which of the numbers of days is reached: the smallest; None when it is too early."""
        left = (timezone.localdate(ends) - timezone.localdate(at)).days
        reached = [days for days in self.warn_days if left <= days]
        return min(reached) if reached else None


def keeping(*, on: date | None = None) -> Keeping:
    """Return the days in force on a day (today)."""
    value = packaged_setting("documents.keeping", _KEEPING, on=on)
    days = tuple(int(number) for number in value["warn_days"])
    return Keeping(timedelta(days=value["renew_before_days"]), days)


def ending_proofs(*, at: datetime) -> list[FileVersion]:
    """Return the newest PDFs of issued documents, their annexes and their certified copies that
    prove themselves not much longer, what ends first first.
    """
    before = at + keeping(on=timezone.localdate(at)).renew_before
    return list(_proofs_until(before).order_by("proof_until", "pk")[:MOST_A_NIGHT])


def unproven_files() -> list[FileVersion]:
    """Return the newest PDFs of issued documents and their annexes that carry a signature made
    while no answer and no list told whether its certificate was good, and whose proof is to come.
    """
    made = Signature.objects.exclude(unproven="").filter(state=SignatureState.DONE)
    of_document = made.filter(annex=None, document__file=OuterRef("file_id"))
    of_annex = made.filter(annex__file=OuterRef("file_id"))
    rows = _newest_produced().filter(Exists(of_document) | Exists(of_annex))
    now_ending = rows.exclude(proof_until__lte=timezone.now() + keeping().renew_before)
    return list(now_ending.order_by("pk")[:MOST_A_NIGHT])


def unproven_counts() -> dict[str, int]:
    """Return of how many signatures the proof is to come, by who issued the certificate."""
    rows = Signature.objects.exclude(unproven="").filter(state=SignatureState.DONE)
    counted = rows.values_list("unproven").annotate(n=Count("pk")).order_by("unproven")
    return dict(counted)


def count_ending_proofs(*, before: datetime) -> int:
    """Return how many of those PDFs prove themselves no longer than until a moment."""
    return int(_proofs_until(before).count())


def document_of(file: File) -> IssuedDocument:
    """Return the issued document that a file with a proof is, is an annex of or is a copy of."""
    owner: Any = file
    if not hasattr(file, "document"):
        owner = file.annex if hasattr(file, "annex") else file.copy
    found: IssuedDocument = owner.document
    return found


def _proofs_until(before: datetime) -> Any:
    return _newest_produced().filter(proof_until__lte=before)


def _newest_produced() -> Any:
    """What others made and signed is kept as it came; only what the platform made is renewed."""
    later = FileVersion.objects.filter(file_id=OuterRef("file_id"), number__gt=OuterRef("number"))
    rows = FileVersion.objects.filter(source=FileSource.PRODUCED)
    issued = (
        Q(file__document__state__in=PUBLISHED)
        | Q(file__annex__document__state__in=PUBLISHED)
        | Q(file__copy__isnull=False)
    )
    owners = ("file__document", "file__annex__document", "file__copy__document")
    return rows.filter(issued, ~Exists(later)).select_related("file", *owners)


def ending_means(*, at: datetime, before: datetime) -> list[SigningMeans]:
    """Return what is signed with today and whose certificate ends between the two moments."""
    rows = SigningMeans.objects.usable(timezone.localdate(at)).select_related("account", "unit")
    return list(rows.filter(expires_at__gt=at, expires_at__lte=before).order_by("pk"))


def ending_anchors(*, at: datetime, before: datetime) -> list[TrustAnchor]:
    """Return certificates that are believed today and no longer after the second moment."""
    day = timezone.localdate(at)
    rows = TrustAnchor.objects.on(day).filter(valid_to__lte=timezone.localdate(before))
    return list(rows.order_by("valid_to", "pk"))
