# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Connected applications, who is signed in to them, passwords for programs."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.idp.oidc.models import Token
from django.db.models import Count, Q, QuerySet

from lienthong.core.accounts.models import AppPassword, AppSignIn, ConnectedApp


@dataclass(frozen=True, slots=True)
class Bearer:
    """An application that shows a token, and what the token may be used for."""

    app: ConnectedApp
    scopes: frozenset[str]


def connected_apps() -> QuerySet[ConnectedApp]:
    """All of them by name, each with ``open_sign_ins``: how many are signed in to it."""
    alive = Q(appsignin__ended_at__isnull=True, appsignin__redeemed_at__isnull=False)
    rows = ConnectedApp.objects.select_related("client", "account")
    return rows.annotate(open_sign_ins=Count("appsignin", filter=alive)).order_by("name", "pk")


def app_by_client(client_id: str) -> ConnectedApp | None:
    """The application that is connected and switched on under this name."""
    if not client_id or len(client_id) > 100:
        return None
    rows = ConnectedApp.objects.select_related("client", "account")
    return rows.filter(client_id=client_id, is_active=True).first()


def app_passwords_of(account_id: int) -> QuerySet[AppPassword]:
    """An account's passwords for programs that are good, the newest first."""
    return AppPassword.objects.filter(account_id=account_id, revoked_at__isnull=True).order_by(
        "-made_at", "-pk"
    )


def apps_signed_in(session_key: str) -> QuerySet[AppSignIn]:
    """Sign-ins to applications from a session that still stand."""
    return AppSignIn.objects.filter(session_key=session_key, ended_at__isnull=True)


def sign_in_of_token(value: str) -> AppSignIn | None:
    """The sign-in that a token came from, if both are good."""
    token = Token.objects.valid().by_value(value).first()
    sid = str((token.data or {}).get("sid", "")) if token else ""
    if not sid:
        return None
    rows = AppSignIn.objects.select_related("app", "account")
    return rows.filter(sid=sid, ended_at__isnull=True, account__is_active=True).first()


def bearer_of(value: str) -> Bearer | None:
    """Who shows a token of client credentials; None when it is not good, or is of a person."""
    token = Token.objects.lookup(Token.Type.ACCESS_TOKEN, value) if value else None
    if token is None or token.user_id is not None:
        return None
    app = app_by_client(str(token.client_id))
    return Bearer(app, frozenset(token.get_scopes())) if app else None
