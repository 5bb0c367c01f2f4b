# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading and checking the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Min, Sum

from lienthong.core.audit.adapters import Note, lost_notes, newest_note
from lienthong.core.audit.domain import merkle
from lienthong.core.audit.domain.stamps import imprint_of
from lienthong.core.audit.models import AuditAccess, AuditGeneration, AuditRecord, AuditSeal
from lienthong.kernel.actions import plain
from lienthong.kernel.db import BELOW_TRAIL_WATERMARK

MOST_ACCESSES = 200
CONTENT = (
    "at",
    "actor_id",
    "actor_text",
    "unit_id",
    "unit_text",
    "on_behalf_of_id",
    "permission",
    "subject_kind",
    "subject_id",
    "changes",
    "purpose",
    "address",
    "request_id",
)
_LEAF = ("generation", "xid::text::bigint", "id", "hash")
# Compared and ordered by the columns of the index, so that one transaction of millions of records
# is read on from a place; a bare ``xid`` would be the text that is read of it.
_BETWEEN = """
SELECT {columns} FROM audit_auditrecord r
WHERE generation = %(generation)s
  AND (r.xid, r.id) > (%(from_xid)s::text::xid8, %(from_id)s)
  AND (r.xid, r.id) <= (%(to_xid)s::text::xid8, %(to_id)s)
ORDER BY r.xid, r.id
"""
# What is left of one transaction, then the later ones: each is read on along the index, however
# many records a transaction has.
_REST = """
SELECT {columns} FROM audit_auditrecord r
WHERE generation = %s AND {finished} AND xid = %s::text::xid8 AND id > %s
ORDER BY r.id LIMIT %s
"""
_LATER = """
SELECT {columns} FROM audit_auditrecord r
WHERE generation = %s AND {finished} AND xid > %s::text::xid8
ORDER BY r.xid, r.id LIMIT %s
"""
_UNSEALED = """
WITH ends AS (
  SELECT DISTINCT ON (generation) generation, to_xid, to_id FROM audit_auditseal
  ORDER BY generation, seq DESC)
SELECT {columns} FROM audit_auditrecord r LEFT JOIN ends e USING (generation)
WHERE (e.to_xid IS NULL OR (r.xid, r.id) > (e.to_xid::text::xid8, e.to_id))
"""
_STRAY = """
  AND (r.generation > %s OR r.generation < (SELECT max(generation) FROM ends)) ORDER BY r.id
"""


Row = tuple[int, int, int, bytes]
"""One record as the sealer reads it: generation, xid, id, and the hash that is stored with it."""


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One record as it is verified: its place, the hash that is stored with it and the hash of its
    ``content``, computed anew.
    """

    generation: int
    xid: int
    record_id: int
    stored: bytes
    content: bytes

    @property
    def leaf(self) -> bytes:
        """The leaf under which the record enters the root."""
        return merkle.leaf(self.generation, self.xid, self.record_id, self.stored)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not match: which seal, which record (id), what.

    Of openings also in which hour since 1970, and by which account.
    """

    seal: int | None
    record_id: int | None
    what: str
    hour: int | None = None
    reader: int | None = None


def content_of(values: dict[str, Any]) -> bytes:
    """The content hash of a record given as field values."""
    return merkle.text_hash(content_text(values))


def content_text(values: Mapping[str, Any]) -> str:
    """What of a record, given as field values, its hash stands for."""
    shown = {key: plain(values.get(key)) for key in CONTENT}
    shown["at"] = values["at"].timestamp()
    return merkle.canonical(shown)


def _sealed_row(columns: tuple[Any, ...]) -> SealedRow:
    generation, xid, record_id, stored = columns[:4]
    values = dict(zip(CONTENT, columns[4:], strict=True))
    if isinstance(values["changes"], str):
        import json  # only rows read without the model's converter

        values["changes"] = json.loads(values["changes"])
    return SealedRow(generation, xid, record_id, bytes(stored), content_of(values))


def rows_after(generation: int, xid: int, record_id: int, limit: int) -> list[Row]:
    """Committed records after a place, in order, below the watermark.

    Generations before the current one came from another cluster: nobody writes them any more.
    """
    finished = BELOW_TRAIL_WATERMARK if generation >= current_generation() else "true"
    rest, later = (
        sql.format(columns=", ".join(_LEAF), finished=finished) for sql in (_REST, _LATER)
    )
    with connection.cursor() as cursor:
        cursor.execute(rest, [generation, xid, record_id, limit])
        found: list[Row] = list(cursor.fetchall())
        if len(found) < limit:
            cursor.execute(later, [generation, xid, limit - len(found)])
            found += cursor.fetchall()
    return found


def rows_of(seal: AuditSeal) -> list[SealedRow]:
    """The records that a seal covers, as they are now."""
    names = ("generation", "from_xid", "from_id", "to_xid", "to_id")
    with connection.cursor() as cursor:
        columns = ", ".join((*_LEAF, *CONTENT))
        span = {name: getattr(seal, name) for name in names}
        cursor.execute(_BETWEEN.format(columns=columns), span)
        return [_sealed_row(found) for found in cursor.fetchall()]


def current_generation() -> int:
    """The generation that new records carry; the first one while none was ever raised."""
    return AuditGeneration.objects.aggregate(newest=Max("number"))["newest"] or 1


