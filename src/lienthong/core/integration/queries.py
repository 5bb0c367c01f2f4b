# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Taking waiting messages in order; how partners fare; finding messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from lienthong.core.integration.enums import Circuit
from lienthong.core.integration.models import Incoming, Outgoing, Partner
from lienthong.core.references.api import packaged_setting

M = TypeVar("M", bound=Model)
LATELY = timedelta(days=1)
LONGEST_NUMBER = 19
KINDS = {"case": "cases.case"}
"""Kinds of ordering keys that are not called as their tables."""
_JOBS = Path(__file__).parent / "reference" / "jobs.yaml"
_TAKE = """
SELECT o.id FROM integration_outgoing o
WHERE o.partner_id = %s AND o.done_at IS NULL AND o.next_at <= %s
  AND NOT EXISTS (
    SELECT 1 FROM integration_outgoing e
    WHERE e.partner_id = o.partner_id AND e.ordering_key = o.ordering_key
      AND e.done_at IS NULL AND e.id < o.id)
ORDER BY o.id LIMIT %s FOR UPDATE OF o SKIP LOCKED
"""


_HEALTH = """
SELECT p.id,
  (SELECT count(*) FROM integration_outgoing o WHERE o.partner_id = p.id AND o.done_at IS NULL),
  (SELECT count(*) FROM integration_outgoing o
   WHERE o.partner_id = p.id AND o.done_at IS NULL AND o.attempts > 0 AND o.error <> ''
     AND o.next_at > %(since)s),
  (SELECT min(o.created_at) FROM integration_outgoing o
   WHERE o.partner_id = p.id AND o.done_at IS NULL),
  (SELECT count(*) FROM integration_outgoing o WHERE o.partner_id = p.id AND o.state = 'failed'),
  (SELECT count(*) FROM integration_outgoing o
   WHERE o.partner_id = p.id AND o.state = 'sent' AND o.done_at > %(since)s),
  (SELECT count(*) FROM integration_outgoing o
   WHERE o.partner_id = p.id AND o.state = 'failed' AND o.done_at > %(since)s),
  (SELECT max(o.done_at) FROM integration_outgoing o
   WHERE o.partner_id = p.id AND o.state = 'sent'),
  (SELECT count(*) FROM integration_incoming i WHERE i.partner_id = p.id AND i.state = 'new'),
  (SELECT count(*) FROM integration_incoming i WHERE i.partner_id = p.id AND i.state = 'failed'),
  (SELECT max(i.received_at) FROM integration_incoming i WHERE i.partner_id = p.id)
FROM integration_partner p
"""
_UNHANDLED = """
SELECT i.id FROM integration_incoming i
WHERE i.partner_id = %s AND i.state = 'new'
  AND (i.sequence IS NULL OR i.replays > 0 OR i.sequence = 1 + COALESCE((
    SELECT max(e.sequence) FROM integration_incoming e
    WHERE e.partner_id = i.partner_id AND e.ordering_key = i.ordering_key
      AND e.sequence IS NOT NULL AND e.state <> 'new'), 0))
ORDER BY i.received_at, i.id LIMIT 1 FOR UPDATE OF i SKIP LOCKED
"""


def job_days_kept() -> int:
    """How many days it is kept how the jobs of a day went: the dated setting ``integration.jobs``.

    Raises ``LookupError`` or ``ValueError`` when the setting says no number of days.
    """
    days = int(packaged_setting("integration.jobs", _JOBS)["kept_days"])
    if days < 1:
        raise ValueError(days)
    return days


def take_unhandled(partner_id: int) -> Incoming | None:
    """The next message of a partner whose turn it is, locked for the caller."""
    with connection.cursor() as cursor:
        cursor.execute(_UNHANDLED, [partner_id])
        row = cursor.fetchone()
    return Incoming.objects.get(pk=row[0]) if row else None


