# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Receive citizens who come from VNeID."""

from __future__ import annotations

from lienthong.core.accounts.actions.person import register_person
from lienthong.core.accounts.domain.claims import CitizenClaims
from lienthong.core.accounts.enums import AccountKind
from lienthong.core.accounts.models import Account
from lienthong.core.accounts.permissions import RECEIVE_IDENTITY
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor


@action(RECEIVE_IDENTITY)
def receive_citizen(claims: CitizenClaims, *, actor: Actor) -> Account:
    """The citizen's account: made at the first sign-in, its person brought up to date at each.

    Legal basis: 69/2024/NĐ-CP, Điều 7.
    """
    person = register_person(claims.facts, authoritative=True, actor=actor)
    account, is_new = Account.objects.get_or_create(
        person=person,
        kind=AccountKind.CITIZEN,
        defaults={"username": f"cd-{claims.subject[:40]}", "display_name": person.full_name},
    )
    if is_new:
        account.set_unusable_password()
    if is_new or account.display_name != person.full_name:
        account.display_name = person.full_name
        account.save(update_fields=["display_name", "password"])
    return account
