# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Roles are made, changed and ended; a change holds at once for everybody who has the role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.events import RoleEnding
from lienthong.core.access.models import Role
from lienthong.core.access.permissions import KEEP_ROLES
from lienthong.core.access.queries.keeping import KEEPING, require_can_end, require_can_lose
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.events import publish
from lienthong.kernel.registry import permissions as declared


@action(KEEP_ROLES)
def make_role(
    code: str,
    *,
    title: str,
    permissions: Sequence[str],
    valid_to: date | None = None,
    actor: Actor,
) -> Role:
    """A new role. Raises ``InvalidInput`` for a taken code or an unknown permission.

    ``valid_to`` is the first day on which nobody holds it.
    """
    if Role.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có vai trò dùng.")})
    return Role.objects.create(
        code=code, title=title, permissions=_known(permissions), valid_to=valid_to
    )


@action(KEEP_ROLES)
def change_role(
    role: Role, *, title: str, permissions: Sequence[str], seen: str = "", actor: Actor
) -> Role:
    """Another title or other permissions.

    Raises ``InvalidInput``, also when nobody could keep roles or give them everywhere any more,
    ``StaleVersion``, ``IllegalState`` for a role that has ended.
    """
    hold_keeping()
    locked = hold(role, seen=seen)
    _refuse_ended(locked)
    require_can_lose(locked, permissions)
    locked.title, locked.permissions = title, _known(permissions)
    locked.save(update_fields=["title", "permissions"])
    return locked


@action(KEEP_ROLES)
def end_role(role: Role, *, since: date, seen: str = "", actor: Actor) -> Role:
    """From the day on nobody holds the role and nobody can be given it; until then all stays.

    Grants stay as they are: what was held before the day is told by them. An end that is still to
    come moves. Raises ``InvalidInput`` (``ends``) for a day that is past, or from which nobody
    could keep roles or give them everywhere; ``IllegalState`` when it has ended, ``StaleVersion``.
    """
    hold_keeping()
    locked = hold(role, seen=seen)
    _refuse_ended(locked)
    require_can_end(locked, since)
    locked.valid_to = since
    locked.save(update_fields=["valid_to"])
    publish(RoleEnding(role_id=locked.pk, on=since))
    return locked


@action(KEEP_ROLES)
def keep_role(role: Role, *, seen: str = "", actor: Actor) -> Role:
    """The end that was still to come is withdrawn; whoever holds the role goes on holding it.

    Raises ``IllegalState`` when it has ended or no end was set, ``StaleVersion``.
    """
    locked = hold(role, seen=seen)
    _refuse_ended(locked)
    if locked.valid_to is None:
        raise IllegalState(_("Vai trò này không có ngày kết thúc."))
    locked.valid_to = None
    locked.save(update_fields=["valid_to"])
    publish(RoleEnding(role_id=locked.pk, on=None))
    return locked


@part_of_act
def hold_keeping() -> None:
    """Two acts that take from who keeps the platform do not meet: the second waits."""
    rows = Role.objects.filter(permissions__overlap=[p.code for p in KEEPING])
    list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _refuse_ended(role: Role) -> None:
    if role.has_ended(timezone.localdate()):
        told = _("Vai trò này đã kết thúc từ ngày %(day)s.")
        raise IllegalState(told % {"day": f"{role.valid_to:%d/%m/%Y}"})


def _known(codes: Sequence[str]) -> list[str]:
    strange = sorted(set(codes) - set(declared()))
    if strange:
        told = _("Không có quyền: %(codes)s.") % {"codes": ", ".join(strange)[:200]}
        raise InvalidInput(fields={"permissions": told})
    return sorted(set(codes))
