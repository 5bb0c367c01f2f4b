# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drop what signing in leaves behind."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from lienthong.core.accounts.models import SignInAttempts, SignInSession
from lienthong.core.accounts.permissions import CLEAN_UP
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor

KEPT = timedelta(days=1)


@action(CLEAN_UP)
def clean_up_sign_in(now: datetime, *, actor: Actor) -> int:
    """Delete expired sessions, expired shared cache rows and old attempts; how many went."""
    sessions = SignInSession.objects.filter(expire_date__lt=now).delete()[0]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM shared_cache WHERE expires < %s", [now])
        cached = int(cursor.rowcount)
    return sessions + cached + SignInAttempts.objects.forget_before(now - KEPT)
