# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the papers about moving a dossier say, besides what every paper says.

Legal basis: 61/2018/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from typing import Any

from lienthong.core.units.api import version_of
from lienthong.modules.onestop.models import HandOver
from lienthong.modules.onestop.queries.papers import clock_day


def forwarding_values(given: HandOver) -> dict[str, Any]:
    """The record of a forwarding: from where to where, why, with which papers."""
    rows = given.dossier.components.all()
    return {
        "from_unit": version_of(given.from_unit_id).name,
        "to_unit": version_of(given.to_unit_id).name,
        "reason": given.reason,
        "given": clock_day(given.given_at),
        "due": clock_day(given.due_at),
        "giver": given.giver_text,
        "submitted": clock_day(given.dossier.submitted_at),
        "components": [
            {
                "name": row.name,
                "originals": row.originals,
                "certified": row.certified_copies,
                "photocopies": row.photocopies,
                "electronic": len(row.files),
                "source": row.source,
            }
            for row in rows
        ],
    }
