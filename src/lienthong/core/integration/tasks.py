# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hands every registered job to procrastinate and keeps the job queue in order."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction
from procrastinate import App, RetryStrategy

from lienthong.core.audit.api import AuditSeal, hash_of
from lienthong.core.integration.adapters.time_stamps import HttpTimeStamps
from lienthong.core.integration.domain.stamping import request_for, token_from
from lienthong.kernel import ports

logger = logging.getLogger(__name__)
STALLED_SECONDS = 60
FAILED_DAYS = 7
_STALLED = """
SELECT procrastinate_retry_job_v2(job.id, now(), NULL, NULL, NULL)
FROM procrastinate_jobs job
LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing'
  AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
  AND NOT EXISTS (SELECT FROM procrastinate_jobs twin
                  WHERE twin.queueing_lock = job.queueing_lock AND twin.status = 'todo')
"""
_FAILED = """
SELECT procrastinate_retry_job_v2(job.id, now(), NULL, NULL, NULL)
FROM procrastinate_jobs job
WHERE job.status = 'failed' AND job.queueing_lock IS NULL
  AND EXISTS (SELECT FROM procrastinate_events event
              WHERE event.job_id = job.id AND event.type = 'deferred'
                AND event.at > now() - make_interval(days => %s))
"""


def register_all(app: App) -> None:
    """Register all jobs with their schedules; called once by procrastinate's own start-up."""
    for name, job in ports.tasks().items():
        retry = RetryStrategy(max_attempts=job.retries, exponential_wait=2)
        lock = name if job.every else None
        function = _without_timestamp(job.function) if job.every else job.function
        task = app.task(name=name, retry=retry, queueing_lock=lock)(function)
        if job.every:
            app.periodic(cron=job.every)(task)


def _without_timestamp(function: Callable[..., object]) -> Callable[..., object]:
    """Scheduled jobs are told when they were due; ours look at the clock themselves."""

    @functools.wraps(function)
    def run(timestamp: int | None = None, **arguments: object) -> object:
        return function(**arguments)

    return run


@ports.task("integration.retry_stalled", every="*/2 * * * *")
def retry_stalled() -> None:
    """Jobs of a worker that died are done again; every job may be repeated."""
    with connection.cursor() as cursor:
        cursor.execute(_STALLED, [STALLED_SECONDS])
        if cursor.rowcount:
            logger.warning("%s jobs of dead workers are queued again", cursor.rowcount)


@ports.task("integration.retry_failed", every="7-59/15 * * * *")
def retry_failed() -> None:
    """Jobs that used up their tries get one more each quarter of an hour, for a week.

    What they lacked may be there by now: a partner, a library of the machine, room on the disk.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [FAILED_DAYS])
        if cursor.rowcount:
            logger.warning("%s failed jobs are queued again", cursor.rowcount)


@ports.task("integration.stamp_audit", every="50 23 * * *")
def stamp_audit() -> None:
    """The newest seal of the day gets an RFC 3161 time-stamp; nothing without an authority."""
    seal = AuditSeal.objects.order_by("-seq").first()
    if seal is None or seal.token is not None or not settings.LIENTHONG_TSA_URL:
        return
    digest = hash_of(seal)
    query, nonce = request_for(digest)
    reply = HttpTimeStamps(settings.LIENTHONG_TSA_URL).request(query)
    token = token_from(reply, digest=digest, nonce=nonce)
    with transaction.atomic():
        AuditSeal.objects.filter(pk=seal.pk, token__isnull=True).update(token=token)
