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
from lienthong.core.accounts.events import AccountDeactivated, AccountEnding, SecondFactorChanged
from lienthong.core.accounts.models import Account, Person, SignInAttempts
from lienthong.core.accounts.permissions import MANAGE, SIGN_IN
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed
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
    set_password(account, password)
    account.save()
    return account


@action(MANAGE)
def reset_password(account: Account, *, password: str, actor: Actor) -> Account:
    """Give the account a new password, end its sessions and lift a lock."""
    set_password(account, password)
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
def deactivate_account(account: Account, *, seen: str = "", actor: Actor) -> Account:
    """Switch the account off: its sessions, posts, grants and delegations end at once.

    Raises ``NotAllowed`` for one's own account, ``IllegalState`` when it is off or nobody else
    could administer the platform, ``StaleVersion``.
    """
    if actor.account_id == account.pk:
        raise NotAllowed(_("Bạn không tự khóa được tài khoản của mình."))
    locked = hold(account, seen=seen)
    if not locked.is_active:
        raise IllegalState(_("Tài khoản này đã khóa."))
    publish(AccountEnding(account_id=locked.pk))
    locked.is_active = account.is_active = False
    locked.access_epoch += 1
    locked.save(update_fields=["is_active", "access_epoch"])
    end_all_sessions(locked)
    publish(AccountDeactivated(account_id=locked.pk))
    return locked


@action(MANAGE)
def reactivate_account(account: Account, *, seen: str = "", actor: Actor) -> Account:
    """Switch it on again; posts and rights do not come back by themselves."""
    locked = hold(account, seen=seen)
    if locked.is_active:
        raise IllegalState(_("Tài khoản này đang dùng."))
    locked.is_active = True
    locked.access_epoch += 1
    locked.save(update_fields=["is_active", "access_epoch"])
    return locked


@part_of_act
def set_password(account: Account, password: str) -> None:
    """Judge a password and take it, not yet saved. Raises ``InvalidInput`` for a weak one."""
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
    set_password(account, password)
    account.save(update_fields=["password"])
    return account
