# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How often programs ask, counted in the database and so by all processes together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from lienthong.core.notifications.domain.codes import keyed_hash
from lienthong.core.notifications.models import RequestCount


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was asked in the window that runs, and how long it still runs."""

    count: int
    seconds_left: int


def count_request(name: str, *, seconds: int) -> Counted:
    """Count one more request under a name; the name itself is not kept."""
    now, window = timezone.now(), timedelta(seconds=seconds)
    key = keyed_hash(settings.SECRET_KEY, "count", name)
    count, began = RequestCount.objects.tally(key, now, window)
    return Counted(count, max(1, round((began + window - now).total_seconds())))
