# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the case screen says about revocation."""

from __future__ import annotations

from typing import Any

from lienthong.core.access.api import may
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import REVOKE
from lienthong.modules.onestop.queries.revocations import corrections_around, revocation_of
from lienthong.modules.onestop.rules import may_revoke


def revocation_facts(dossier: Dossier, actor: Actor) -> dict[str, Any]:
    """The revocation, or whether the actor may revoke; what was issued in whose place."""
    allowed = may_revoke(dossier.state, dossier.result_kind) and may(actor, REVOKE, dossier)
    around = corrections_around(dossier)
    return {
        "revocation": revocation_of(dossier),
        "may_revoke": allowed and around["corrected"] is None,
        "correction": around,
    }
