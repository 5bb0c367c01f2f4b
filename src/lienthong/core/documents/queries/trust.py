# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whom signatures are believed from; read once in a process, and again when a row changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Func, Max, OuterRef, Q, QuerySet, TextField
from django.utils import timezone

from lienthong.core.documents.domain.verdicts import Ended, TrustSet
from lienthong.core.documents.enums import AnchorUse
from lienthong.core.documents.models import FileVersion, RevocationList, TrustAnchor
from lienthong.kernel.clock import midnight

Marks = tuple[Any, ...]
ROW_AS_STORED = Func(template="(xmin, ctid)::text", output_field=TextField())
"""Another text as soon as somebody wrote the row. PostgreSQL, System Columns."""


@dataclass
class _Memory:
    """What this process read last, replaced as one."""

    held: tuple[Marks, TrustSet] = ((), TrustSet())


_MEMORY = _Memory()


def trust_set(*, on: date | None = None) -> TrustSet:
    """Return whom the platform believes on a day (today).

    Certificates and lists are taken from the database when one of them was written since this
    process read them, or when others are in force; else it is asked only whether that is so.
    """
    day = on or timezone.localdate()
    marks = (day, *_marks(_anchors(day)), *_marks(RevocationList.objects.all()))
    held = _MEMORY.held
    if held[0] != marks:
        held = _MEMORY.held = (marks, _read(day))
    return held[1]


def _anchors(day: date) -> QuerySet[TrustAnchor]:
    """Who is believed on a day, and who was until their own last day: nobody ended them."""
    in_force = TrustAnchor.objects.on(day)
    rows: QuerySet[TrustAnchor] = in_force | TrustAnchor.objects.filter(ran_out(day))
    return rows.order_by("pk")


def ran_out(day: date) -> Q:
    """Return what picks anchors whose own last day is over and that nobody ended."""
    return Q(ended_at=None, valid_to__lte=day)


def _marks(rows: QuerySet[Any]) -> Marks:
    return tuple(rows.order_by("pk").values_list("pk", ROW_AS_STORED))


def _read(day: date) -> TrustSet:
    anchors = list(_anchors(day))
    past = [row for row in anchors if row.has_run_out(day)]
    lists = RevocationList.objects.order_by("pk").values_list("body", flat=True)
    roots, time_roots, between = _by_use([row for row in anchors if row not in past])
    ended = tuple(Ended(midnight(row.valid_to), *_by_use([row])) for row in past if row.valid_to)
    return TrustSet(roots, time_roots, between, tuple(bytes(body) for body in lists), ended=ended)


def _by_use(
    anchors: list[TrustAnchor],
) -> tuple[tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]:
    """Certificates for signatures, for time-stamps, and between a root and signers."""

    def of(use: AnchorUse) -> tuple[bytes, ...]:
        return tuple(bytes(row.certificate) for row in anchors if row.use == use)

    return of(AnchorUse.SIGNATURE), of(AnchorUse.TIME_STAMP), of(AnchorUse.INTERMEDIATE)


def trust_anchors() -> list[TrustAnchor]:
    """Return everything believed or once believed, what ends last first."""
    rows = TrustAnchor.objects.select_related("added_by")
    return list(rows.order_by("use", "-valid_from", "subject", "pk"))


def revocation_lists() -> list[RevocationList]:
    """Return the lists of revoked certificates without their bodies, by issuer."""
    return list(RevocationList.objects.defer("body").order_by("issuer"))


def doubted_versions() -> QuerySet[FileVersion]:
    """Return newest versions of files whose signatures were judged by other anchors than today's.

    Those that were believed before an anchor ended may have rested on it; those of an unknown
    issuer that were judged before one was added may rest on it. They are to be judged anew.
    """
    ended, begun = _last_end(), _last_begin()
    newer = FileVersion.objects.filter(file=OuterRef("file"), number__gt=OuterRef("number"))
    asked = [
        Q(scanned_at__lt=moment, verdicts__contains=[said])
        for moment, said in ((ended, {"trusted": True}), (begun, {"trusted": False}))
        if moment is not None
    ]
    if not asked:
        return FileVersion.objects.none()
    judged = FileVersion.objects.filter(reduce(or_, asked), signed=True)
    return judged.filter(~Exists(newer)).order_by("scanned_at", "pk")


def _last_end() -> datetime | None:
    """When an anchor last ended: by whoever ended it, or with its own last day."""
    now = timezone.now()
    by_hand = TrustAnchor.objects.filter(ended_at__lte=now)
    by_day = TrustAnchor.objects.filter(ran_out(timezone.localdate(now)))
    last = by_hand.aggregate(last=Max("ended_at"))["last"]
    day = by_day.aggregate(last=Max("valid_to"))["last"]
    return max((one for one in (last, day and midnight(day)) if one), default=None)


def _last_begin() -> datetime | None:
    """When an anchor that is believed, at least for what is proven old, was last added or began."""
    now = timezone.now()
    rows = _anchors(timezone.localdate(now)).filter(begun_at__lte=now)
    last: datetime | None = rows.aggregate(last=Max("begun_at"))["last"]
    return last
