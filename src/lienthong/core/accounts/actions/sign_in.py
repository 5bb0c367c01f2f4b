# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Open sessions and lock names after too many wrong attempts."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from lienthong.core.accounts.actions.passkeys import new_recovery_codes
from lienthong.core.accounts.events import SecondFactorChanged, SignedIn, SignInLocked
from lienthong.core.accounts.models import Account
from lienthong.core.accounts.permissions import SIGN_IN
from lienthong.core.accounts.queries import has_authenticator_app
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.kernel.events import publish


@action(SIGN_IN)
def open_session(account: Account, *, method: str, actor: Actor) -> Account:
    """Note that the account's holder signed in."""
    account.last_seen = timezone.now()
    account.save(update_fields=["last_seen"])
    publish(SignedIn(account_id=account.pk, kind=account.kind, method=method))
    return account


@action(SIGN_IN)
def announce_lock(account: Account | None, *, until: datetime, actor: Actor) -> Account | None:
    """Tell that a name is locked; the account is None when nobody has that name."""
    publish(SignInLocked(account_id=account.pk if account else None, until=until))
    return account


@action(SIGN_IN)
def set_up_second_factor(account: Account, *, secret: str, actor: Actor) -> list[str]:
    """Store the authenticator's secret; new recovery codes, to be shown once, if there are none.

    Raises ``IllegalState`` when the account has an authenticator already.
    """
    if has_authenticator_app(account.pk):
        raise IllegalState
    TOTP.activate(account, secret)
    codes = new_recovery_codes(account)
    publish(SecondFactorChanged(account_id=account.pk, present=True))
    return codes
