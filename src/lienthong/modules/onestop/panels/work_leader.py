# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands beside the papers to sign: cases past their promise, decisions, apologies."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.cases.api import Case, Step, inbox
from lienthong.core.deadlines.api import chips_of
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.panels.work_signing import MOST
from lienthong.modules.onestop.panels.work_stations import holder_of
from lienthong.modules.onestop.permissions import SIGN
from lienthong.modules.onestop.queries.turns import apologies

MOST_LATE = 5


def late_cases(actor: Actor) -> list[dict[str, Any]]:
    """Cases of the leader's agencies past their promise, the oldest first, a handful."""
    rows = Case.objects.filter(closed_at__isnull=True, due_at__lt=timezone.now())
    units = reachable_unit_ids(reach(actor, SIGN))
    if units is not None:
        rows = rows.filter(agency_id__in=units)
    cases = list(rows.filter(outcome_at__isnull=True).order_by("due_at", "id")[:MOST_LATE])
    chips = chips_of(case.deadline_id for case in cases if case.deadline_id)
    cases = [case for case in cases if _is_late(chips.get(case.deadline_id or 0))]
    held = list(
        Step.objects.filter(case_id__in=[case.pk for case in cases], closed_at__isnull=True)
        .select_related("queue__account")
        .order_by("id")
    )
    names = names_of({step.unit_id for step in held})
    where = {
        step.case_id: _("%(step)s: %(who)s")
        % {"step": step.title, "who": holder_of(step, actor, names)}
        for step in held
    }
    return [
        {
            "case": case,
            "chip": chips.get(case.deadline_id or 0),
            "where": where.get(case.pk, ""),
        }
        for case in cases
    ]


def _is_late(chip: dict[str, Any] | None) -> bool:
    """A day is over at its end: on the day itself the chip still says "today"."""
    return chip is None or chip["state"] == "late"


def apology_words(actor: Actor) -> str:
    """How often the leader's agencies apologised this month: an early warning; empty for never."""
    units = reachable_unit_ids(reach(actor, SIGN))
    since = timezone.localdate().replace(day=1)
    found = apologies(None if units is None else list(units), since=since)
    if not found.made:
        return ""
    words = _("Tháng này đã xin lỗi và hẹn lại %(made)s lần.")
    if found.late:
        words = _("Tháng này đã xin lỗi và hẹn lại %(made)s lần, %(late)s lần khi đã trễ hẹn.")
    return words % {"made": found.made, "late": found.late}


def decisions_of(actor: Actor) -> list[dict[str, Any]]:
    """Side steps that wait for this leader: a second supplement, a stop, a late extension."""
    steps = [step for step in inbox(actor, size=MOST).steps if step.is_side]
    chips = chips_of(step.deadline_id for step in steps if step.deadline_id)
    return [
        {
            "step": step,
            "chip": chips.get(step.deadline_id or 0),
            "url": f"{reverse('onestop:officer-case', args=[step.case_id])}?buoc={step.pk}",
        }
        for step in steps
    ]
