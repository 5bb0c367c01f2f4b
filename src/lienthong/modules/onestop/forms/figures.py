# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The question that an address of figures asks: days, unit, procedure, officer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date

from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.queries.figures import Asked, ask


def asked_for(actor: Actor, data: Any, *, ahead: bool = False) -> Asked:
    """The question of an address. Raises ``OutOfScope`` for a unit outside the actor's reach."""
    today = timezone.localdate()
    until = day_of(data.get("den", "")) or today
    since = day_of(data.get("tu", "")) or until.replace(day=1)
    return ask(
        actor,
        min(since, until),
        max(since, until),
        unit_id=_number(data.get("don-vi", "")),
        procedure_id=_number(data.get("thu-tuc", "")),
        officer_id=_number(data.get("can-bo", "")),
        ahead=ahead,
    )


def day_of(text: str) -> date | None:
    """A day as typed or as an address has it; None for no day, or one far away."""
    try:
        found = parse_date(text) or parse_date_text(text)
    except ValueError:
        return None
    earliest = timezone.localdate() - timedelta(days=366 * 20)
    latest = timezone.localdate() + timedelta(days=366)
    return found if found and earliest <= found <= latest else None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None
