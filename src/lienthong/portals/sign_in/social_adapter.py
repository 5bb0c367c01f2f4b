# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the sign-in library asks about citizens who come back from VNeID."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from requests import Session

from lienthong.core.accounts.api import PROVIDER, Account, read_claims, receive_citizen
from lienthong.core.integration.api import line_to
from lienthong.kernel.actor import Actor
from lienthong.portals.sign_in import pages
from lienthong.portals.sign_in.believing import Believing


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Open for VNeID, closed for everything else."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The applications of settings; VNeID answers where administrators say, if they do."""
        apps: list[SocialApp] = super().list_apps(request, provider, client_id)
        for app in apps:
            if app.provider_id == PROVIDER and (address := line_to(PROVIDER, "").url):
                app.settings = {**app.settings, "server_url": address.rstrip("/")}
        return apps

    def get_requests_session(self) -> Session:
        """The session for VNeID; it believes the partner's own certificate where one is set."""
        session: Session = super().get_requests_session()
        session.mount("https://", Believing(line_to(PROVIDER, "").verify))
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whether a first sign-in may make an account."""
        return bool(sociallogin.account.provider == PROVIDER)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bring the person up to date and tie VNeID's subject to their account.

        Raises ``PermissionDenied`` when a known subject comes with another person's number.
        """
        if sociallogin.account.provider != PROVIDER:
            raise PermissionDenied(sociallogin.account.provider)
        claims = read_claims(sociallogin.account.extra_data["userinfo"])
        if sociallogin.is_existing:
            known = Account.objects.select_related("person").get(pk=sociallogin.user.pk)
            if known.person is None or known.person.personal_id != claims.facts.personal_id:
                raise PermissionDenied("subject changed")
        account = receive_citizen(claims, actor=Actor.platform("đăng nhập bằng VNeID"))
        if not sociallogin.is_existing:
            sociallogin.connect(request, account)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say what happened in our own words."""
        if error == AuthError.CANCELLED:
            reason = pages.CANCELLED
        elif exception is None:
            reason = pages.EXPIRED
        else:
            reason = pages.UNAVAILABLE
        raise ImmediateHttpResponse(pages.vneid_failed(request, reason, exception))
