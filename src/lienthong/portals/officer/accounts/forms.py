# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms of signing in. Attempts are counted before they are judged."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import BaseAuthenticateForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import Account, SignInAttempts, sign_in_limits
from lienthong.portals.sign_in.passkeys import BROKEN, WRONG, CredentialField
from lienthong.portals.sign_in.words import locked_message

WRONG_CODE = _("Mã chưa đúng. Hãy nhập mã đang hiện trong ứng dụng.")
LONGEST_PASSWORD = 200
LONGEST_PASSKEY_NAME = 60
USED_CODE_SECONDS = 120
"""A code is good for three steps of 30 s, so a used one is remembered for longer than that."""


class CodeField(forms.CharField):
    """Six digits of an authenticator app, or a recovery code; spaces do not matter."""

    def __init__(self, label: object) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
        super().__init__(
            label=label,  # type: ignore[arg-type]
            max_length=20,
            widget=widget,
            error_messages={"required": _("Hãy nhập mã.")},
        )

    def to_python(self, value: Any) -> str:
        """The digits alone."""
        return "".join(str(super().to_python(value)).split())


class SecretsForm(forms.Form):
    """A form whose passwords never go back to the screen."""

    def forget_secrets(self) -> None:
        """Drop what was typed into password fields; errors stay."""
        if not self.is_bound:
            return
        secrets = {n for n, f in self.fields.items() if isinstance(f.widget, forms.PasswordInput)}
        self.data = {name: value for name, value in self.data.items() if name not in secrets}


class SignInForm(SecretsForm):
    """User name and password of an officer."""

    login = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Hãy nhập tên đăng nhập.")},
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Hãy nhập mật khẩu.")},
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.account: Account | None = None

    def clean(self) -> dict[str, Any]:
        """Judge name and password together. Raises ``ValidationError``."""
        data = self.cleaned_data
        if self.errors:
            return data
        adapter = get_adapter(self.request)
        self.account = adapter.authenticate(
            self.request, username=data["login"], password=data["password"]
        )
        if self.account is None:
            raise adapter.validation_error("username_password_mismatch")
        return data


class SecondFactorForm(BaseAuthenticateForm):  # type: ignore[misc]
    """The code of the authenticator app, or a recovery code."""

    code = CodeField(_("Mã xác thực"))

    def clean_code(self) -> str:
        """Judge the code. Raises ``ValidationError`` for a wrong or used one, or under a lock."""
        name = self.user.second_factor_name
        attempt = SignInAttempts.objects.begin(name, sign_in_limits(), timezone.now())
        if attempt.refused and attempt.locked_until:
            raise locked_message(attempt.locked_until)
        code: str = super().clean_code()
        if not cache.add(f"used-code:{self.user.pk}:{code}", 1, USED_CODE_SECONDS):
            raise get_mfa_adapter().validation_error("incorrect_code")
        SignInAttempts.objects.forget(name)
        return code


class EnrolmentForm(forms.Form):
    """The first code proves that the app holds the secret."""

    code = CodeField(_("Mã 6 chữ số trong ứng dụng"))

    def __init__(self, secret: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = secret

    def clean_code(self) -> str:
        """Judge the code. Raises ``ValidationError``."""
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code):
            raise ValidationError(WRONG_CODE, code="incorrect_code")
        return code


class FirstPasswordForm(SecretsForm):
    """A new password, typed twice."""

    new = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Hãy nhập mật khẩu mới.")},
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Hãy nhập lại mật khẩu mới.")},
    )

    def clean(self) -> dict[str, Any]:
        """The new password must be typed the same twice."""
        data = self.cleaned_data
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("Hai lần nhập mật khẩu mới chưa giống nhau."))
        return data


class PasswordForm(FirstPasswordForm):
    """The old password and, twice, the new one."""

    old = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Hãy nhập mật khẩu đang dùng.")},
    )
    field_order = ("old", "new", "again")

    def __init__(self, request: HttpRequest, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.account = request, account

    def clean_old(self) -> str:
        """Judge the old password; wrong ones count towards the lock."""
        old: str = self.cleaned_data["old"]
        adapter = get_adapter(self.request)
        same = adapter.authenticate(self.request, username=self.account.username, password=old)
        if same is None:
            raise adapter.validation_error("incorrect_password")
        return old

    def clean_new(self) -> str:
        """Judge the strength of the new password. Raises ``ValidationError``."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.account)
        return new


class PasskeyNameForm(forms.Form):
    """What a passkey is called."""

    name = forms.CharField(
        label=_("Tên khóa"),
        max_length=LONGEST_PASSKEY_NAME,
        error_messages={
            "required": _("Đặt tên cho khóa, tối đa 60 ký tự."),
            "max_length": _("Đặt tên cho khóa, tối đa 60 ký tự."),
        },
    )


class NewPasskeyForm(SecretsForm, PasskeyNameForm):
    """A new passkey: its name, the password, and what the browser made."""

    password = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Hãy nhập mật khẩu đang dùng.")},
    )
    credential = CredentialField()

    def __init__(self, request: HttpRequest, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.account = request, account

    def clean_password(self) -> str:
        """Judge the password; wrong ones count towards the lock."""
        password: str = self.cleaned_data["password"]
        adapter = get_adapter(self.request)
        name = self.account.username
        if adapter.authenticate(self.request, username=name, password=password) is None:
            raise adapter.validation_error("incorrect_password")
        return password

    def clean_credential(self) -> Any:
        """Judge the ceremony. Raises ``ValidationError``; a right password comes first."""
        answer = self.cleaned_data["credential"]
        if "password" in self.errors:
            return answer
        try:
            auth.parse_registration_response(answer)
            made = auth.complete_registration(answer)
        except BROKEN as broken:
            raise ValidationError(WRONG, code="invalid") from broken
        if not made.is_user_verified():
            raise ValidationError(WRONG, code="invalid")
        return answer


class AppPasswordForm(forms.Form):
    """Where a password of a program will be used."""

    name = forms.CharField(
        label=_("Dùng ở đâu"),
        help_text=_("Ví dụ “Lịch trên điện thoại”."),
        max_length=60,
        error_messages={
            "required": _("Ghi dùng ở đâu, tối đa 60 ký tự."),
            "max_length": _("Ghi dùng ở đâu, tối đa 60 ký tự."),
        },
    )
