# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an officer finished, by day, with what can still be taken back."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Case, Step
from lienthong.core.ui.api import long_date
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.rules import obstacle_to_taking_back, undo_until

MOST = 60
LONGEST_UNDO = timedelta(hours=1)
"""Nothing that was finished earlier is looked for on the screen of a case."""


def done_groups(actor: Actor) -> list[dict[str, Any]]:
    """The newest finished steps of the actor, grouped by day."""
    rows = Step.objects.filter(
        closed_by_id=actor.account_id, closed_at__isnull=False, kind__code="onestop.dossier"
    )
    steps = list(rows.select_related("case").order_by("-closed_at", "-pk")[:MOST])
    siblings = _siblings(steps)
    return [
        {
            "title": _day(day),
            "rows": [_row(step, siblings[step.case_id]) for step in found],
        }
        for day, found in groupby(steps, key=lambda step: timezone.localdate(step.closed_at))
    ]


def _siblings(steps: list[Step]) -> dict[int, list[Step]]:
    """All steps of the cases, in one query."""
    cases = {step.case_id for step in steps}
    found: dict[int, list[Step]] = {case_id: [] for case_id in cases}
    for step in Step.objects.filter(case_id__in=cases).order_by("id"):
        found[step.case_id].append(step)
    return found


def _day(day: Any) -> str:
    return _("Hôm nay") if day == timezone.localdate() else long_date(day)


def _row(step: Step, steps: list[Step]) -> dict[str, Any]:
    way = next((way for way in step.outcomes if way["code"] == step.outcome), None)
    now, until = timezone.now(), undo_until(step)
    return {
        "step": step,
        "done": way["title"] if way else step.title,
        "at": timezone.localtime(step.closed_at),
        "obstacle": obstacle_to_taking_back(step, steps, is_open=step.case.is_open, now=now),
        "until": until if until and until > now else None,
    }


def undoable(case: Case, actor: Actor, steps: list[Step]) -> dict[str, Any] | None:
    """What the actor just finished on a case and can still undo; ``steps``: all of the case."""
    since = timezone.now() - LONGEST_UNDO
    own = [
        step
        for step in steps
        if step.closed_by_id == actor.account_id
        and step.engine_task is not None
        and step.closed_at is not None
        and step.closed_at > since
    ]
    if not own:
        return None
    own[-1].case = case
    row = _row(own[-1], steps)
    return row if row["until"] and not row["obstacle"] else None
