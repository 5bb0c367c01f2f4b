# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The ``record`` port on the audit tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

from lienthong.core.audit.actions.seal import hold_sealing
from lienthong.core.audit.models import AuditRecord, AuditRequest
from lienthong.core.audit.queries.trail import content_of, current_generation
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import KeyReused
from lienthong.kernel.ports import Act, Replay
from lienthong.kernel.prepared import planning_cursor
from lienthong.kernel.together import LOT

_CLAIM = """
INSERT INTO audit_auditrequest (actor_key, key, action, body_hash, at)
VALUES (%s, %s, %s, %s, now()) ON CONFLICT (actor_key, key) DO NOTHING
"""
_COLUMNS = (
    "at", "actor_id", "actor_text", "unit_id", "unit_text", "on_behalf_of_id", "permission",
    "subject_kind", "subject_id", "changes", "purpose", "address", "request_id",
    "generation", "hash",
)  # fmt: skip
_CHANGES = _COLUMNS.index("changes")
_RECORD = f"""
INSERT INTO audit_auditrecord (id, xid, {", ".join(_COLUMNS)})
VALUES (nextval('audit_auditrecord_id_seq'), pg_current_xact_id(),
        {", ".join(["%s"] * len(_COLUMNS))})
"""  # noqa: S608  # names of our own columns
_RECORD_WITH_ANSWER = f"""
WITH answered AS (
  UPDATE audit_auditrequest SET result = %s WHERE actor_key = %s AND key = %s
) {_RECORD}
"""  # noqa: S608  # the statement above
_NEWEST = "SELECT (pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1)::text"


class AuditRecorder:
    """Writes audit rows unchained, and keeps answers by idempotency key."""

    def __init__(self) -> None:
        self._generation: int | None = None

    def claim(self, actor: Actor, action: str, body_hash: bytes) -> Replay | None:
        """Insert the key first; a twin waits on the unique index and finds the stored answer."""
        key = _actor_key(actor)
        with planning_cursor() as cursor:
            cursor.execute(_CLAIM, [key, actor.idempotency_key, action, body_hash])
            if cursor.rowcount == 1:
                return None
        stored = AuditRequest.objects.get(actor_key=key, key=actor.idempotency_key)
        if bytes(stored.body_hash) != body_hash or stored.action != action:
            raise KeyReused
        return Replay(stored.result or {})

    def finish(self, actor: Actor, action: str, result: Mapping[str, Any]) -> None:
        """Store the answer."""
        AuditRequest.objects.filter(actor_key=_actor_key(actor), key=actor.idempotency_key).update(
            result=dict(result)
        )

    def record(self, act: Act, answer: Mapping[str, Any] | None = None) -> None:
        """Insert one row with the hash of its content, and store the answer; one statement."""
        values = self._values(act)
        row: list[Any] = [values[name] for name in _COLUMNS]
        row[_CHANGES] = Jsonb(row[_CHANGES])
        with planning_cursor() as cursor:
            if answer is None:
                cursor.execute(_RECORD, row)
            else:
                actor = act.actor
                kept: list[Any] = [Jsonb(dict(answer)), _actor_key(actor), actor.idempotency_key]
                cursor.execute(_RECORD_WITH_ANSWER, [*kept, *row])

    def record_all(self, acts: Sequence[Act]) -> None:
        """Insert the rows of several acts at once, in their order."""
        AuditRecord.objects.bulk_create([AuditRecord(**self._values(act)) for act in acts])

    def record_late(self, acts: Sequence[Act]) -> None:
        """Insert the rows of a transaction that said ``tells_late``, as its last deed.

        They stand under the newest number given so far: behind every sealed row, as nobody seals
        until the transaction ends.
        """
        hold_sealing()
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST)
            (place,) = cursor.fetchone()
        rows = [AuditRecord(xid=place, **self._values(act)) for act in acts]
        AuditRecord.objects.bulk_create(rows, batch_size=LOT)

    def _values(self, act: Act) -> dict[str, Any]:
        actor = act.actor
        values: dict[str, Any] = {
            "at": timezone.now(),
            "actor_id": actor.account_id,
            "actor_text": _text(actor),
            "unit_id": actor.unit_id,
            "unit_text": actor.unit_name,
            "on_behalf_of_id": actor.on_behalf_of_id,
            "permission": act.permission.code,
            "subject_kind": act.subject_kind,
            "subject_id": act.subject_id,
            "changes": dict(act.changes),
            "purpose": actor.purpose[:200],
            "address": actor.address[:60],
            "request_id": actor.request_id[:60],
        }
        return {**values, "generation": self._current(), "hash": content_of(values)}

    def _current(self) -> int:
        if self._generation is None:
            self._generation = current_generation()
        return self._generation


def _actor_key(actor: Actor) -> str:
    return f"{actor.kind}:{actor.account_id or actor.address or 0}"


def _text(actor: Actor) -> str:
    parts = [actor.name, actor.position]
    if actor.on_behalf_of_name:
        parts.append(f"thay {actor.on_behalf_of_name}")
    return ", ".join(part for part in parts if part)[:300]
