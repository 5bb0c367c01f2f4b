# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the one inbox asks of dossiers: facts for the side panel, the newest event in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step, latest_event
from lienthong.kernel.prepared import Prepared
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_words import event_line

_BEHIND: Prepared[Dossier] = Prepared(lambda pk: Dossier.objects.filter(pk=pk))


def step_panel(step: Step) -> dict[str, Any]:
    """Facts (label, value) and the newest event of the dossier behind a step."""
    dossier = _BEHIND.first(step.case_id)
    latest = latest_event(step.case_id)
    facts = []
    if dossier is not None:
        facts = [
            {"label": _("Nộp"), "value": dossier.get_channel_display()},
            {"label": _("Phí, lệ phí"), "value": dossier.get_payment_state_display()},
        ]
    return {"facts": facts, "event": event_line(latest) if latest else None}
