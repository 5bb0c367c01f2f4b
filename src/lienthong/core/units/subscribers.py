# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever leaves no longer serves anywhere."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lienthong.core.accounts.events import AccountDeactivated
from lienthong.core.units.models import Membership
from lienthong.kernel.events import project


@project(AccountDeactivated)
def end_posts(event: AccountDeactivated) -> None:
    """Posts end with today; those of tomorrow do not begin."""
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    rows = Membership.objects.filter(account_id=event.account_id)
    rows.filter(valid_from__gt=today).delete()
    rows.lasting(tomorrow).update(valid_to=tomorrow)
