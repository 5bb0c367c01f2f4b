# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Passkeys of officers: add, name, take away. The browser's ceremony is judged before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal import auth
from django.utils.translation import gettext as _

from lienthong.core.accounts.events import PasskeysChanged, SecondFactorChanged
from lienthong.core.accounts.models import Account
from lienthong.core.accounts.permissions import PASSKEY
from lienthong.core.accounts.queries import (
    has_second_factor,
    must_use_second_factor,
    passkeys_of,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.kernel.events import publish
from lienthong.kernel.text import one_line

LONGEST_NAME = 60
MOST_PASSKEYS = 10


@part_of_act
def new_recovery_codes(account: Account) -> list[str]:
    """Recovery codes for an account that has none; an empty list when it has some already."""
    known = Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.RECOVERY_CODES)
    if known.exists():
        return []
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    return codes


@action(PASSKEY)
def add_passkey(
    account: Account, *, name: str, credential: Mapping[str, Any], actor: Actor
) -> list[str]:
    """Keep a passkey whose ceremony was judged; recovery codes to be shown once, if new.

    Raises ``InvalidInput`` without a name or for an eleventh passkey.
    """
    _refuse_others(account, actor)
    Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    called = _name(name)
    if passkeys_of(account.pk).count() >= MOST_PASSKEYS:
        raise InvalidInput(_("Đã có 10 khóa đăng nhập. Hãy bỏ khóa không dùng nữa."))
    is_first = not has_second_factor(account.pk)
    auth.WebAuthn.add(account, called, dict(credential))
    codes = new_recovery_codes(account)
    publish(PasskeysChanged(account_id=account.pk, name=called, added=True))
    if is_first:
        publish(SecondFactorChanged(account_id=account.pk, present=True))
    return codes


@action(PASSKEY)
def rename_passkey(account: Account, *, passkey_id: int, name: str, actor: Actor) -> Account:
    """Call a passkey something else. Raises ``InvalidInput``, ``OutOfScope``."""
    _refuse_others(account, actor)
    passkey = _own(account, passkey_id)
    passkey.data["name"] = _name(name)
    passkey.save(update_fields=["data"])
    return account


@action(PASSKEY)
def remove_passkey(account: Account, *, passkey_id: int, actor: Actor) -> Account:
    """Take a passkey away; the recovery codes go with the last second factor.

    Raises ``IllegalState`` when it is the last second factor of an account that must have one.
    """
    _refuse_others(account, actor)
    Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    passkey = _own(account, passkey_id)
    name = str(passkey.data["name"])
    passkey.delete()
    publish(PasskeysChanged(account_id=account.pk, name=name, added=False))
    if not has_second_factor(account.pk):
        _refuse_none(account)
        Authenticator.objects.filter(user_id=account.pk).delete()
        publish(SecondFactorChanged(account_id=account.pk, present=False))
    return account


def _refuse_none(account: Account) -> None:
    if must_use_second_factor(account):
        raise IllegalState(
            _("Đây là lớp xác thực thứ hai cuối cùng. Hãy thêm khóa khác trước khi bỏ khóa này.")
        )


def _refuse_others(account: Account, actor: Actor) -> None:
    if actor.account_id != account.pk:
        raise OutOfScope


def _own(account: Account, passkey_id: int) -> Any:
    found = passkeys_of(account.pk).filter(pk=passkey_id).first()
    if found is None:
        raise OutOfScope
    return found


def _name(name: str) -> str:
    called = one_line(name)
    if not 1 <= len(called) <= LONGEST_NAME:
        raise InvalidInput(fields={"name": _("Đặt tên cho khóa, tối đa 60 ký tự.")})
    return called
