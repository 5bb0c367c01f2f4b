# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Note who opens sensitive records: one row for actor, record and hour.

Legal basis: 91/2025/QH15.
"""

from __future__ import annotations

from collections.abc import Callable

from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor, ActorKind, in_whose_name
from lienthong.kernel.prepared import planning_cursor

_NOTE = """
INSERT INTO audit_auditaccess AS a (actor_id, subject_kind, subject_id, hour, on_behalf_of_id,
  purpose, unit_id, place, on_behalf_of_place, count)
VALUES (%s, %s, %s, date_trunc('hour', now()), %s, %s, %s, %s, %s, 1)
ON CONFLICT (actor_id, subject_kind, subject_id, hour, on_behalf_of_id)
DO UPDATE SET count = a.count + 1, unit_id = EXCLUDED.unit_id, place = EXCLUDED.place,
  on_behalf_of_place = EXCLUDED.on_behalf_of_place
"""


@part_of_act
def note_access(
    actor: Actor, *, kind: str, subject_id: int, opens: Callable[[Actor], bool]
) -> None:
    """An officer or a system of others read a record; citizens' own visits are not noted.

    One statement. ``opens`` says whether an actor may read the record: whoever stands in for
    somebody reads in that person's name only where their own rights do not open it. It is asked
    only for those. The place is the unit and position of the hour, of the reader and of the
    lender, not their names; of a system it is its name.
    """
    is_partner = actor.kind is ActorKind.PARTNER
    if not (actor.is_officer or is_partner) or actor.account_id is None:
        return
    actor = in_whose_name(actor, opens)
    parts = (actor.name,) if is_partner else (actor.unit_name, actor.position)
    place = ", ".join(part for part in parts if part)
    values: list[str | int | None] = [
        *(actor.account_id, kind, subject_id, actor.on_behalf_of_id or 0, actor.purpose[:200]),
        *(actor.unit_id, place[:300], actor.on_behalf_of_place[:300]),
    ]
    with planning_cursor() as cursor:
        cursor.execute(_NOTE, values)
