# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Seal committed records: range, count, Merkle root, hash of the previous seal."""

from __future__ import annotations

import logging

from django.db import connection, transaction
from django.utils import timezone

from lienthong.core.audit.adapters import Note, newest_note, note_lost, note_newest
from lienthong.core.audit.domain import merkle
from lienthong.core.audit.models import AuditSeal
from lienthong.core.audit.permissions import SEAL
from lienthong.core.audit.queries.trail import (
    Row,
    hash_of,
    is_there,
    next_generation,
    rows_after,
    start_after,
)
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.db import lock_timeout

logger = logging.getLogger(__name__)
BATCH = 50_000
_LOCK = 7_240_018
_PATIENCE = 120
"""Seconds that one who seals, and a long run at its end, wait for each other."""


def seal_records() -> AuditSeal | None:
    """Seal what is committed and not sealed yet; one sealer at a time; None when nothing is new.

    The platform's own bookkeeping: it changes no subject and is therefore no recorded act.
    """
    with transaction.atomic():
        hold_sealing()
        last = AuditSeal.objects.order_by("-seq").first()
        generation = next_generation(last)
        place = start_after(last, generation)
        rows = rows_after(generation, *place, BATCH)
        if not rows:
            return None
        return _write(last, generation, place, rows)


seal_records.permission = SEAL  # type: ignore[attr-defined]


@part_of_act
def hold_sealing() -> None:
    """Nobody else seals until the current transaction ends."""
    with lock_timeout(_PATIENCE), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def seal_and_note() -> AuditSeal | None:
    """Seal, and note the seal outside the database once it is committed.

    A noted seal that is gone by then stays on record: ``verify`` names it from now on.
    """
    known = newest_note()
    if known is not None and not is_there(known):
        logger.error("audit seal %s is gone from the database", known.seq)
        note_lost(known)
    seal = seal_records()
    if seal is not None:
        note_newest(Note(seal.seq, hash_of(seal)))
    return seal


seal_and_note.permission = SEAL  # type: ignore[attr-defined]


def _write(
    last: AuditSeal | None, generation: int, place: tuple[int, int], rows: list[Row]
) -> AuditSeal:
    return AuditSeal.objects.create(
        generation=generation,
        from_xid=place[0],
        from_id=place[1],
        to_xid=rows[-1][1],
        to_id=rows[-1][2],
        count=len(rows),
        root=merkle.root([merkle.leaf(*row) for row in rows]),
        previous=hash_of(last) if last else b"",
        at=timezone.now(),
    )