def verify() -> Iterator[Finding]:
    """Recompute every record, root and chain; yield what does not match.

    ``chain``: a seal does not carry its predecessor's hash; ``span``: it does not begin where that
    one ends; ``content``, ``count``, ``root``: its records; ``stray``: a record no seal can cover;
    ``lost``: a seal noted outside the database that is not there as it was.
    """
    last: AuditSeal | None = None
    for seal in AuditSeal.objects.order_by("seq").iterator():
        yield from _verify_place(seal, last)
        yield from _verify_records(seal)
        last = seal
    for record_id in _stray_records():
        yield Finding(None, record_id, "stray")
    known = newest_note()
    for note in {*lost_notes(), *([known] if known else [])}:
        if not is_there(note):
            yield Finding(note.seq, None, "lost")


def is_there(note: Note) -> bool:
    """Whether the seal of the note stands in the chain as it was noted."""
    seal = AuditSeal.objects.filter(seq=note.seq).first()
    return seal is not None and hash_of(seal) == note.digest


def _verify_place(seal: AuditSeal, last: AuditSeal | None) -> Iterator[Finding]:
    if bytes(seal.previous) != (hash_of(last) if last else b""):
        yield Finding(seal.seq, None, "chain")
    if (seal.from_xid, seal.from_id) != start_after(last, seal.generation):
        yield Finding(seal.seq, None, "span")


def start_after(last: AuditSeal | None, generation: int) -> tuple[int, int]:
    """Where (xid, id) the seal after ``last`` begins: a generation begins at nothing."""
    same = last is not None and last.generation == generation
    return (last.to_xid, last.to_id) if last is not None and same else (0, 0)


def _stray_records() -> list[int]:
    sql = _UNSEALED.format(columns="r.id") + _STRAY
    with connection.cursor() as cursor:
        cursor.execute(sql, [current_generation()])
        return [int(row[0]) for row in cursor.fetchall()]


def _verify_records(seal: AuditSeal) -> Iterator[Finding]:
    rows = rows_of(seal)
    for row in rows:
        if row.stored != row.content:
            yield Finding(seal.seq, row.record_id, "content")
    if len(rows) != seal.count:
        yield Finding(seal.seq, None, "count")
    if merkle.root([row.leaf for row in rows]) != bytes(seal.root):
        yield Finding(seal.seq, None, "root")
    if seal.token is not None and imprint_of(bytes(seal.token)) != hash_of(seal):
        yield Finding(seal.seq, None, "token")


def hash_of(seal: AuditSeal) -> bytes:
    """The hash of a seal, which its successor carries and the time-stamp covers."""
    span = (seal.generation, seal.from_xid, seal.from_id, seal.to_xid, seal.to_id)
    return merkle.seal_hash(bytes(seal.previous), span, seal.count, bytes(seal.root))


def unsealed_count() -> int:
    """How many records no seal covers yet."""
    with connection.cursor() as cursor:
        cursor.execute(_UNSEALED.format(columns="count(*)"))
        return int(cursor.fetchone()[0])


def next_generation(last: AuditSeal | None) -> int:
    """The oldest generation that may still have records to seal, not before that of ``last``."""
    place = (last.generation, last.to_xid, last.to_id) if last else (1, 0, 0)
    current = current_generation()
    if place[0] >= current or rows_after(*place, 1):
        return place[0]
    later = AuditRecord.objects.filter(generation__gt=place[0], generation__lte=current)
    return later.aggregate(first=Min("generation"))["first"] or current


def accesses_to(kind: str, subject_ids: Iterable[int]) -> list[Mapping[str, Any]]:
    """Who opened records, by hour and place, newest first.

    Rows of {subject_id, hour, place, on_behalf_of_place, count}; the place in whose name they
    were opened is empty where it was the reader's own. Names are left out: places are what the
    person concerned is told. Legal basis: 91/2025/QH15.
    """
    rows = AuditAccess.objects.filter(subject_kind=kind, subject_id__in=list(subject_ids))
    told = ("subject_id", "hour", "place", "on_behalf_of_place")
    counted = rows.values(*told).annotate(count=Sum("count"))
    return list(counted.order_by("-hour", "place", "on_behalf_of_place")[:MOST_ACCESSES])


def records_of(kind: str, subject_id: int) -> Any:
    """The records about one subject, newest first."""
    return AuditRecord.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("-at")


def author_of(kind: str, subject_id: int) -> int | None:
    """Return the account that did the first act about a subject, None where none is on record."""
    first = AuditRecord.objects.filter(subject_kind=kind, subject_id=subject_id)
    return first.order_by("at", "id").values_list("actor_id", flat=True).first()


def records_of_gone(kind: str, there: Any) -> Any:
    """The records about subjects of a kind that are not among ``there`` any more, newest first."""
    rows = AuditRecord.objects.filter(subject_kind=kind, subject_id__isnull=False)
    return rows.exclude(subject_id__in=there).order_by("-at", "-id")


def changes_after(kind: str, subject_ids: Iterable[int], moment: datetime) -> Any:
    """What acts changed of some subjects of one kind since a moment: (subject_id, changes).

    The newest first, so that undoing them in this order leads back to the moment.
    """
    rows = AuditRecord.objects.filter(
        subject_kind=kind, subject_id__in=list(subject_ids), at__gte=moment
    )
    return rows.order_by("-at", "-id").values_list("subject_id", "changes")
