# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of access."""

from __future__ import annotations

from lienthong.core.access.actions.delegate import (
    NewDelegation,
    end_delegation,
    make_delegation,
    revoke_delegation,
)
from lienthong.core.access.actions.grant import NewGrant, give_role, grant_role, revoke_grant
from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.core.access.models import Delegation, Grant, Role
from lienthong.core.access.permissions import DELEGATE, GRANT
from lienthong.core.access.queries.actor import (
    POST_KEY,
    actor_for,
    actors_for,
    asker,
    load_actor,
    rights_of,
)
from lienthong.core.access.queries.delegations import (
    delegations_given,
    delegations_received,
    gives_in_own_right,
    lendable,
)
from lienthong.core.access.queries.holders import (
    holders_between,
    holders_of,
    keepers_of,
    units_holding,
)
from lienthong.core.access.queries.may import may
from lienthong.core.access.queries.openings import OpeningsKept, openings_kept
from lienthong.core.access.queries.reach import Reach, covers, reach, reach_of, reachable_unit_ids

__all__ = [
    "DELEGATE",
    "GRANT",
    "POST_KEY",
    "Delegation",
    "Grant",
    "GrantKind",
    "GrantScope",
    "NewDelegation",
    "NewGrant",
    "OpeningsKept",
    "Reach",
    "Role",
    "actor_for",
    "actors_for",
    "asker",
    "covers",
    "delegations_given",
    "delegations_received",
    "end_delegation",
    "give_role",
    "gives_in_own_right",
    "grant_role",
    "holders_between",
    "holders_of",
    "keepers_of",
    "lendable",
    "load_actor",
    "make_delegation",
    "may",
    "openings_kept",
    "reach",
    "reach_of",
    "reachable_unit_ids",
    "revoke_delegation",
    "revoke_grant",
    "rights_of",
    "units_holding",
]
