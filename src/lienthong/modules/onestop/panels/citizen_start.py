# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Before a draft begins: for whom, and what of earlier dossiers may be used again."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.acting import asks_about_child, beneficiaries
from lienthong.modules.onestop.queries.earlier import reusable_names

MOST_NAMED = 5


def choices_of_people(actor: Actor, version: ProcedureVersion) -> dict[str, Any]:
    """Oneself (or a child typed in anew) first, then who stands on one's lists."""
    about_child = asks_about_child(version)
    return {
        "rows": beneficiaries(actor, version),
        "self": _("Người con chưa có trong danh sách") if about_child else _("Cho chính tôi"),
        "takes_children": about_child,
        "takes_mandates": version.spec.people.takes_representatives,
    }


def earlier_dossiers(actor: Actor) -> dict[str, Any]:
    """The dossiers answers may come from: the newest by name, the others counted."""
    found = reusable_names(actor)
    named = [
        {"code": dossier.code, "title": dossier.case.title, "at": dossier.accepted_at}
        for dossier in found[:MOST_NAMED]
    ]
    return {"named": named, "more": max(len(found) - MOST_NAMED, 0)}
