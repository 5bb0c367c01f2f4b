# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one place that answers "may": subject by subject."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, cast

from lienthong.core.access.queries.reach import (
    covers,
    reach,
    reachable_unit_ids,
    reaches_somehow,
)
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import DomainError, NotAllowed, OutOfScope
from lienthong.kernel.permissions import Audience, Permission


class AccessAuthoriser:
    """The ``authorise`` port. 404 outside the actor's scope, 403 inside it without the right."""

    def authorise(self, actor: Actor, permission: Permission, subject: object) -> None:
        """Return when allowed; raise ``OutOfScope`` or ``NotAllowed``."""
        if actor.is_platform or permission.audience is Audience.PUBLIC:
            return
        if not actor.is_signed_in:
            raise NotAllowed
        if permission.audience is Audience.OFFICER:
            _authorise_officer(actor, permission, subject)
        elif permission.audience is Audience.CITIZEN:
            _authorise_citizen(actor, subject)
        elif permission.audience is Audience.STAFF and not actor.is_officer:
            raise NotAllowed

    def unit_ids(self, actor: Actor, permission: Permission) -> Any:
        """Units in which the actor holds the permission: a set or subquery, None for all."""
        return reachable_unit_ids(reach(actor, permission))


def _authorise_citizen(actor: Actor, subject: object) -> None:
    if actor.kind is not ActorKind.CITIZEN:
        raise NotAllowed
    owners = _ids(subject, "owner_person_ids")
    if owners is not None and actor.person_id not in owners:
        raise OutOfScope


def _authorise_officer(actor: Actor, permission: Permission, subject: object) -> None:
    units = _ids(subject, "scope_unit_ids")
    where = reach(actor, permission)
    if units is None:
        if not where:
            raise NotAllowed
        return
    if where and covers(where, units):
        return
    if where.own and actor.account_id in (_ids(subject, "owner_account_ids") or ()):
        return
    raise NotAllowed if reaches_somehow(actor, units) else OutOfScope


def _ids(subject: object, name: str) -> Collection[int] | None:
    method = getattr(subject, name, None)
    return cast("Callable[[], Collection[int]]", method)() if callable(method) else None


def may(actor: Actor, permission: Permission, subject: object = None) -> bool:
    """Whether the actor may do this to the subject (or anywhere, without a subject)."""
    try:
        AccessAuthoriser().authorise(actor, permission, subject)
    except DomainError:
        return False
    return True
