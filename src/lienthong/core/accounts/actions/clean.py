# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drop what signing in leaves behind."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.idp.oidc.models import Token
from django.db import connection

from lienthong.core.accounts.actions.app_sign_ins import end_app_sign_ins
from lienthong.core.accounts.models import AppSignIn, SignInAttempts, SignInSession
from lienthong.core.accounts.permissions import CLEAN_UP
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor

KEPT = timedelta(days=1)


@action(CLEAN_UP)
def clean_up_sign_in(now: datetime, *, actor: Actor) -> int:
    """Delete expired sessions, expired shared cache rows and old attempts; how many went."""
    alive = SignInSession.objects.filter(expire_date__gte=now).values("session_key")
    end_app_sign_ins(AppSignIn.objects.exclude(session_key__in=alive))
    tokens = int(Token.objects.expired().delete()[0])
    sessions = SignInSession.objects.filter(expire_date__lt=now).delete()[0]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM shared_cache WHERE expires < %s", [now])
        cached = int(cursor.rowcount)
    ended = sessions + cached + tokens
    return ended + SignInAttempts.objects.forget_before(now - KEPT)
