# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading and checking the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max

from lienthong.core.audit.domain import merkle
from lienthong.core.audit.domain.stamps import imprint_of
from lienthong.core.audit.models import AuditGeneration, AuditRecord, AuditSeal
from lienthong.kernel.actions import plain
from lienthong.kernel.db import BELOW_WATERMARK

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
_COLUMNS = ", ".join(("generation", "xid::text::bigint", "id", "hash", *CONTENT))
_BETWEEN = """
SELECT {columns} FROM audit_auditrecord
WHERE generation = %s AND (xid::text::bigint, id) > (%s, %s)
  AND (xid::text::bigint, id) <= (%s, %s)
ORDER BY xid::text::bigint, id
"""
_AFTER = """
SELECT {columns} FROM audit_auditrecord
WHERE generation = %s AND xid >= %s::text::xid8 AND {watermark}
  AND (xid::text::bigint, id) > (%s, %s)
ORDER BY xid, id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One record as the sealer reads it; ``content`` is computed anew, ``stored`` is the column."""

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
    """One thing that does not match: which seal, which record (id), what."""

    seal: int | None
    record_id: int | None
    what: str


def content_of(values: dict[str, Any]) -> bytes:
    """The content hash of a record given as field values."""
    shown = {key: plain(values.get(key)) for key in CONTENT}
    shown["at"] = values["at"].timestamp()
    return merkle.content_hash(shown)


def _row(columns: tuple[Any, ...]) -> SealedRow:
    generation, xid, record_id, stored = columns[:4]
    values = dict(zip(CONTENT, columns[4:], strict=True))
    if isinstance(values["changes"], str):
        import json  # only rows read without the model's converter

        values["changes"] = json.loads(values["changes"])
    return SealedRow(generation, xid, record_id, bytes(stored), content_of(values))


def rows_after(generation: int, xid: int, record_id: int, limit: int) -> list[SealedRow]:
    """Committed records after a place, in order, below the watermark."""
    sql = _AFTER.format(columns=_COLUMNS, watermark=BELOW_WATERMARK)
    with connection.cursor() as cursor:
        cursor.execute(sql, [generation, xid, xid, record_id, limit])
        return [_row(columns) for columns in cursor.fetchall()]


def rows_of(seal: AuditSeal) -> list[SealedRow]:
    """The records that a seal covers, as they are now."""
    sql = _BETWEEN.format(columns=_COLUMNS)
    span = [seal.generation, seal.from_xid, seal.from_id, seal.to_xid, seal.to_id]
    with connection.cursor() as cursor:
        cursor.execute(sql, span)
        return [_row(columns) for columns in cursor.fetchall()]


def current_generation() -> int:
    """The generation that new records carry; the first one while none was ever raised."""
    return AuditGeneration.objects.aggregate(newest=Max("number"))["newest"] or 1


def verify() -> Iterator[Finding]:
    """Recompute every record, root and chain; yield what does not match."""
    previous = b""
    for seal in AuditSeal.objects.order_by("seq").iterator():
        yield from _verify_seal(seal, previous)
        previous = hash_of(seal)


def _verify_seal(seal: AuditSeal, previous: bytes) -> Iterator[Finding]:
    if bytes(seal.previous) != previous:
        yield Finding(seal.seq, None, "chain")
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
    last = AuditSeal.objects.order_by("-seq").first()
    place = (last.to_xid, last.to_id) if last else (0, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_auditrecord WHERE (xid::text::bigint, id) > (%s, %s)",
            place,
        )
        return int(cursor.fetchone()[0])


def records_of(kind: str, subject_id: int) -> Any:
    """The records about one subject, newest first."""
    return AuditRecord.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("-at")
