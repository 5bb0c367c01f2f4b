# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The safety of an officer's account: setting up the second factor, changing the password."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import stash_login
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lienthong.core.accounts.api import (
    Account,
    change_password,
    end_other_sessions,
    has_authenticator_app,
    has_second_factor,
    must_use_second_factor,
    open_sessions,
    passkeys_of,
    set_up_second_factor,
)
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.permissions import OFFICER_DESK, PUBLIC
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.accounts.forms import EnrolmentForm, PasswordForm
from lienthong.portals.sign_in.second_factor import EnrolmentStage

AT_ENROLMENT = login_stage_required(
    stage=EnrolmentStage.key, redirect_urlname="accounts:officer-sign-in"
)
DONE = "set_up_in_this_sign_in"


ENROLMENT_STEPS = (
    {
        "title": _("Cài một ứng dụng xác thực trên điện thoại"),
        "text": _("Ứng dụng nào tạo mã TOTP cũng dùng được."),
    },
    {"title": _("Quét mã QR bên dưới"), "text": _("Dùng chính ứng dụng đó để quét.")},
    {"title": _("Nhập mã đang hiện"), "text": _("Mã có 6 chữ số, đổi sau mỗi 30 giây.")},
)


def _show_enrolment(
    request: HttpRequest, account: Account, form: EnrolmentForm, **context: Any
) -> HttpResponse:
    import segno  # asked for on few pages

    adapter = get_adapter()
    address = adapter.build_totp_url(account, form.secret)
    context |= {
        "form": form,
        "steps": ENROLMENT_STEPS,
        "page_title": _("Thiết lập lớp xác thực thứ hai"),
        "qr": segno.make(address, error="m").svg_data_uri(scale=5, light="white"),
        "secret": " ".join(form.secret[i : i + 4] for i in range(0, len(form.secret), 4)),
    }
    return render(request, "accounts/officer/enrolment.html", context)


def _show_codes(request: HttpRequest, codes: list[str], **context: Any) -> HttpResponse:
    context |= {"codes": codes, "page_title": _("Cất mã dự phòng")}
    return render(request, "accounts/officer/recovery_codes.html", context)


@method_decorator(AT_ENROLMENT, name="dispatch")
class EnrolmentView(GuardedView):
    """Between password and session: the second factor is required and missing."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the secret as a QR code; go on when this very sign-in has set the factor up."""
        stage = self.stage(request)
        account = stage.login.user
        if stage.state.get(DONE):
            return cast("HttpResponse", stage.exit())
        if has_second_factor(account.pk):
            return cast("HttpResponse", stage.abort())
        return _show_enrolment(request, account, EnrolmentForm(get_totp_secret()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Judge the first code, then show the recovery codes; the next step opens the session."""
        stage = self.stage(request)
        account = stage.login.user
        if has_second_factor(account.pk):
            return cast("HttpResponse", stage.abort())
        form = EnrolmentForm(get_totp_secret(), request.POST)
        if not form.is_valid():
            return _show_enrolment(request, account, form)
        actor = Actor(kind=ActorKind.OFFICER, account_id=account.pk, name=account.get_full_name())
        codes = set_up_second_factor(account, secret=form.secret, actor=actor)
        clear_totp_secret(request)
        record_authentication(request, account, "mfa", type="totp")
        stage.state[DONE] = True
        stash_login(request, stage.login)
        return _show_codes(request, codes, at_sign_in=True)

    def stage(self, request: HttpRequest) -> Any:
        """The stage that the decorator found."""
        return request._login_stage  # type: ignore[attr-defined]


@method_decorator(never_cache, name="dispatch")
class SecurityView(GuardedView):
    """What protects the account."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        account = cast("Account", request.user)
        context = {
            "page_title": _("Bảo mật tài khoản"),
            "account": account,
            "has_app": has_authenticator_app(account.pk),
            "passkeys": passkeys_of(account.pk).count(),
            "is_required": must_use_second_factor(account),
            "password_changed": "mat-khau" in request.GET,
            "sessions": len(open_sessions(account.pk)),
        }
        return render(request, "accounts/officer/security.html", context)


@method_decorator(never_cache, name="dispatch")
class SetUpView(GuardedView):
    """A signed-in officer sets the second factor up of their own accord."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the secret as a QR code."""
        account = cast("Account", request.user)
        if has_authenticator_app(account.pk):
            return redirect("accounts:security")
        return _show_enrolment(request, account, EnrolmentForm(get_totp_secret()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Judge the first code, then show the recovery codes."""
        account = cast("Account", request.user)
        if has_authenticator_app(account.pk):
            return redirect("accounts:security")
        form = EnrolmentForm(get_totp_secret(), request.POST)
        if not form.is_valid():
            return _show_enrolment(request, account, form)
        codes = set_up_second_factor(account, secret=form.secret, actor=self.actor)
        clear_totp_secret(request)
        return _show_codes(request, codes)


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("old", "new", "again"), name="dispatch")
class PasswordView(GuardedView):
    """Change one's own password; other sessions of the account end."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.show(request, PasswordForm(request, cast("Account", request.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change it."""
        account = cast("Account", request.user)
        form = PasswordForm(request, account, request.POST)
        if not form.is_valid():
            return self.show(request, form)
        change_password(account, password=form.cleaned_data["new"], actor=self.actor)
        update_session_auth_hash(request, account)
        keep = request.session.session_key or ""
        end_other_sessions(account, keep_key=keep, actor=self.actor)
        return redirect(f"{reverse('accounts:security')}?mat-khau=1")

    def show(self, request: HttpRequest, form: PasswordForm) -> HttpResponse:
        """The form, never with what was typed."""
        form.forget_secrets()
        context = {"form": form, "page_title": _("Đổi mật khẩu")}
        return render(request, "accounts/officer/password.html", context)
