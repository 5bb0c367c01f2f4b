# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of access."""

from __future__ import annotations

from lienthong.core.access.actions.grant import delegate_role, give_role, revoke_grant
from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.core.access.models import Grant, Role
from lienthong.core.access.queries.actor import POST_KEY, actor_for, load_actor
from lienthong.core.access.queries.may import may
from lienthong.core.access.queries.reach import Reach, covers, reach, reachable_unit_ids

__all__ = [
    "POST_KEY",
    "Grant",
    "GrantKind",
    "GrantScope",
    "Reach",
    "Role",
    "actor_for",
    "covers",
    "delegate_role",
    "give_role",
    "load_actor",
    "may",
    "reach",
    "reachable_unit_ids",
    "revoke_grant",
]
