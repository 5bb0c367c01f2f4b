# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The second factor: secrets encrypted at rest, and a stage that makes officers set one up."""

from __future__ import annotations

import base64
import hashlib
from typing import ClassVar

from allauth.account.stages import LoginStage
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import Account, has_second_factor, must_use_second_factor


def _cipher() -> MultiFernet:
    """One key per secret of the installation, newest first, so that the secret can be changed."""
    secrets: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = (hashlib.sha256(f"second-factor:{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Words and safe-keeping of authenticator secrets."""

    error_messages: ClassVar[dict[str, object]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Mã chưa đúng. Hãy nhập mã đang hiện trong ứng dụng."),
        "cannot_delete_authenticator": _("Không tự bỏ được lớp xác thực thứ hai."),
    }

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself. Raises ``InvalidToken`` when the installation's secret was lost."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whose passkeys they are: the domain comes from the settings, never from the request."""
        return {"id": str(settings.PASSKEY_DOMAIN), "name": "Liên Thông"}

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The name that the authenticator app shows."""
        return user.get_username()


class EnrolmentStage(LoginStage):  # type: ignore[misc]
    """Between password and session: set a second factor up where it is required and missing."""

    key = "second_factor_enrolment"
    urlname = "accounts:second-factor-enrolment"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Go to the page that sets it up, or go on."""
        account = self.login.user
        if not isinstance(account, Account) or not must_use_second_factor(account):
            return None, True
        if has_second_factor(account.pk):
            return None, True
        return HttpResponseRedirect(reverse(self.urlname)), True
