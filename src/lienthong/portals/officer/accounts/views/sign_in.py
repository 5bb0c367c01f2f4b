# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Officers sign in with a password and a second factor."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lienthong.core.accounts.api import has_authenticator_app, passkeys_of
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.accounts.forms import SecondFactorForm, SignInForm
from lienthong.portals.sign_in import pages
from lienthong.portals.sign_in.back import FIELD, after_sign_in, wanted_page
from lienthong.portals.sign_in.passkeys import (
    ShownPasskeyForm,
    asked_to_show,
    can_use_passkeys,
)


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class OfficerSignInView(GuardedView):
    """User name and password; a passkey instead of both."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or go on when already signed in."""
        if request.user.is_authenticated:
            return redirect(after_sign_in(request))
        return self.show(request, SignInForm(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Judge the password; the second factor comes next where there is one."""
        if not ratelimit.consume(request, action="login"):
            return pages.too_many_requests(request)
        form = SignInForm(request, request.POST)
        if not form.is_valid():
            return self.show(request, form)
        login = Login(user=form.account, redirect_url=wanted_page(request) or None)
        credentials = {"username": form.cleaned_data["login"]}
        response: HttpResponse = perform_password_login(request, credentials, login)
        return response

    def show(self, request: HttpRequest, form: SignInForm) -> HttpResponse:
        """The form, with what was typed but never the password."""
        form.forget_secrets()
        context = {
            "form": form,
            "page_title": _("Cán bộ đăng nhập"),
            "next": wanted_page(request),
            "session_ended": "het-phien" in request.GET,
            "passkey_failed": "khoa-sai" in request.GET,
            "passkeys_work": can_use_passkeys(request),
        }
        return render(request, "accounts/officer/sign_in.html", context)


@method_decorator(never_cache, name="dispatch")
class PasskeySignInView(GuardedView):
    """Sign in with a passkey alone: it proves possession and, by PIN or finger, the person."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """What to ask the browser, as JSON."""
        return JsonResponse(asked_to_show(None))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Judge the answer; the session opens when it is right."""
        if not ratelimit.consume(request, action="login"):
            return pages.too_many_requests(request)
        form = ShownPasskeyForm(None, request.POST)
        if not form.is_valid() or form.authenticator is None:
            values = urlencode({"khoa-sai": "1", FIELD: wanted_page(request)})
            return redirect(f"{reverse('accounts:officer-sign-in')}?{values}")
        login = Login(user=form.authenticator.user, redirect_url=wanted_page(request) or None)
        response: HttpResponse = perform_passwordless_login(request, form.authenticator, login)
        return response


AT_SECOND_FACTOR = login_stage_required(
    stage=AuthenticateStage.key, redirect_urlname="accounts:officer-sign-in"
)


@method_decorator(AT_SECOND_FACTOR, name="dispatch")
class SecondFactorView(GuardedView):
    """The code of the authenticator app, a recovery code, or a passkey."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the code or the passkey."""
        return self.show(request, SecondFactorForm(user=self.stage(request).login.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Judge what was given; the session opens when it is right."""
        stage = self.stage(request)
        account = stage.login.user
        form = (
            ShownPasskeyForm(account, request.POST)
            if "credential" in request.POST
            else SecondFactorForm(user=account, data=request.POST)
        )
        if not form.is_valid():
            return self.show(request, form)
        post_authentication(request, form.authenticator)
        response: HttpResponse = stage.exit()
        return response

    def stage(self, request: HttpRequest) -> AuthenticateStage:
        """The stage that the decorator found."""
        return request._login_stage  # type: ignore[attr-defined]

    def show(self, request: HttpRequest, form: SecondFactorForm | ShownPasskeyForm) -> HttpResponse:
        """The form, and what to ask the browser where the account has a passkey."""
        account = self.stage(request).login.user
        offered = can_use_passkeys(request) and passkeys_of(account.pk).exists()
        context = {
            "form": form if isinstance(form, SecondFactorForm) else SecondFactorForm(user=account),
            "passkey_failed": isinstance(form, ShownPasskeyForm),
            "passkey_options": asked_to_show(account) if offered else None,
            "has_app": has_authenticator_app(account.pk),
            "page_title": _("Xác thực lớp thứ hai"),
        }
        return render(request, "accounts/officer/second_factor.html", context)


class InactiveView(GuardedView):
    """The account was switched off."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Say so, and whom to ask."""
        get_adapter(request).logout(request)
        context = {"page_title": _("Tài khoản đã ngừng dùng")}
        return render(request, "accounts/officer/inactive.html", context, status=403)
