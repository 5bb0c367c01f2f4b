# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the sign-in library asks when other applications sign officers in with us."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.conf import settings

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account, AppSignIn
from lienthong.core.units.api import version_of
from lienthong.kernel.actor import Post
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.registry import api_scopes

SIGN_IN = "lt_app_sign_in"
"""Attribute of a request that carries the sign-in for which tokens are being made."""


class ProviderAdapter(DefaultOIDCAdapter):  # type: ignore[misc]
    """Issuer, claims and words."""

    @property
    def scope_display(self) -> dict[str, object]:
        """What each scope tells an application, in words."""
        return {code: scope.title for code, scope in api_scopes().items()}

    def get_issuer(self) -> str:
        """The address of this installation, never what a request says it is."""
        return str(settings.LIENTHONG_PUBLIC_URL)

    def get_claims(
        self,
        purpose: str,
        user: Account,
        client: Any,
        scopes: Iterable[str],
        email: str | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """What an application learns of an officer, as far as its scopes go."""
        granted = set(scopes)
        claims: dict[str, Any] = {"sub": self.get_user_sub(client, user)}
        if "profile" in granted:
            claims |= {"name": user.get_full_name(), "preferred_username": user.username}
        if "email" in granted and user.email:
            claims |= {"email": user.email, "email_verified": False}
        if "officer" in granted:
            claims |= officer_claims(user)
        return claims

    def populate_id_token(
        self, id_token: dict[str, Any], client: Any, scopes: Iterable[str], **kwargs: Any
    ) -> None:
        """When the officer signed in with us, and what that sign-in is called."""
        sign_in = getattr(self.request, SIGN_IN, None)
        if isinstance(sign_in, AppSignIn):
            id_token["sid"] = sign_in.sid
            id_token["auth_time"] = int(sign_in.signed_in_at.timestamp())


def officer_claims(account: Account) -> dict[str, Any]:
    """Code, unit, position and all posts of today, the main one first."""
    posts = [_post(post) for post in actor_for(account).posts]
    first = posts[0] if posts else {}
    return {
        "officer_code": account.username,
        "unit": first.get("unit", ""),
        "unit_code": first.get("unit_code", ""),
        "position": first.get("position", ""),
        "posts": posts,
    }


def _post(post: Post) -> dict[str, Any]:
    agency = _name_and_code(post.agency_id)
    return {
        "unit": post.unit_name,
        "unit_code": _name_and_code(post.unit_id)[1],
        "agency": agency[0],
        "agency_code": agency[1],
        "position": post.position,
        "main": post.is_main,
    }


def _name_and_code(unit_id: int | None) -> tuple[str, str]:
    try:
        version = version_of(unit_id or 0)
    except (LookupError, OutOfScope):
        return "", ""
    return version.name, version.unit.code
