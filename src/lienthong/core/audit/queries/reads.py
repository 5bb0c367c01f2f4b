# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Openings by the hour: which hours are over, what they hold, whether they are as sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from lienthong.core.audit.domain.reads import (
    HourOfReads,
    differences,
    hour_number,
    hour_told,
    hours_of,
)
from lienthong.core.audit.models import AuditAccess, AuditRecord
from lienthong.core.audit.permissions import REMOVE_READS, SEAL
from lienthong.core.audit.queries.trail import Finding

KIND = "audit.auditaccess"
WEEK = 7 * 24
"""Hours that are compared at once."""
_COLUMNS = (
    *("hour", "actor_id", "subject_kind", "subject_id", "on_behalf_of_id"),
    *("purpose", "place", "unit_id", "on_behalf_of_place", "count"),
)
# Who notes an opening writes it under the hour in which the transaction began.
_SETTLED = """
SELECT date_trunc('hour', least(now(), min(xact_start))) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend'
"""


def settled_until() -> datetime:
    """The end of the newest hour to which no transaction at work can add an opening."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED)
        moment: datetime = cursor.fetchone()[0]
    return moment


def hours_sealed() -> QuerySet[AuditRecord]:
    """The records that tell of an hour of openings; ``subject_id`` is the hour since 1970."""
    return AuditRecord.objects.filter(subject_kind=KIND, permission=SEAL.code)


def newest_sealed() -> int | None:
    """The newest hour that is sealed, since 1970; None before the first."""
    newest: int | None = hours_sealed().aggregate(newest=Max("subject_id"))["newest"]
    return newest


def removed_until() -> int:
    """The hour, since 1970, before which openings were removed as the law lets; 0 for none."""
    removals = AuditRecord.objects.filter(subject_kind=KIND, permission=REMOVE_READS.code)
    return removals.aggregate(newest=Max("subject_id"))["newest"] or 0


def hours_between(since: datetime | None, until: datetime | None) -> Iterator[HourOfReads]:
    """Hours with openings from ``since`` on and before ``until``, in their order."""
    return hours_of(_rows(since, until).iterator(chunk_size=5_000))


def first_opening(since: datetime | None, until: datetime) -> datetime | None:
    """The first hour with an opening from ``since`` on and before ``until``."""
    first: datetime | None = _rows(since, until).order_by().aggregate(at=Min("hour"))["at"]
    return first


def _rows(since: datetime | None, until: datetime | None) -> QuerySet[AuditAccess, dict[str, Any]]:
    within = Q(hour__gte=since) if since else Q()
    within &= Q(hour__lt=until) if until else Q()
    rows: QuerySet[AuditAccess, dict[str, Any]] = (
        AuditAccess.objects.filter(within).order_by(*_COLUMNS[:5]).values(*_COLUMNS)
    )
    return rows


def verify_reads(until: datetime | None = None) -> Iterator[Finding]:
    """Compare openings with the records of their hours; ``until`` looks only at those before.

    ``reads_gone``, ``reads_added``, ``reads_changed``: the rows of one reader in one hour;
    ``reads_unsealed``: rows of an hour that was removed, or passed over without rows;
    ``reads_twice``: two records tell of one hour; ``reads_ahead``: rows of an hour to come.
    """
    if until is None:
        yield from _ahead()
    kept_from, newest = removed_until(), newest_sealed()
    if newest is None:
        return
    end = hour_number(until) if until else newest + 1
    earliest = first_opening(None, HourOfReads(end).begins)
    first = min(kept_from or _first_sealed(), hour_number(earliest) if earliest else end)
    for start in range(first, end, WEEK):
        yield from _verify_span(start, min(start + WEEK, end), kept_from)


def _ahead() -> Iterator[Finding]:
    for hour in hours_between(timezone.now(), None):
        for reader in hour.readers:
            yield Finding(None, None, "reads_ahead", hour=hour.number, reader=reader)


def _verify_span(start: int, end: int, kept_from: int) -> Iterator[Finding]:
    span = (HourOfReads(start).begins, HourOfReads(end).begins)
    found = {hour.number: hour for hour in hours_between(*span)}
    seen: set[int] = set()
    for number, record_id, changes in _records(max(start, kept_from), end):
        if number in seen:
            yield Finding(None, record_id, "reads_twice", hour=number)
        seen.add(number)
        now = found.get(number, HourOfReads(number))
        for reader, what in differences(hour_told(number, changes), now):
            yield Finding(None, record_id, f"reads_{what}", hour=number, reader=reader)
    for number in sorted(found.keys() - seen):
        for reader in found[number].readers:
            yield Finding(None, None, "reads_unsealed", hour=number, reader=reader)


def _first_sealed() -> int:
    return hours_sealed().aggregate(first=Min("subject_id"))["first"] or 0


def _records(first: int, end: int) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    rows = hours_sealed().filter(subject_id__gte=first, subject_id__lt=end)
    told = rows.order_by("subject_id", "id").values_list("subject_id", "id", "changes")
    return ((number or 0, record_id, changes) for number, record_id, changes in told)
