# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""End sessions: one's own from the list, all of an account by those who manage it."""

from __future__ import annotations

from lienthong.core.accounts.actions.app_passwords import revoke_all_app_passwords
from lienthong.core.accounts.actions.app_sign_ins import end_app_sign_ins
from lienthong.core.accounts.events import SessionsEnded
from lienthong.core.accounts.models import Account, AppSignIn, SignInSession
from lienthong.core.accounts.permissions import END_SESSION, SIGN_IN
from lienthong.core.accounts.queries import apps_signed_in, open_sessions
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.events import publish
from lienthong.kernel.live import announce


@action(END_SESSION)
def end_session(account: Account, *, handle: str, actor: Actor) -> Account:
    """End one of one's own sessions at once. Raises ``OutOfScope`` for anything else.

    Legal basis: 116/2025/QH15.
    """
    _refuse_others(account, actor)
    keys = [row.session_key for row in open_sessions(account.pk) if row.handle == handle]
    if not keys:
        raise OutOfScope
    _end(account, keys)
    return account


@action(END_SESSION)
def end_other_sessions(account: Account, *, keep_key: str, actor: Actor) -> Account:
    """End all of one's own sessions except the one asked from."""
    _refuse_others(account, actor)
    rows = open_sessions(account.pk)
    _end(account, [row.session_key for row in rows if row.session_key != keep_key])
    end_app_sign_ins(AppSignIn.objects.filter(account=account).exclude(session_key=keep_key))
    return account


@action(SIGN_IN)
def leave_session(account: Account, *, session_key: str, actor: Actor) -> Account:
    """The holder signs out, or was idle too long: applications they signed in to are told."""
    end_app_sign_ins(apps_signed_in(session_key))
    return account


@part_of_act
def end_all_sessions(account: Account) -> None:
    """Nobody works with the account any longer: it was switched off or its secrets were changed.

    Sessions, tokens of applications and passwords of programs end in one go.
    """
    _end(account, [row.session_key for row in open_sessions(account.pk)])
    end_app_sign_ins(AppSignIn.objects.filter(account=account))
    revoke_all_app_passwords(account)


def _refuse_others(account: Account, actor: Actor) -> None:
    if actor.account_id != account.pk:
        raise OutOfScope


def _end(account: Account, keys: list[str]) -> None:
    end_app_sign_ins(AppSignIn.objects.filter(session_key__in=keys))
    ended, _by_table = SignInSession.objects.filter(session_key__in=keys).delete()
    if ended:
        announce(f"account:{account.pk}", "ended")
        publish(SessionsEnded(account_id=account.pk, count=ended))
