# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Ask another unit, remind it, take its answer or its silence; each unit has its own clock.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.actions.following import set_moments
from lienthong.core.cases.actions.open import let_take_part, tell
from lienthong.core.cases.actions.steps import NewStep, close_step, open_step
from lienthong.core.cases.domain.following import read_rule
from lienthong.core.cases.enums import PASSED, Capacity, CaseOutcome, EventAudience, OpinionStance
from lienthong.core.cases.events import OpinionAnswered, OpinionAsked, OpinionReminded
from lienthong.core.cases.models import Case, Opinion, Step
from lienthong.core.cases.queries.opinions import rule_in_force
from lienthong.core.deadlines.api import Deadline, LimitUnit, start_deadline
from lienthong.core.units.api import name_of
from lienthong.kernel import clock
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.events import publish

LONGEST = 5000
NODE = "opinion"


@dataclass(frozen=True, slots=True)
class Question:
    """What a unit is asked, through which role it answers, for how long, and how it is followed.

    ``rule`` is the ``opinions`` part of a definition; empty is the general rule.
    """

    unit_id: int
    text: str
    role: str
    limit: clock.Limit
    rule: Mapping[str, Any] = field(default_factory=dict)


@part_of_act
def ask_opinion(case: Case, question: Question, *, actor: Actor) -> Opinion:
    """Ask beside the table of steps: the case goes on meanwhile. Raises ``InvalidInput``.

    The limit runs by the calendar of the unit that answers.
    """
    deadline = start_deadline(question.limit, unit_id=question.unit_id)
    step = open_step(
        case,
        NewStep(
            node=NODE,
            title=_("Cho ý kiến"),
            unit_id=question.unit_id,
            role=question.role,
            due_at=deadline.due_at,
            deadline_id=deadline.pk,
        ),
    )
    return record_question(step, case, question.text, rule=question.rule, actor=actor)


@part_of_act
def record_question(
    step: Step, case: Case, text: str, *, rule: Mapping[str, Any], actor: Actor
) -> Opinion:
    """Keep what the unit of a step is asked, and let it see the case.

    Raises ``InvalidInput``; ``FollowError`` when the definition's rule cannot be followed.
    """
    said = text.strip()
    if not 1 <= len(said) <= LONGEST:
        raise InvalidInput(
            fields={"question": _("Ghi rõ cần ý kiến về điều gì, tối đa 5.000 ký tự.")}
        )
    if step.due_at is None:
        raise IllegalState(code="no_term")
    let_take_part(case, step.unit_id, Capacity.CONSULT)
    opinion = Opinion.objects.create(
        case=case,
        step=step,
        unit_id=step.unit_id,
        asking_unit_id=actor.unit_id or case.agency_id,
        question=said,
        asked_by_id=actor.account_id,
        asked_by_text=actor.name[:200],
        asked_at=timezone.now(),
        rule=rule_in_force(rule),
    )
    set_moments(opinion, step.due_at)
    _tell(opinion, "opinion_asked", actor, comment=said)
    publish(OpinionAsked(opinion_id=opinion.pk, case_id=case.pk, unit_id=opinion.unit_id))
    return opinion


@part_of_act
def remind_unit(opinion: Opinion, *, actor: Actor) -> Opinion:
    """Remind the unit that owes an answer. Raises ``IllegalState`` when it owes none."""
    _must_be_open(opinion)
    opinion.reminders += 1
    opinion.reminded_at = timezone.now()
    opinion.remind_at = None
    opinion.save(update_fields=["reminders", "reminded_at", "remind_at"])
    _tell(opinion, "opinion_reminded", actor)
    publish(
        OpinionReminded(opinion_id=opinion.pk, case_id=opinion.case_id, unit_id=opinion.unit_id)
    )
    return opinion


@part_of_act
def record_answer(
    opinion: Opinion, *, stance: str, text: str, files: Sequence[int] = (), actor: Actor
) -> Opinion:
    """Keep the answer; whoever calls closes the step. Raises ``InvalidInput``, ``IllegalState``.

    Everything but plain consent needs words.
    """
    _must_be_open(opinion)
    said = text.strip()
    if stance not in OpinionStance.values:
        raise InvalidInput(fields={"stance": _("Chọn ý kiến của đơn vị bạn.")})
    if stance in {OpinionStance.CONDITIONS, OpinionStance.OBJECTS} and not said:
        raise InvalidInput(fields={"answer": _("Ghi điều kiện hoặc lý do.")})
    if len(said) > LONGEST:
        raise InvalidInput(fields={"answer": _("Ý kiến dài quá 5.000 ký tự.")})
    opinion.stance, opinion.answer, opinion.files = stance, said, list(files)
    opinion.answered_by_id, opinion.answered_by_text = actor.account_id, actor.name[:200]
    opinion.answered_at = timezone.now()
    opinion.outcome = _outcome(opinion)
    silent = stance == OpinionStance.SILENT
    opinion.legal_basis = list(read_rule(opinion.rule).legal_basis) if silent else []
    opinion.save()
    late = opinion.outcome == CaseOutcome.LATE
    law = {"legal_basis": opinion.legal_basis} if silent else {}
    _tell(opinion, "opinion_answered", actor, comment=_summary(opinion), late=late, **law)
    publish(
        OpinionAnswered(
            opinion_id=opinion.pk, case_id=opinion.case_id, unit_id=opinion.unit_id, late=late
        )
    )
    return opinion


@part_of_act
def withdraw_question(opinion: Opinion, *, actor: Actor) -> Opinion:
    """The answer is no longer needed; the unit's work beside the table ends without lateness."""
    _must_be_open(opinion)
    opinion.withdrawn_at = timezone.now()
    opinion.save(update_fields=["withdrawn_at"])
    if opinion.step.engine_task is None and opinion.step.closed_at is None:
        close_step(opinion.step, outcome=PASSED, actor=actor)
    _tell(opinion, "opinion_withdrawn", actor)
    return opinion


def _must_be_open(opinion: Opinion) -> None:
    if not opinion.is_open:
        raise IllegalState(_("Ý kiến này đã được trả lời hoặc không cần nữa."), code="answered")


def _outcome(opinion: Opinion) -> int:
    """Early, on time or late by the asked unit's own deadline, as it stands now.

    Silence is late whenever it is recorded: its time was over.
    """
    if opinion.stance == OpinionStance.SILENT:
        return int(CaseOutcome.LATE)
    deadline = Deadline.objects.get(pk=opinion.step.deadline_id or 0)
    answered = clock.to_local(opinion.answered_at or timezone.now())
    unit = LimitUnit(deadline.unit).time_unit
    found = clock.outcome(unit, clock.to_local(deadline.due_at), answered)
    return int(CaseOutcome[found.name])


def _summary(opinion: Opinion) -> str:
    label = str(OpinionStance(opinion.stance).label)
    return f"{label}. {opinion.answer}".strip() if opinion.answer else label


def _tell(opinion: Opinion, kind: str, actor: Actor, **data: object) -> None:
    asked = {"asked_unit": name_of(opinion.unit_id), "opinion": opinion.pk}
    audience = EventAudience.OFFICER
    tell(
        opinion.case, kind, actor=actor, audience=audience, step_id=opinion.step_id, **asked, **data
    )
