# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one inbox: a LATERAL keyset read over the officer's queues, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from lienthong.core.access.api import covers, reach_of
from lienthong.core.cases.models import Queue, Step
from lienthong.kernel.actor import Actor
from lienthong.kernel.counts import Count
from lienthong.kernel.db import EARLY, FAR
from lienthong.kernel.permissions import Scope
from lienthong.kernel.prepared import rows_of

PAGE = 30
KEYS = """
WITH k AS (
  SELECT id AS q, NULLIF(account_id, %(me)s::bigint) AS lender
  FROM cases_queue WHERE account_id = ANY(%(accounts)s::bigint[])
  UNION
  SELECT c.id, NULL FROM cases_queue c
  JOIN unnest(%(units)s::bigint[], %(roles)s::bigint[]) AS h(u, r)
    ON c.unit_id = h.u AND c.role_id = h.r
  UNION
  SELECT m.queue_id, NULL FROM cases_queuemember m
  JOIN unnest(%(units)s::bigint[], %(roles)s::bigint[]) AS h(u, r)
    ON m.unit_id = h.u AND m.role_id = h.r
)
"""
_LENT = """ AND (k.lender IS NULL OR EXISTS (
    SELECT 1 FROM unnest(%(lenders)s::bigint[], %(lent_roles)s::text[], %(lent_units)s::bigint[])
      AS lent(lender, role, unit_id)
    WHERE lent.lender = k.lender AND lent.role = {step}.role_code AND (lent.unit_id IS NULL
      OR EXISTS (SELECT 1 FROM units_unitclosure above
                 WHERE above.unit_id = {step}.unit_id AND above.ancestor_id = lent.unit_id))))"""
_UNGUESSED = " AND CASE WHEN {} THEN true ELSE false END"
"""A filter that the planner cannot weigh: knowing how few steps of an average queue pass it, the
planner would collect and sort a whole crowded queue for one page."""
_TAGGED = """case_id = ANY(ARRAY(
    SELECT t.subject_id FROM ui_tagged t
    WHERE t.subject_kind = 'cases.case' AND t.tag_id = %(tag)s))"""
_SPAN = "sort_at >= %(since)s AND sort_at < %(before)s"
_INBOX = """
{keys}
SELECT s.* FROM k CROSS JOIN LATERAL (
  SELECT * FROM cases_step
  WHERE queue_id = k.q AND closed_at IS NULL AND (sort_at, id) > (%(at)s, %(id)s)
    AND sort_at < %(before)s {filters}
  ORDER BY sort_at, id LIMIT {limit}
) s ORDER BY s.sort_at, s.id LIMIT {limit}
"""
_NEWEST = """
{keys}
SELECT s.* FROM k CROSS JOIN LATERAL (
  SELECT * FROM cases_step
  WHERE queue_id = k.q AND closed_at IS NULL AND (opened_at, id) < (%(at)s, %(id)s) {filters}
  ORDER BY opened_at DESC, id DESC LIMIT {limit}
) s ORDER BY s.opened_at DESC, s.id DESC LIMIT {limit}
"""
_COUNT = """
SELECT count(*) FROM k CROSS JOIN LATERAL (
  SELECT 1 FROM cases_step
  WHERE queue_id = k.q AND closed_at IS NULL
    AND sort_at >= %(at{n})s AND sort_at < %(before{n})s {filters}
  LIMIT {limit}
) s
"""
_SELECT = "{keys} SELECT ARRAY[{counts}]"
_QUEUES = "{keys} SELECT q, lender FROM k"


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What part of the inbox: a kind, a node, a tag, a span of due moments. Times are aware.

    ``newest``: what came last stands first, instead of what is most urgent.
    """

    kind_id: int | None = None
    node: str = ""
    tag_id: int = 0
    since: datetime | None = None
    before: datetime | None = None
    newest: bool = False


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Steps in order; ``more`` says that another page follows after the last one."""

    steps: list[Step]
    more: bool


def keys_of(actor: Actor) -> dict[str, Any]:
    """Parameters naming the actor's queues: own and delegators' accounts, unit × role pairs.

    With what each delegator lent: of the work in their hands it alone is the actor's.
    """
    lent = [held for held in actor.holdings if held.from_account_id is not None]
    accounts = {actor.account_id} | {held.from_account_id for held in lent}
    pairs = [(h.unit_id, h.role_id) for h in actor.holdings if h.unit_id and h.role_id]
    return {
        "me": actor.account_id,
        "accounts": sorted(account for account in accounts if account is not None),
        "units": [int(unit) for unit, _ in pairs],
        "roles": [int(role) for _, role in pairs],
        "lenders": [held.from_account_id for held in lent],
        "lent_roles": [held.role for held in lent],
        "lent_units": [None if held.scope is Scope.ALL else held.unit_id for held in lent],
    }


