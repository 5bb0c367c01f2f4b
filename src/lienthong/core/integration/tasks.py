# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hands every registered job to procrastinate and keeps the job queue in order."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate import App, RetryStrategy

from lienthong.core.audit.api import AuditSeal, hash_of
from lienthong.core.integration.actions.carry import (
    lease_next,
    let_rest,
    partner_by_code,
    put_back,
    settle_failed,
    settle_sent,
)
from lienthong.core.integration.actions.handle import handle_next
from lienthong.core.integration.actions.keep import forget_job_days, switch_on_again
from lienthong.core.integration.adapters.carriers import (
    Carry,
    PartnerAwayError,
    TryLaterError,
    UndeliverableError,
    carrier_of,
)
from lienthong.core.integration.adapters.handlers import handler_of
from lienthong.core.integration.adapters.job_accounts import booked
from lienthong.core.integration.adapters.jobs import priority_of
from lienthong.core.integration.adapters.lines import line_to
from lienthong.core.integration.adapters.time_stamps import PARTNER as TIME_STAMPS
from lienthong.core.integration.adapters.time_stamps import HttpTimeStamps
from lienthong.core.integration.domain.stamping import request_for, token_from
from lienthong.core.integration.models import JobDay, Outgoing, Partner
from lienthong.core.integration.queries import partners_with_waiting
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.heap import Growth

logger = logging.getLogger(__name__)
STALLED_SECONDS = 60
FAILED_DAYS = 7
_STALLED = """
SELECT procrastinate_retry_job_v2(stalled.id, now(), NULL, NULL, NULL)
FROM (SELECT DISTINCT ON (COALESCE(job.queueing_lock, job.id::text)) job.id
      FROM procrastinate_jobs job
      LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
      WHERE job.status = 'doing'
        AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
        AND NOT EXISTS (SELECT FROM procrastinate_jobs twin
                        WHERE twin.queueing_lock = job.queueing_lock AND twin.status = 'todo')
      ORDER BY COALESCE(job.queueing_lock, job.id::text), job.id DESC) stalled
"""
"""Of turns of one name the newest, as two cannot wait; the other follows when that is done."""
_QUEUED = "SELECT FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'"
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
    growth = Growth()
    for name, job in ports.tasks().items():
        retry = RetryStrategy(max_attempts=job.retries, exponential_wait=2)
        lock = name if job.every else None
        function = scheduled(name, job.function) if job.every else job.function
        function = growth.after(function)
        if settings.COUNT_STATEMENTS:
            function = booked(name, function)
        ahead = priority_of(job)
        task = app.task(name=name, retry=retry, queueing_lock=lock, priority=ahead)(function)
        if job.every:
            app.periodic(cron=job.every)(task)


def scheduled(name: str, function: Callable[..., object]) -> Callable[..., object]:
    """Scheduled jobs are told when they were due; ours look at the clock themselves.

    How a turn went is noted by the day: of jobs that succeed procrastinate keeps nothing. A turn
    that fails while the next one waits leaves its work to that: two of a name cannot wait, and what
    procrastinate cannot queue again would stay under way for ever.
    """

    @functools.wraps(function)
    def run(timestamp: int | None = None, **arguments: object) -> object:
        began = time.monotonic()
        try:
            result = function(**arguments)
        except Exception:
            _note(name, began, is_well=False)
            if not _is_queued(name):
                raise
            logger.exception("a turn of %s failed; the next one waits already", name)
            return None
        _note(name, began, is_well=True)
        return result

    return run


def _is_queued(name: str) -> bool:
    """Whether another turn waits; without a database nobody knows."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_QUEUED, [name])
            return cursor.fetchone() is not None
    except DatabaseError:
        logger.warning("whether %s is queued is not known", name, exc_info=True)
        return False


def _note(name: str, began: float, *, is_well: bool) -> None:
    """Write the turn down; without a database that is for the next turn to say."""
    seconds = round(time.monotonic() - began, 3)
    try:
        JobDay.objects.note(name, at=timezone.now(), is_well=is_well, seconds=seconds)
    except DatabaseError:
        logger.warning("a turn of %s could not be noted", name, exc_info=True)


@ports.task(
    "integration.retry_stalled", every="* * * * *", title=_("Làm lại việc của tiến trình đã chết")
)
def retry_stalled() -> None:
    """Jobs of a worker that died are done again; every job may be repeated."""
    _queue_again(STALLED_SECONDS)


def take_over() -> None:
    """All jobs that are under way are queued again, at once, by the only worker as it starts.

    No other worker may live: what it does would be done a second time beside it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers")
        _queue_again(0)


