# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in to other applications: open by a code, redeem it once, end everywhere at once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.idp.oidc.models import Token
from django.db.models import QuerySet
from django.utils import timezone

from lienthong.core.accounts.events import AppSignInEnded
from lienthong.core.accounts.models import Account, AppSignIn, ConnectedApp
from lienthong.core.accounts.permissions import SIGN_IN
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.events import publish

CODE_GOOD_FOR = timedelta(seconds=60)


@action(SIGN_IN)
def open_app_sign_in(
    app: ConnectedApp,
    *,
    account: Account,
    code: str,
    session_key: str,
    signed_in_at: datetime,
    actor: Actor,
) -> AppSignIn:
    """Note for whom, and in which session, a code was given to an application."""
    return AppSignIn.objects.create(
        app=app,
        account=account,
        sid=secrets.token_urlsafe(24),
        session_key=session_key,
        code_hash=_hash(code),
        opened_at=timezone.now(),
        signed_in_at=signed_in_at,
    )


@action(SIGN_IN)
def redeem_app_code(app: ConnectedApp, *, code: str, actor: Actor) -> AppSignIn | None:
    """The sign-in of a code that is good, now used up; None for any other.

    A code that comes twice was stolen by one of the two: what it opened is ended.
    """
    rows = AppSignIn.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("account").filter(code_hash=_hash(code)).first()
    if found is None or found.app_id != app.pk or found.ended_at is not None:
        return None
    if found.redeemed_at is not None:
        end_app_sign_ins(AppSignIn.objects.filter(pk=found.pk))
        return None
    found.redeemed_at = timezone.now()
    found.save(update_fields=["redeemed_at"])
    in_time = found.redeemed_at - found.opened_at <= CODE_GOOD_FOR
    return found if in_time and found.account.is_active else None


@part_of_act
def mark_tokens(sign_in: AppSignIn, values: list[str]) -> None:
    """Let tokens end with the sign-in they came from."""
    hashes = [hashlib.sha256(value.encode()).hexdigest() for value in values if value]
    for token in Token.objects.filter(client_id=sign_in.app.client_id, hash__in=hashes):
        token.data = {**(token.data or {}), "sid": sign_in.sid}
        token.save(update_fields=["data"])


@part_of_act
def end_app_sign_ins(rows: QuerySet[AppSignIn]) -> None:
    """Nobody is signed in to these applications any longer: tokens end, applications are told."""
    open_ones = list(rows.filter(ended_at__isnull=True).select_related("app").order_by("pk"))
    if not open_ones:
        return
    AppSignIn.objects.filter(pk__in=[row.pk for row in open_ones]).update(ended_at=timezone.now())
    sids = [row.sid for row in open_ones]
    accounts = {row.account_id for row in open_ones}
    Token.objects.filter(user_id__in=accounts, data__sid__in=sids).delete()
    for row in open_ones:
        if row.redeemed_at is not None:
            publish(
                AppSignInEnded(
                    sign_in_id=row.pk,
                    app_id=row.app_id,
                    app_name=row.app.name,
                    address=row.app.logout_uri,
                )
            )


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
