# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Passwords for programs: the holder makes and takes them back, a program signs in by one."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.domain.app_passwords import as_stored
from lienthong.core.accounts.enums import AccountKind
from lienthong.core.accounts.events import AppPasswordsChanged
from lienthong.core.accounts.models import Account, AppPassword
from lienthong.core.accounts.permissions import APP_PASSWORD, SIGN_IN
from lienthong.core.accounts.queries import app_passwords_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.events import publish
from lienthong.kernel.text import one_line

LONGEST_NAME = 60
MOST = 10


@action(APP_PASSWORD)
def make_app_password(account: Account, *, name: str, secret: str, actor: Actor) -> AppPassword:
    """Keep a password that the page shows once. Raises ``InvalidInput``, ``OutOfScope``."""
    if actor.account_id != account.pk:
        raise OutOfScope
    Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    called = one_line(name)
    if not 1 <= len(called) <= LONGEST_NAME:
        raise InvalidInput(fields={"name": _("Ghi dùng ở đâu, tối đa 60 ký tự.")})
    if app_passwords_of(account.pk).count() >= MOST:
        raise InvalidInput(fields={"name": _("Đã có 10 mật khẩu. Hãy thu hồi cái không dùng nữa.")})
    made = AppPassword.objects.create(
        account=account, name=called, secret=make_password(as_stored(secret), hasher="made_secret")
    )
    publish(AppPasswordsChanged(account_id=account.pk, name=called, made=True))
    return made


@action(APP_PASSWORD)
def revoke_app_password(account: Account, *, number: int, actor: Actor) -> AppPassword:
    """Take one of one's own back at once. Raises ``OutOfScope``."""
    found = app_passwords_of(account.pk).filter(pk=number).first()
    if found is None or actor.account_id != account.pk:
        raise OutOfScope
    _revoke(found)
    return found


@part_of_act
def revoke_all_app_passwords(account: Account) -> None:
    """The account was switched off, or its secrets were changed for it."""
    for found in app_passwords_of(account.pk):
        _revoke(found)


@action(SIGN_IN)
def use_app_password(username: str, *, typed: str, actor: Actor) -> Account | None:
    """The officer whose program gives this name and password; None for any other pair."""
    letters = as_stored(typed)
    account = Account.objects.filter(
        username=username.strip().lower(), kind=AccountKind.OFFICER, is_active=True
    ).first()
    if account is None or not letters:
        return None
    found = AppPassword.objects.matching(account.pk, letters)
    if found is None:
        return None
    found.used_at, found.used_from = timezone.now(), actor.address[:45]
    found.save(update_fields=["used_at", "used_from"])
    return account


def _revoke(found: AppPassword) -> None:
    found.revoked_at = timezone.now()
    found.save(update_fields=["revoked_at"])
    publish(AppPasswordsChanged(account_id=found.account_id, name=found.name, made=False))
