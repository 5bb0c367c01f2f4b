# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who opened the citizen's dossiers: unit, position and hour, no officer's name.

Legal basis: 91/2025/QH15.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lienthong.core.audit.api import accesses_to
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.moving import KIND
from lienthong.modules.onestop.permissions import VIEW_OWN
from lienthong.modules.onestop.queries.dossiers import own_dossiers
from lienthong.modules.onestop.views.citizen.base import PersonalView

MOST_DOSSIERS = 100


class ReadsView(PersonalView):
    """The list, newest first, dossier by dossier."""

    permission = VIEW_OWN

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        context = {"page_title": _("Ai đã xem dữ liệu của tôi"), "dossiers": reads_of(self.actor)}
        return self.page("reads", context)


def reads_of(actor: Actor) -> list[dict[str, Any]]:
    """Own dossiers that officers opened, each with hours and places."""
    mine = {dossier.pk: dossier for dossier in own_dossiers(actor)[:MOST_DOSSIERS]}
    found: dict[int, list[Mapping[str, Any]]] = {}
    for row in accesses_to(KIND, mine):
        found.setdefault(row["subject_id"], []).append(row)
    return [
        {"code": mine[pk].code, "title": mine[pk].case.title, "rows": rows}
        for pk, rows in found.items()
    ]
