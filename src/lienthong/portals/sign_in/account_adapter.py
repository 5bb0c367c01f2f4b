# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the sign-in library asks about accounts: who may, how often, where to, in which words."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import (
    Account,
    AccountKind,
    Letter,
    SignInAttempts,
    announce_lock,
    leave_session,
    open_session,
    post_letter,
    read_device,
    sign_in_limits,
)
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.portals.sign_in.idle import note_device, start_clock
from lienthong.portals.sign_in.post import take_up_post
from lienthong.portals.sign_in.words import device_words, locked_message


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Officers and partners by password, nobody by signing up."""

    error_messages: ClassVar[dict[str, object]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã ngừng dùng."),
        "incorrect_code": _("Mã chưa đúng. Hãy nhập mã đang hiện trong ứng dụng."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "rate_limited": _("Có quá nhiều yêu cầu. Hãy thử lại sau một phút."),
        "too_many_login_attempts": _("Có quá nhiều lần đăng nhập sai. Hãy thử lại sau một phút."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes their own account here; citizens come through VNeID."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters of the library leave through the outbox like all others, in one transaction."""
        letter = self.render_mail(template_prefix, email, {"email": email, **context})
        holder = context.get("user")
        account_id = holder.pk if isinstance(holder, Account) else None
        post_letter(Letter(email, letter.subject, letter.body, account_id=account_id))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before it is judged. Raises ``ValidationError`` under a lock."""
        super().pre_authenticate(request, **credentials)
        name = str(credentials.get("username", ""))
        limits = sign_in_limits()
        attempt = SignInAttempts.objects.begin(name, limits, timezone.now())
        if attempt.refused and attempt.locked_until:
            raise locked_message(attempt.locked_until)
        request.sign_in_lock = attempt.locked_until  # type: ignore[attr-defined]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The account, when the password is right and the account is one that has a password."""
        account: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if isinstance(account, Account) and account.kind == AccountKind.OFFICER:
            SignInAttempts.objects.forget(account.username)
            return account
        locked_until: datetime | None = request.sign_in_lock  # type: ignore[attr-defined]
        if locked_until:
            self._tell_lock(str(credentials.get("username", "")), locked_until, request)
            raise locked_message(locked_until)
        return None

    def _tell_lock(self, name: str, until: datetime, request: HttpRequest) -> None:
        account = Account.objects.filter(username=name.lower()).first()
        address = self.get_client_ip(request)
        actor = Actor(kind=ActorKind.ANONYMOUS, name="Khách", address=address)
        announce_lock(account, until=until, actor=actor)

    def get_login_stages(self) -> list[str]:
        """After the code of the second factor: set one up where it is required and missing."""
        stages: list[str] = super().get_login_stages()
        return [*stages, "lienthong.portals.sign_in.second_factor.EnrolmentStage"]

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session and note it."""
        super().login(request, user)
        if not isinstance(user, Account):
            raise TypeError(type(user))
        start_clock(request.session, sign_in_limits().idle[user.kind])
        take_up_post(request)
        note_device(request, device_words(*read_device(request.META.get("HTTP_USER_AGENT", ""))))
        actor = Actor(
            kind=ActorKind(user.kind),
            account_id=user.pk,
            person_id=user.person_id,
            name=user.get_full_name(),
            address=self.get_client_ip(request),
        )
        open_session(user, method=_method(request), actor=actor)

    def logout(self, request: HttpRequest) -> None:
        """End the session, and with it what was opened from it in other applications."""
        account, key = request.user, request.session.session_key
        super().logout(request)
        if isinstance(account, Account) and key:
            actor = Actor(kind=ActorKind(account.kind), account_id=account.pk, name=str(account))
            leave_session(account, session_key=key, actor=actor)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers land on their desk, citizens at home."""
        kind = getattr(request.user, "kind", "")
        home = settings.OFFICER_HOME_URL if kind == AccountKind.OFFICER else "/"
        return resolve_url(home)


def _method(request: HttpRequest) -> str:
    """How the holder proved who they are, from the library's notes in the session."""
    records = request.session.get("account_authentication_methods", [])
    methods = {record["method"] for record in records}
    if any(record.get("passwordless") for record in records):
        return "passkey"
    if "mfa" in methods:
        return "second_factor"
    return "vneid" if "socialaccount" in methods else "password"
