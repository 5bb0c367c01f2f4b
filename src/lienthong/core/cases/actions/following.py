# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Follow asked units by the clock: remind, tell their superiors, let silence speak.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lienthong.core.cases.actions.open import lock_case, tell
from lienthong.core.cases.domain.following import moments_of, read_rule
from lienthong.core.cases.enums import EventAudience
from lienthong.core.cases.events import OpinionEscalated, OpinionLapsed, OpinionReminded
from lienthong.core.cases.models import Opinion
from lienthong.core.cases.queries.opinions import rule_in_force
from lienthong.core.deadlines.api import Deadline, LimitUnit, unit_calendar
from lienthong.core.units.api import name_of
from lienthong.kernel import clock
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.events import publish

MOMENTS = ("remind_at", "escalate_at", "silence_at")


@part_of_act
def set_moments(opinion: Opinion, due_at: datetime | None) -> Opinion:
    """Reckon anew when the opinion is followed, by its rule and the asked unit's calendar.

    What was already done is not done again, unless the new due moment puts it in the future.
    """
    if due_at is None:
        return opinion
    unit = LimitUnit(_deadline(opinion).unit).time_unit
    local, calendar = clock.to_local(due_at), unit_calendar(opinion.unit_id)
    found = moments_of(read_rule(opinion.rule), local, unit, calendar)
    done = {"remind_at": opinion.reminded_at, "escalate_at": opinion.escalated_at}
    for name in MOMENTS:
        moment = getattr(found, name)
        aware = clock.to_aware(moment) if moment else None
        is_done = aware is not None and done.get(name) is not None and aware <= timezone.now()
        setattr(opinion, name, None if is_done else aware)
    opinion.save(update_fields=MOMENTS)
    return opinion


def _deadline(opinion: Opinion) -> Deadline:
    return Deadline.objects.get(pk=opinion.step.deadline_id or 0)


@part_of_act
def follow_opinion(opinion_id: int, *, at: datetime, actor: Actor) -> Opinion | None:
    """Do what is due for one opinion at the moment; None when nothing is owed any more."""
    case_id = Opinion.objects.values_list("case_id", flat=True).get(pk=opinion_id)
    case = lock_case(case_id)
    rows = Opinion.objects.select_related("step").select_for_update(of=("self",))
    opinion = rows.get(pk=opinion_id)
    opinion.case = case
    if not opinion.is_open:
        return None
    if not opinion.rule:
        _adopt(opinion)
    if opinion.remind_at is not None and opinion.remind_at <= at:
        _remind(opinion, at, actor)
    if opinion.escalate_at is not None and opinion.escalate_at <= at:
        _escalate(opinion, at, actor)
    if opinion.silence_at is not None and opinion.silence_at <= at:
        publish(OpinionLapsed(opinion_id=opinion.pk, case_id=case.pk, kind=case.kind.code))
    return opinion


def _adopt(opinion: Opinion) -> None:
    """An opinion asked before opinions were followed goes by the general rule.

    Its definition may say more, above all that silence is consent; that was not said when the unit
    was asked, so it is not held against it.
    """
    opinion.rule = rule_in_force({})
    opinion.save(update_fields=["rule"])
    set_moments(opinion, opinion.step.due_at)


def _remind(opinion: Opinion, at: datetime, actor: Actor) -> None:
    """Once, and only while there is still time."""
    opinion.remind_at = None
    if opinion.step.due_at is not None and at <= opinion.step.due_at:
        opinion.reminders, opinion.reminded_at = opinion.reminders + 1, at
        _tell(opinion, "opinion_reminded", actor)
        publish(
            OpinionReminded(opinion_id=opinion.pk, case_id=opinion.case_id, unit_id=opinion.unit_id)
        )
    opinion.save(update_fields=["remind_at", "reminders", "reminded_at"])


def _escalate(opinion: Opinion, at: datetime, actor: Actor) -> None:
    opinion.escalate_at, opinion.escalated_at = None, at
    opinion.save(update_fields=["escalate_at", "escalated_at"])
    _tell(opinion, "opinion_escalated", actor)
    publish(
        OpinionEscalated(opinion_id=opinion.pk, case_id=opinion.case_id, unit_id=opinion.unit_id)
    )


def _tell(opinion: Opinion, kind: str, actor: Actor) -> None:
    asked = {"asked_unit": name_of(opinion.unit_id), "opinion": opinion.pk}
    audience = EventAudience.OFFICER
    tell(opinion.case, kind, actor=actor, audience=audience, step_id=opinion.step_id, **asked)
