# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrators make, switch off and repair officers' accounts."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lienthong.core.accounts.actions.sessions import end_all_sessions
from lienthong.core.accounts.enums import AccountKind
from lienthong.core.accounts.events import AccountDeactivated, SecondFactorChanged
from lienthong.core.accounts.models import Account, Person, SignInAttempts
from lienthong.core.accounts.permissions import MANAGE, SIGN_IN
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed
from lienthong.kernel.events import publish


@action(MANAGE)
def create_officer(
    person: Person, *, username: str, password: str, email: str = "", actor: Actor
) -> Account:
    """Give an officer an account. Raises ``InvalidInput`` for a taken name or a weak password."""
    username = username.strip().lower()
    if Account.objects.filter(username=username).exists():
        raise InvalidInput(fields={"username": _("Tên đăng nhập này đã có người dùng.")})
    account = Account(
        kind=AccountKind.OFFICER,
        username=username,
        email=email,
        person=person,
        display_name=person.full_name,
    )
    _set_password(account, password)
    account.save()
    return account


@action(MANAGE)
def reset_password(account: Account, *, password: str, actor: Actor) -> Account:
    """Give the account a new password, end its sessions and lift a lock."""
    _set_password(account, password)
    account.save(update_fields=["password"])
    end_all_sessions(account)
    SignInAttempts.objects.forget(account.username)
    return account


@action(MANAGE)
def reset_second_factor(account: Account, *, actor: Actor) -> Account:
    """Take the authenticator app and the recovery codes away: the holder sets up a new one."""
    Authenticator.objects.filter(user_id=account.pk).delete()
    SignInAttempts.objects.forget(account.second_factor_name)
    publish(SecondFactorChanged(account_id=account.pk, present=False))
    return account


@action(MANAGE)
def lift_lock(account: Account, *, actor: Actor) -> Account:
    """Let the holder try again before the lock ends."""
    SignInAttempts.objects.forget(account.username)
    SignInAttempts.objects.forget(account.second_factor_name)
    return account


@action(MANAGE)
def deactivate_account(account: Account, *, actor: Actor) -> Account:
    """Switch the account off; its open sessions end at once."""
    account.is_active = False
    account.access_epoch += 1
    account.save(update_fields=["is_active", "access_epoch"])
    end_all_sessions(account)
    publish(AccountDeactivated(account_id=account.pk))
    return account


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise InvalidInput(fields={"password": " ".join(weak.messages)}) from weak
    account.set_password(password)


@action(SIGN_IN)
def change_password(account: Account, *, password: str, actor: Actor) -> Account:
    """The holder chooses a new password. Raises ``NotAllowed`` for somebody else's account."""
    if actor.account_id != account.pk:
        raise NotAllowed
    _set_password(account, password)
    account.save(update_fields=["password"])
    return account