def _queue_again(silent: int) -> None:
    """Queue the jobs of workers that are gone or gave no sign of life for so many seconds."""
    with connection.cursor() as cursor:
        cursor.execute(_STALLED, [silent])
        if cursor.rowcount:
            logger.warning("%s jobs of dead workers are queued again", cursor.rowcount)


@ports.task("integration.retry_failed", every="7-59/15 * * * *", title=_("Thử lại việc đã hỏng"))
def retry_failed() -> None:
    """Jobs that used up their tries get one more each quarter of an hour, for a week.

    What they lacked may be there by now: a partner, a library of the machine, room on the disk.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [FAILED_DAYS])
        if cursor.rowcount:
            logger.warning("%s failed jobs are queued again", cursor.rowcount)


@ports.task(
    "integration.stamp_audit", every="50 16 * * *", title=_("Đóng dấu thời gian cho nhật ký")
)
def stamp_audit() -> None:
    """The newest seal of the day gets an RFC 3161 time-stamp; nothing without an authority."""
    seal = AuditSeal.objects.order_by("-seq").first()
    line = line_to(TIME_STAMPS, settings.LIENTHONG_TSA_URL)
    if seal is None or seal.token is not None or not line.url or not line.is_open:
        return
    digest = hash_of(seal)
    query, nonce = request_for(digest)
    reply = HttpTimeStamps(line.url, verify=line.verify).request(query)
    token = token_from(reply, digest=digest, nonce=nonce)
    with transaction.atomic():
        AuditSeal.objects.filter(pk=seal.pk, token__isnull=True).update(token=token)


@ports.task(
    "integration.forget_job_days", every="41 19 * * *", title=_("Xóa ghi chép cũ về việc nền")
)
def forget_old_job_days() -> None:
    """Every night: what was noted of jobs long ago is removed."""
    forget_job_days()


@ports.task(
    "integration.switch_on_again",
    every="4 17 * * *",
    title=_("Nối lại hệ thống đã hết ngày ngắt"),
)
def switch_partners_on_again() -> None:
    """Every day as it begins: who was switched off until yesterday is spoken to again."""
    actor = Actor.platform(str(_("hết ngày ngắt kết nối")))
    switch_on_again(day=timezone.localdate(), actor=actor)


@ports.task(
    "integration.carry_waiting",
    every="* * * * * */10",
    title=_("Gửi tin đang chờ tới hệ thống khác"),
)
def carry_waiting() -> None:
    """Every ten seconds: whoever has messages that are due gets them."""
    with transaction.atomic():
        for code in partners_with_waiting(timezone.now()):
            if carrier_of(code):
                ports.defer("integration.carry", lock=f"partner:{code}", partner=code)


@ports.task("integration.carry")
def carry(partner: str) -> None:
    """Hand over what is due for a partner until nothing is, or until it does not answer."""
    way = carrier_of(partner)
    with transaction.atomic():
        known = partner_by_code(partner)
    if way is None or not known.is_active or _rests(known):
        return
    while (message := _lease(known)) is not None:
        if not _hand_over(message, known, way):
            return


@ports.task("integration.handle")
def handle(partner: str) -> None:
    """Do what waiting messages of a partner say, one by one, until none can be done."""
    way = handler_of(partner)
    with transaction.atomic():
        known = partner_by_code(partner)
    while way is not None:
        with transaction.atomic():
            if handle_next(known.pk, way) is None:
                return


def _rests(partner: Partner) -> bool:
    return partner.rests_until is not None and partner.rests_until > timezone.now()


def _lease(partner: Partner) -> Outgoing | None:
    with transaction.atomic():
        return lease_next(partner.pk)


def _hand_over(message: Outgoing, partner: Partner, way: Carry) -> bool:
    """Whether the partner can be spoken to further. No transaction is open meanwhile."""
    try:
        reference = way(message)
    except TryLaterError as early:
        with transaction.atomic():
            put_back(message, error=str(early))
        return True
    except UndeliverableError as refused:
        with transaction.atomic():
            settle_failed(message, error=str(refused), for_good=True)
        return True
    except PartnerAwayError as away:
        with transaction.atomic():
            settle_failed(message, error=str(away))
            let_rest(partner)
        logger.warning("partner %s is away: %s", partner.code, away)
        return False
    with transaction.atomic():
        settle_sent(message, reference=reference)
    return True
