# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Roles are made and changed; a change holds at once for everybody who has the role."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lienthong.core.access.models import Role
from lienthong.core.access.permissions import KEEP_ROLES
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.registry import permissions as declared


@action(KEEP_ROLES)
def make_role(code: str, *, title: str, permissions: Sequence[str], actor: Actor) -> Role:
    """A new role. Raises ``InvalidInput`` for a taken code or an unknown permission."""
    if Role.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có vai trò dùng.")})
    return Role.objects.create(code=code, title=title, permissions=_known(permissions))


@action(KEEP_ROLES)
def change_role(
    role: Role, *, title: str, permissions: Sequence[str], seen: str = "", actor: Actor
) -> Role:
    """Another title or other permissions. Raises ``InvalidInput``, ``StaleVersion``."""
    locked = hold(role, seen=seen)
    locked.title, locked.permissions = title, _known(permissions)
    locked.save(update_fields=["title", "permissions"])
    return locked


def _known(codes: Sequence[str]) -> list[str]:
    strange = sorted(set(codes) - set(declared()))
    if strange:
        told = _("Không có quyền: %(codes)s.") % {"codes": ", ".join(strange)[:200]}
        raise InvalidInput(fields={"permissions": told})
    return sorted(set(codes))