def lent_only(actor: Actor, step: str) -> str:
    """The condition on a step (how its table is called) for whoever stands in for somebody."""
    return _LENT.format(step=step) if actor.stands_in_for else ""


def _parameters(actor: Actor, asked: InboxFilter) -> tuple[str, dict[str, Any]]:
    wanted = []
    if asked.kind_id is not None:
        wanted.append("kind_id = %(kind)s")
    if asked.node:
        wanted.append("node = %(node)s")
    if asked.tag_id:
        wanted.append(_TAGGED)
    filters = _UNGUESSED.format(" AND ".join(wanted)) if wanted else ""
    filters += lent_only(actor, "cases_step")
    values: dict[str, Any] = {
        **keys_of(actor),
        "kind": asked.kind_id,
        "node": asked.node,
        "tag": asked.tag_id,
        "at": asked.since or EARLY,
        "id": 0,
        "before": asked.before or datetime.max.replace(tzinfo=EARLY.tzinfo),
    }
    return filters, values


def inbox(
    actor: Actor,
    *,
    asked: InboxFilter | None = None,
    after: tuple[datetime, int] | None = None,
    size: int = PAGE,
) -> InboxPage:
    """A page of the actor's open work: one statement, at most ``size + 1`` rows per queue."""
    asked = asked or InboxFilter()
    filters, values = _parameters(actor, asked)
    statement = _INBOX
    if asked.newest:
        statement, filters = _NEWEST, filters + _UNGUESSED.format(_SPAN)
        values |= {"since": values["at"], "at": FAR, "id": 0}
    if after is not None:
        values["at"], values["id"] = after
    steps = rows_of(Step, statement.format(keys=KEYS, filters=filters, limit=size + 1), values)
    return InboxPage(steps[:size], len(steps) > size)


def count_inbox(actor: Actor, *, asked: InboxFilter | None = None, limit: int = 100) -> int:
    """How many open steps, counting at most ``limit`` in each queue."""
    return count_of_parts(actor, [asked or InboxFilter()], limit=limit).alone()[0]


def count_of_parts(actor: Actor, parts: Sequence[InboxFilter], *, limit: int = 100) -> Count:
    """How many open steps each part holds, counting at most ``limit`` in each queue."""
    values: dict[str, Any] = {}
    counts = []
    for n, asked in enumerate(parts):
        filters, own = _parameters(actor, asked)
        for name in ("at", "before", "kind", "node", "tag"):
            values[f"{name}{n}"] = own.pop(name)
            filters = filters.replace(f"%({name})s", f"%({name}{n})s")
        values |= own
        counts.append(f"({_COUNT.format(n=n, filters=filters, limit=limit)})")
    return Count(_SELECT.format(keys=KEYS, counts=", ".join(counts)), values)


def held_among(actor: Actor, steps: Iterable[Step]) -> set[int]:
    """Which of the steps lie in the actor's queues; one statement for all."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUES.format(keys=KEYS), keys_of(actor))
        lenders: dict[int, int | None] = dict(cursor.fetchall())
    return {
        step.pk
        for step in steps
        if step.queue_id in lenders and _is_lent(actor, lenders[step.queue_id], step)
    }


def _is_lent(actor: Actor, lender: int | None, step: Step) -> bool:
    """Whether a step in the hands of a lender is of what they lent; one's own always is."""
    if lender is None:
        return True
    lent = (held for held in actor.holdings if held.from_account_id == lender)
    own = [held for held in lent if held.role == step.role_code]
    return bool(own) and covers(reach_of(own), {step.unit_id})


def holds(actor: Actor, step: Step, *, queue: Queue | None = None) -> bool:
    """Whether the step, where it lies or would lie (``queue``), is among the actor's work.

    Of what lies in somebody's own hands, whoever stands in has the work of the lent roles. Asks
    the database for a set of units only.
    """
    queue = queue or step.queue
    if queue.account_id is not None:
        mine = queue.account_id == actor.account_id
        return mine or _is_lent(actor, queue.account_id, step)
    keys = keys_of(actor)
    pairs = set(zip(keys["units"], keys["roles"], strict=True))
    if queue.unit_id is not None:
        return (queue.unit_id, queue.role_id) in pairs
    return not pairs.isdisjoint(queue.members.values_list("unit_id", "role_id"))
