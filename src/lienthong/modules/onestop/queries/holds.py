# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every change of a promised date as rows of the control slip: when, why, on what ground, new date.

Legal basis: 03/2025/TT-VPCP; 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.deadlines.api import DueAdjustment, Reason, adjustments_of, deadline_of
from lienthong.modules.onestop.models import Dossier

CLOCK = "%H:%M %d/%m/%Y"


def hold_rows(dossier: Dossier) -> list[dict[str, str]]:
    """The adjustments of the promise in order, and what it waits for now."""
    deadline = deadline_of(dossier.case.deadline_id)
    if deadline is None:
        return []
    rows = [_row(adjustment) for adjustment in adjustments_of(deadline)]
    if deadline.held_at is not None:
        rows.append(
            {
                "kind": _("đang chờ, không tính"),
                "reason": str(Reason(deadline.held_reason).label),
                "since": _moment(deadline.held_at),
                "until": "",
                "basis": "",
                "due": "",
                "note": "",
            }
        )
    return rows


def _row(adjustment: DueAdjustment) -> dict[str, str]:
    return {
        "kind": str(adjustment.get_kind_display()),
        "reason": str(adjustment.get_reason_code_display()),
        "since": _moment(adjustment.from_at or adjustment.at),
        "until": _moment(adjustment.to_at),
        "basis": adjustment.instrument.key,
        "due": _moment(adjustment.due_after),
        "note": adjustment.note,
    }


def _moment(value: datetime | None) -> str:
    return timezone.localtime(value).strftime(CLOCK) if value else ""
