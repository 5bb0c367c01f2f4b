# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Citizens sign in through VNeID; everybody signs out here."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from requests import RequestException

from lienthong.core.accounts.api import PROVIDER
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.views import GuardedView
from lienthong.portals.sign_in import pages
from lienthong.portals.sign_in.back import after_sign_in, wanted_page


@method_decorator(never_cache, name="dispatch")
class CitizenSignInView(GuardedView):
    """One button."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the button, or go on when already signed in."""
        if request.user.is_authenticated:
            return redirect(after_sign_in(request))
        context = {
            "page_title": _("Đăng nhập"),
            "next": wanted_page(request),
            "session_ended": "het-phien" in request.GET,
        }
        page = render(request, "accounts/citizen/sign_in.html", context)
        return pages.leading_to_vneid(page)


class VneidStartView(GuardedView):
    """Leave for VNeID with a fresh state, nonce and PKCE challenge."""

    permission = PUBLIC

    def post(self, request: HttpRequest) -> HttpResponse:
        """Redirect the browser."""
        provider = get_adapter(request).get_provider(request, PROVIDER)
        response: HttpResponse = provider.redirect(
            request, process="login", next_url=wanted_page(request) or None
        )
        return response


@method_decorator(never_cache, name="dispatch")
class VneidReturnView(GuardedView):
    """Come back from VNeID."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Check everything VNeID says, then open the session."""
        provider = get_adapter(request).get_provider(request, PROVIDER)
        view = OAuth2CallbackView.adapter_view(provider.get_oauth2_adapter(request))
        try:
            response: HttpResponse = view(request)
        except (RequestException, OAuth2Error) as failed:
            return pages.vneid_failed(request, pages.UNAVAILABLE, failed)
        return response


@method_decorator(never_cache, name="dispatch")
class SignOutView(GuardedView):
    """Sign out; a link alone asks first."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        if not request.user.is_authenticated:
            return redirect(settings.LOGOUT_REDIRECT_URL)
        return render(request, "accounts/citizen/sign_out.html", {"page_title": _("Đăng xuất")})

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the session."""
        kind = getattr(request.user, "kind", "")
        logout(request)
        return redirect(f"{reverse(settings.LOGOUT_REDIRECT_URL)}?{urlencode({'vai': kind})}")


class SignedOutView(GuardedView):
    """Say that the session ended, and how to end VNeID's own."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page."""
        officer = request.GET.get("vai") == "officer"
        context = {"page_title": _("Đã đăng xuất"), "was_officer": officer}
        page = render(request, "accounts/citizen/signed_out.html", context)
        return pages.leading_to_vneid(page)


class VneidSignOutView(GuardedView):
    """End VNeID's own session too, for computers that several people use."""

    permission = PUBLIC

    def post(self, request: HttpRequest) -> HttpResponse:
        """Redirect to VNeID's sign-out page, which comes back here."""
        provider = get_adapter(request).get_provider(request, PROVIDER)
        home = request.build_absolute_uri(reverse(settings.LOGOUT_REDIRECT_URL))
        try:
            page = provider.get_oauth2_adapter(request).openid_config["end_session_endpoint"]
        except (RequestException, OAuth2Error, KeyError) as failed:
            return pages.vneid_failed(request, pages.UNAVAILABLE, failed)
        query = {"post_logout_redirect_uri": home, "client_id": provider.app.client_id}
        return redirect(f"{page}?{urlencode(query)}")
