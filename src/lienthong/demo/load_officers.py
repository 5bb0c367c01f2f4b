# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Write roles, invented officers, their posts, grants and delegations; twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.hashers import make_password

from lienthong.core.access.api import Delegation, Grant, GrantKind, GrantScope, Role
from lienthong.core.accounts.api import Account, AccountKind, Person
from lienthong.core.units.api import Membership
from lienthong.demo.load_units import position_ids, unit_ids
from lienthong.demo.plan import START, DelegationPlan, OfficerPlan, delegations, officers
from lienthong.demo.sources import read
from lienthong.kernel.registry import permissions

MAIL = "quangtri.example"


def load_roles() -> None:
    """Bring the roles and their permissions in line with the data."""
    declared = sorted(permissions())
    Role.objects.bulk_create(
        [
            Role(
                code=row["code"],
                title=row["title"],
                permissions=expand(row["permissions"], declared),
            )
            for row in read("roles")["roles"]
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["title", "permissions"],
    )


def load_officers(password: str) -> None:
    """Accounts with posts and grants for officers that are not there yet, then delegations.

    All share one password hash: the demo's password is printed on the screen anyway.
    """
    known = set(Account.objects.values_list("username", flat=True))
    missing = [plan for plan in officers() if plan.username not in known]
    if missing:
        accounts = _accounts(missing, make_password(password))
        _memberships(missing, accounts)
        _grants(missing, accounts)
    _delegations(delegations())


def expand(patterns: Iterable[str], declared: Iterable[str]) -> list[str]:
    """The declared codes that the patterns name; ``onestop.*`` names all that begin so.

    Raises ``LookupError`` for a pattern that names nothing.
    """
    codes = list(declared)
    found: set[str] = set()
    for pattern in patterns:
        named = {code for code in codes if _matches(pattern, code)}
        if not named:
            raise LookupError(f"no permission is called {pattern}")
        found |= named
    return sorted(found)


def _matches(pattern: str, code: str) -> bool:
    return code.startswith(pattern[:-1]) if pattern.endswith("*") else code == pattern


def _accounts(plans: Iterable[OfficerPlan], password: str) -> dict[str, Account]:
    plans = list(plans)
    people = Person.objects.bulk_create(
        [
            Person(
                full_name=plan.name.full,
                gender=plan.name.gender,
                email=f"{plan.username}@{MAIL}",
            )
            for plan in plans
        ]
    )
    made = Account.objects.bulk_create(
        [
            Account(
                kind=AccountKind.OFFICER,
                username=plan.username,
                email=person.email,
                person=person,
                display_name=plan.name.full,
                password=password,
            )
            for plan, person in zip(plans, people, strict=True)
        ]
    )
    return {account.username: account for account in made}


def _memberships(plans: Iterable[OfficerPlan], accounts: Mapping[str, Account]) -> None:
    where, what = unit_ids(), position_ids()
    Membership.objects.bulk_create(
        Membership(
            account=accounts[plan.username],
            unit_id=where[post.unit],
            position_id=what[post.position],
            is_main=post is plan.posts[0],
            valid_from=START,
        )
        for plan in plans
        for post in plan.posts
    )


def _grants(plans: Iterable[OfficerPlan], accounts: Mapping[str, Account]) -> None:
    where = unit_ids()
    roles = dict(Role.objects.values_list("code", "pk"))
    Grant.objects.bulk_create(
        Grant(
            account=accounts[plan.username],
            role_id=roles[grant.role],
            unit_id=where[grant.unit],
            scope=GrantScope[grant.scope.upper()],
            valid_from=START,
        )
        for plan in plans
        for grant in plan.grants
    )


def _delegations(plans: Iterable[DelegationPlan]) -> None:
    roles = dict(Role.objects.values_list("code", "pk"))
    for plan in plans:
        given: Any = Grant.objects.filter(
            account__username=plan.giver, role_id=roles[plan.role], kind=GrantKind.DIRECT
        ).get()
        taker = Account.objects.get(username=plan.taker)
        delegation, made = Delegation.objects.get_or_create(
            from_account_id=given.account_id,
            to_account=taker,
            unit_id=given.unit_id,
            kind=GrantKind.DELEGATION,
            valid_from=plan.valid_from,
            defaults={
                "valid_to": plan.valid_to,
                "post_text": given.role.title,
                "reason": plan.reason,
                "instrument_text": plan.instrument,
            },
        )
        if made:
            _lend(delegation, given)


def _lend(delegation: Delegation, given: Grant) -> None:
    Grant.objects.create(
        account_id=delegation.to_account_id,
        role_id=given.role_id,
        unit_id=given.unit_id,
        kind=delegation.kind,
        from_account_id=delegation.from_account_id,
        delegation=delegation,
        scope=given.scope,
        valid_from=delegation.valid_from,
        valid_to=delegation.valid_to,
    )
