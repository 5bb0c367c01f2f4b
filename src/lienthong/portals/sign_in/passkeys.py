# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The ceremonies of passkeys: what the browser is asked, and judging what it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import Account, AccountKind

WRONG = _("Khóa đăng nhập chưa đúng hoặc đã hết giờ. Hãy thử lại.")
LONGEST_ANSWER = 20_000
BROKEN = (ValueError, TypeError, KeyError, AttributeError, ValidationError)
"""What the libraries raise for an answer that no browser gives."""


def can_use_passkeys(request: HttpRequest) -> bool:
    """Whether this page stands at an address for which passkeys are made."""
    return f"{request.scheme}://{request.get_host()}" in settings.PASSKEY_ORIGINS


def passkey_page(request: HttpRequest) -> str:
    """The same page at an address where passkeys work."""
    return f"{settings.PASSKEY_ORIGINS[0]}{request.path}"


def asked_to_make(account: Account) -> dict[str, Any]:
    """What the browser is asked when a passkey is added: kept on the device, with PIN or finger."""
    return _plain(auth.begin_registration(account, passwordless=True))


def asked_to_show(account: Account | None) -> dict[str, Any]:
    """What the browser is asked at sign-in; without an account any passkey of ours will do."""
    return _plain(auth.begin_authentication(account))


def _plain(options: Mapping[str, Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(json.dumps(options, default=dict)))


class CredentialField(forms.JSONField):
    """The browser's answer as JSON, from one of our addresses."""

    def __init__(self) -> None:
        super().__init__(
            widget=forms.HiddenInput,
            error_messages={"required": WRONG, "invalid": WRONG},
        )

    def bound_data(self, data: Any, initial: Any) -> str:
        """An answer is good once: a form that is shown again starts without one."""
        return ""

    def to_python(self, value: Any) -> Any:
        """Read it. Raises ``ValidationError`` for anything that is no answer to us."""
        if isinstance(value, str) and len(value) > LONGEST_ANSWER:
            raise ValidationError(WRONG, code="invalid")
        try:
            answer = super().to_python(value)
        except RecursionError as broken:
            raise ValidationError(WRONG, code="invalid") from broken
        if answer in self.empty_values:
            return answer
        from fido2.utils import websafe_decode  # hardly anybody's sign-in needs it

        try:
            data = json.loads(websafe_decode(answer["response"]["clientDataJSON"]))
            known = data["origin"] in settings.PASSKEY_ORIGINS
        except BROKEN as broken:
            raise ValidationError(WRONG, code="invalid") from broken
        if not known:
            raise ValidationError(WRONG, code="origin")
        return answer


class ShownPasskeyForm(forms.Form):
    """A passkey shown at sign-in, of the account given or, without one, of whoever it names."""

    credential = CredentialField()

    def __init__(self, account: Account | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.authenticator: Authenticator | None = None

    def clean_credential(self) -> Any:
        """Judge it. Raises ``ValidationError``."""
        answer = self.cleaned_data["credential"]
        try:
            auth.parse_authentication_response(answer)
            holder = self.account or auth.extract_user_from_response(answer)
            if holder.kind != AccountKind.OFFICER:
                raise ValueError(holder.kind)
            self.authenticator = auth.complete_authentication(holder, answer)
        except BROKEN as broken:
            raise ValidationError(WRONG, code="invalid") from broken
        return answer
