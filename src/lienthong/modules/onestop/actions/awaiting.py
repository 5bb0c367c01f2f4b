# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Until when the citizen may answer a supplement notice, and when a reminder goes out.

Both as the version says (``time.supplement.answer_within``); nothing is set when it says nothing.
"""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from lienthong.core.cases.api import open_steps_of
from lienthong.core.deadlines.api import unit_calendar
from lienthong.kernel import clock
from lienthong.kernel.actions import part_of_act
from lienthong.modules.onestop.actions.waiting import latest_end
from lienthong.modules.onestop.domain.time_rules import SupplementSpec, supplement_rule
from lienthong.modules.onestop.models import Dossier, SupplementNotice
from lienthong.modules.onestop.queries.turns import last_day_before
from lienthong.modules.onestop.rules import SUPPLEMENT_RECEIVED


@part_of_act
def await_answer(dossier: Dossier, notice: SupplementNotice) -> None:
    """Set until when the citizen may answer and when a reminder goes out, if the version says."""
    rule = supplement_rule(dossier.procedure_version.spec)
    now_open = open_steps_of(dossier.pk)
    waiting = [step for step in now_open if step.marks.get("waits") == SUPPLEMENT_RECEIVED]
    if rule.answer_within is None or not waiting:
        return
    notice.answer_by = latest_end(rule.answer_within, timezone.now(), dossier.case.agency_id)
    notice.save(update_fields=["answer_by"])
    waiting[0].wake_at = _reminder(rule, notice.answer_by, dossier.case.agency_id)
    waiting[0].save(update_fields=["wake_at"])


def _reminder(rule: SupplementSpec, answer_by: datetime, unit_id: int) -> datetime:
    """The opening of the reminder's day; without a reminder, or when it is past, the end."""
    if rule.remind_before is None:
        return answer_by
    last = clock.to_local(answer_by).date()
    calendar = unit_calendar(unit_id, on=last)
    day = last_day_before(last, rule.remind_before, calendar)
    opens = min(hours.opens for hours in calendar.legal_hours(day))
    at = datetime.combine(day, time(opens // 60, opens % 60), clock.VIETNAM)
    return at if at > timezone.now() else answer_by
