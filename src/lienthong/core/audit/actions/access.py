# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Note who opens sensitive records: one row for actor, record and hour.

Legal basis: 91/2025/QH15.
"""

from __future__ import annotations

from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.prepared import planning_cursor

_NOTE = """
INSERT INTO audit_auditaccess AS a (actor_id, subject_kind, subject_id, hour, purpose, place, count)
VALUES (%s, %s, %s, date_trunc('hour', now()), %s, %s, 1)
ON CONFLICT (actor_id, subject_kind, subject_id, hour)
DO UPDATE SET count = a.count + 1, place = EXCLUDED.place
"""


@part_of_act
def note_access(actor: Actor, *, kind: str, subject_id: int) -> None:
    """An officer or a system of others read a record; citizens' own visits are not noted.

    One statement. The place is the unit and position of the hour, not the officer's name; of a
    system it is its name.
    """
    is_partner = actor.kind is ActorKind.PARTNER
    if not (actor.is_officer or is_partner) or actor.account_id is None:
        return
    parts = (actor.name,) if is_partner else (actor.unit_name, actor.position)
    place = ", ".join(part for part in parts if part)
    values: list[str | int] = [actor.account_id, kind, subject_id, actor.purpose[:200], place[:300]]
    with planning_cursor() as cursor:
        cursor.execute(_NOTE, values)
