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
from lienthong.kernel.prepared import planning_cursor
from lienthong.kernel.text import one_line

KEPT = 8
_NAMES = ("account", "text", "at", "others")
_REMEMBER = """
WITH said AS (
  INSERT INTO search_recentsearch (account_id, text, at) VALUES (%(account)s, %(text)s, %(at)s)
  ON CONFLICT (account_id, text) DO UPDATE SET at = excluded.at
)
DELETE FROM search_recentsearch WHERE account_id = %(account)s AND text <> %(text)s
  AND id NOT IN (
    SELECT id FROM search_recentsearch WHERE account_id = %(account)s AND text <> %(text)s
    ORDER BY at DESC, id DESC LIMIT %(others)s)
"""


@part_of_act
def remember_search(account_id: int, text: str) -> None:
    """Keep what was searched for; only the newest eight are kept."""
    values = (account_id, one_line(text)[:200], timezone.now(), KEPT - 1)
    with planning_cursor() as cursor:
        cursor.execute(_REMEMBER, dict(zip(_NAMES, values, strict=True)))


@action(OFFICER_DESK)
def forget_searches(account: Account, *, actor: Actor) -> int:
    """Forget what the officer searched for; how many were kept."""
    return RecentSearch.objects.filter(account=account).delete()[0]
