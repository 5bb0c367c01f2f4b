# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Taking waiting messages in order."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from lienthong.core.integration.models import Outgoing, Partner

_TAKE = """
SELECT o.id FROM integration_outgoing o
WHERE o.partner_id = %s AND o.done_at IS NULL AND o.next_at <= %s
  AND NOT EXISTS (
    SELECT 1 FROM integration_outgoing e
    WHERE e.partner_id = o.partner_id AND e.ordering_key = o.ordering_key
      AND e.done_at IS NULL AND e.id < o.id)
ORDER BY o.next_at, o.id LIMIT %s FOR UPDATE OF o SKIP LOCKED
"""


def take_waiting(partner_id: int, limit: int = 20) -> list[Outgoing]:
    """Messages due now, locked for the caller; never one whose forerunner still waits."""
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
