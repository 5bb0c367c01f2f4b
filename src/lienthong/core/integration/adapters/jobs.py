# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The ``defer`` port on procrastinate's tables, over Django's connection."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg.types.json import Jsonb

from lienthong.kernel import ports
from lienthong.kernel.prepared import planning_cursor

URGENT, IDLE = 10, -10
QUEUE = "default"
_DEFER = """
SELECT procrastinate_defer_jobs_v1(ARRAY(
  SELECT ROW(%s, task, priority, lock, alone, arguments, NULL)::procrastinate_job_to_defer_v1
  FROM unnest(%s::text[], %s::int[], %s::text[], %s::text[], %s::jsonb[])
       WITH ORDINALITY AS asked (task, priority, lock, alone, arguments, place)
  WHERE alone IS NULL OR NOT EXISTS (SELECT FROM procrastinate_jobs queued
                                     WHERE queued.queueing_lock = alone AND queued.status = 'todo')
  ORDER BY place
))
"""


class JobDeferrer:
    """Queues jobs by name; the rows are part of the caller's transaction."""

    def defer(self, orders: Sequence[ports.JobOrder]) -> None:
        """Queue these jobs in one statement; a scheduled one that waits already waits on."""
        known = ports.tasks()
        jobs = [known.get(order.task) for order in orders]
        values = (
            [order.task for order in orders],
            [priority_of(job) for job in jobs],
            [order.lock for order in orders],
            [
                order.task if job and job.every else None
                for order, job in zip(orders, jobs, strict=True)
            ],
            [Jsonb(dict(order.arguments)) for order in orders],
        )
        with planning_cursor() as cursor:
            cursor.execute(_DEFER, [QUEUE, *values])


def priority_of(job: ports.Job | None) -> int:
    """How a job stands in the queue: ahead when somebody waits for it, last when nobody does."""
    if job is None:
        return 0
    return URGENT if job.urgent else IDLE if job.idle else 0
