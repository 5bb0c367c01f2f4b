# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an officer searched for lately."""

from __future__ import annotations

from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.search.models import RecentSearch
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.text import one_line

KEPT = 8


@part_of_act
def remember_search(account_id: int, text: str) -> None:
    """Keep what was searched for; only the newest eight are kept."""
    said = one_line(text)[:200]
    mine = RecentSearch.objects.filter(account_id=account_id)
    RecentSearch.objects.update_or_create(
        account_id=account_id, text=said, defaults={"at": timezone.now()}
    )
    newest = mine.order_by("-at", "-pk").values_list("pk", flat=True)[:KEPT]
    mine.exclude(pk__in=list(newest)).delete()


@action(OFFICER_DESK)
def forget_searches(account: Account, *, actor: Actor) -> int:
    """Forget what the officer searched for; how many were kept."""
    return RecentSearch.objects.filter(account=account).delete()[0]
