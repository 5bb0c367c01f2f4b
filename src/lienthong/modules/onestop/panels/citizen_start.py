# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Before a draft begins: what of earlier dossiers may be used again."""

from __future__ import annotations

from typing import Any

from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.queries.earlier import reusable_dossiers

MOST_NAMED = 5


def earlier_dossiers(actor: Actor) -> dict[str, Any]:
    """The dossiers answers may come from: the newest by name, the others counted."""
    found = reusable_dossiers(actor)
    named = [
        {"code": dossier.code, "title": dossier.case.title, "at": dossier.accepted_at}
        for dossier in found[:MOST_NAMED]
    ]
    return {"named": named, "more": max(len(found) - MOST_NAMED, 0)}
