# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Make the outbox due and carry it, as time and the worker do."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lienthong.core.integration.api import Outgoing, Partner
from lienthong.kernel import ports


def let_time_pass() -> None:
    """Everything that waits in the outbox is due, partners are rested."""
    then = timezone.now() - timedelta(hours=1)
    Outgoing.objects.filter(done_at__isnull=True).update(next_at=then)
    Partner.objects.update(rests_until=None)


def carry(partner: str) -> None:
    """Do what the worker does for a partner: hand over everything that is due."""
    ports.tasks()["integration.carry"](partner=partner)
