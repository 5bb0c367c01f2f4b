# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages are seen; what is over is dropped."""

from __future__ import annotations

from datetime import datetime, timedelta

from lienthong.core.notifications.models import OneTimeCode, RequestCount
from lienthong.core.notifications.permissions import CODE, READ
from lienthong.core.notifications.queries.messages import own_messages
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor

KEPT = timedelta(days=1)


@action(READ)
def mark_messages_seen(ids: list[int], *, at: datetime, actor: Actor) -> int:
    """Note that own messages were shown; other people's are left alone. How many were new."""
    rows = own_messages(actor).filter(pk__in=ids, seen_at__isnull=True)
    return rows.update(seen_at=at)


@action(CODE)
def drop_old_codes(now: datetime, *, actor: Actor) -> int:
    """Delete codes and counts that are over for a day; how many went."""
    codes = OneTimeCode.objects.filter(expires_at__lt=now - KEPT).delete()[0]
    return codes + RequestCount.objects.filter(began_at__lt=now - KEPT).delete()[0]