def take_waiting(partner_id: int, limit: int = 20) -> list[Outgoing]:
    """Messages due now, the oldest first, locked for the caller.

    Never one whose forerunner still waits. One that is tried again comes before what waits behind
    it, so that what waits is not read over and over.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [partner_id, timezone.now(), limit])
        ids = [row[0] for row in cursor.fetchall()]
    found = Outgoing.objects.in_bulk(ids)
    return [found[i] for i in ids]


def partners_with_waiting(now: datetime) -> list[str]:
    """Codes of partners, not resting, for whom something is due."""
    waiting = Outgoing.objects.filter(done_at__isnull=True, next_at__lte=now)
    awake = Q(rests_until__isnull=True) | Q(rests_until__lte=now)
    ids = waiting.values("partner_id").distinct()
    return list(
        Partner.objects.filter(awake, is_active=True, pk__in=ids)
        .order_by("code")
        .values_list("code", flat=True)
    )


@dataclass(frozen=True, slots=True)
class Health:
    """How one partner fares.

    ``dead`` messages were given up; ``sent_lately``, ``failed_lately`` (given up) and ``retrying``
    (failed, will be tried again) count a day; ``oldest_at`` is when the message that waits longest
    was written.
    """

    partner: Partner
    circuit: Circuit
    waiting: int
    retrying: int
    oldest_at: datetime | None
    dead: int
    sent_lately: int
    failed_lately: int
    last_success: datetime | None
    unhandled: int
    dead_incoming: int
    last_received: datetime | None

    @property
    def is_troubled(self) -> bool:
        """Whether somebody should look."""
        return bool(self.dead or self.dead_incoming) or self.circuit != Circuit.CLOSED

    @property
    def tried_lately(self) -> int:
        """How many messages were tried in a day, however that ended."""
        return self.sent_lately + self.failed_lately + self.retrying

    @property
    def error_rate(self) -> float | None:
        """The share of these that failed, for good or so far; None when none was tried."""
        failed = self.failed_lately + self.retrying
        return failed / self.tried_lately if self.tried_lately else None


def health_of_partners(now: datetime) -> list[Health]:
    """How every partner fares, the troubled ones first."""
    since = now - LATELY
    with connection.cursor() as cursor:
        cursor.execute(_HEALTH, {"since": since})
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    found = [
        Health(partner, circuit_of(partner, now), *rows[partner.pk])
        for partner in Partner.objects.order_by("title", "pk")
    ]
    return sorted(found, key=lambda one: not one.is_troubled)


def circuit_of(partner: Partner, now: datetime) -> Circuit:
    """Whether a partner is spoken to, left alone, or about to be tried again."""
    if not partner.is_active:
        return Circuit.OFF
    if partner.rests_until is None:
        return Circuit.CLOSED
    return Circuit.OPEN if partner.rests_until > now else Circuit.TRYING


@dataclass(frozen=True, slots=True)
class Sought:
    """What messages are looked for; ``before`` is the id of the last one seen."""

    partner: str = ""
    state: str = ""
    text: str = ""
    before: int | None = None


def find_outgoing(sought: Sought, *, most: int) -> list[Outgoing]:
    """Messages to partners that fit, newest first."""
    rows = _narrowed(Outgoing.objects.select_related("partner"), sought)
    if sought.text:
        keys = ("topic", "ordering_key", "dedupe_key", "error")
        rows = rows.filter(_contains(sought.text, keys))
    return list(rows[:most])


def find_incoming(sought: Sought, *, most: int) -> list[Incoming]:
    """Messages from partners that fit, newest first."""
    rows = _narrowed(Incoming.objects.select_related("partner"), sought)
    if sought.text:
        rows = rows.filter(_contains(sought.text, ("message_id", "ordering_key", "error")))
    return list(rows[:most])


def abouts_of(keys: Iterable[str]) -> dict[str, str]:
    """What ordering keys stand for, in words: ``onestop.dossier:38:740`` → «hồ sơ H1…».

    Keys that do not begin with the kind and number of a row that is there are left out.
    """
    asked: dict[str, dict[str, int]] = {}
    for key in set(keys):
        kind, _colon, rest = key.partition(":")
        number = rest.partition(":")[0]
        if number.isdecimal() and len(number) < LONGEST_NUMBER:
            asked.setdefault(KINDS.get(kind, kind), {})[key] = int(number)
    found: dict[str, str] = {}
    for kind, numbers in asked.items():
        model = _model_of(kind)
        if model is not None:
            rows = model._default_manager.in_bulk(set(numbers.values()))
            name = str(model._meta.verbose_name)
            found |= {key: f"{name} {rows[n]}" for key, n in numbers.items() if n in rows}
    return found


def _model_of(kind: str) -> type[Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def _narrowed(rows: QuerySet[M], sought: Sought) -> QuerySet[M]:
    if sought.partner:
        rows = rows.filter(partner__code=sought.partner)
    if sought.state:
        rows = rows.filter(state=sought.state)
    if sought.before:
        rows = rows.filter(pk__lt=sought.before)
    return rows.order_by("-pk")


def _contains(text: str, fields: tuple[str, ...]) -> Q:
    found = Q()
    for name in fields:
        found |= Q(**{f"{name}__icontains": text})
    return found
