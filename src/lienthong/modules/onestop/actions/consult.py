# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Ask other units for their opinion, each with its own working time; take their answers.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import covers, reach
from lienthong.core.cases.api import (
    GIVE_OPINION,
    Opinion,
    OpinionStance,
    Question,
    Step,
    ask_opinion,
    lock_case,
    lock_step,
    open_steps_of,
    record_answer,
    record_question,
    remind_unit,
    units_answering,
    withdraw_question,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.modules.onestop.actions.moving import go_on, make_findable, take_step
from lienthong.modules.onestop.actions.writing import LONGEST, must_fit
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, FieldVisit
from lienthong.modules.onestop.permissions import PROCESS
from lienthong.modules.onestop.queries.limits import follow_rule, opinion_limit

ROLE = "consulted_officer"
"""Code of the role that answers for its unit; the tables of steps name it too."""
OPINION, VISIT = "opinion", "visit"
MOST_UNITS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit and what it is asked."""

    unit_id: int
    question: str


@action(PROCESS)
def begin_inquiry(
    step: Step,
    *,
    asked: Sequence[Asked],
    visit: bool = False,
    version: int | None = None,
    actor: Actor,
) -> Dossier:
    """Ask units, and visit the place, side by side; the work comes back when all of it is done.

    Raises ``InvalidInput`` without anything to do, for a unit that nobody answers for, for a unit
    named twice and for a blank question.
    """
    _check(asked, visit)
    dossier, locked, _marks = take_step(
        step, act="begin_inquiry", outcome="inquire", version=version, actor=actor
    )
    data = {"consulted_units": [one.unit_id for one in asked], "field_visit": visit}
    go_on(dossier, locked, "inquire", actor=actor, data=data)
    questions = {one.unit_id: one.question for one in asked}
    for opened in open_steps_of(dossier.pk):
        if opened.node == OPINION and not hasattr(opened, "opinion"):
            text, rule = questions[opened.unit_id], follow_rule(dossier.procedure_version.spec)
            record_question(opened, dossier.case, text, rule=rule, actor=actor)
        elif opened.node == VISIT:
            FieldVisit.objects.get_or_create(dossier=dossier, step=opened)
    return dossier


@action(PROCESS)
def ask_unit(step: Step, *, asked: Asked, version: int | None = None, actor: Actor) -> Opinion:
    """Ask any unit while the work goes on. Raises ``InvalidInput``, ``IllegalState``."""
    _check([asked], visit=False)
    case, _locked = lock_step(step, actor=actor, version=version)
    if case.state != DossierState.IN_PROCESS:
        raise IllegalState
    dossier = Dossier.objects.select_related("procedure_version").get(pk=case.pk)
    dossier.case = case
    spec = dossier.procedure_version.spec
    limit, rule = opinion_limit(spec), follow_rule(spec)
    question = Question(asked.unit_id, asked.question, ROLE, limit, rule)
    opinion = ask_opinion(case, question, actor=actor)
    make_findable(dossier)
    return opinion


def _check(asked: Sequence[Asked], visit: bool) -> None:
    if not asked and not visit:
        raise InvalidInput(fields={"unit": _("Chọn ít nhất một đơn vị hoặc đi kiểm tra thực địa.")})
    units = [one.unit_id for one in asked]
    answering = {unit for unit, _name in units_answering(ROLE)}
    if len(units) > MOST_UNITS or len(set(units)) != len(units) or not set(units) <= answering:
        raise InvalidInput(fields={"unit": _("Chọn mỗi đơn vị một lần, trong danh sách.")})
    if any(not one.question.strip() for one in asked):
        raise InvalidInput(fields={"question": _("Ghi rõ cần ý kiến về điều gì.")})
    must_fit(LONGEST, question=max((one.question for one in asked), key=len, default=""))


@action(GIVE_OPINION)
def give_opinion(
    step: Step,
    *,
    stance: str,
    text: str = "",
    version: int | None = None,
    actor: Actor,
) -> Opinion:
    """The asked unit answers; a late answer is taken too and booked to that unit.

    Raises ``InvalidInput`` without a stance, or without words where they are needed.
    """
    case, locked = lock_step(step, actor=actor, version=version)
    opinion = Opinion.objects.select_related("case").filter(step=locked).first()
    if opinion is None or stance == OpinionStance.SILENT:
        raise IllegalState(code="no_such_outcome")
    opinion.step, opinion.case = locked, case
    record_answer(opinion, stance=stance, text=text, files=opinion.files, actor=actor)
    _finish(opinion, "answered", text, actor)
    return opinion


@action(PROCESS)
def take_silence(dossier: Dossier, *, opinion_id: int, actor: Actor) -> Opinion:
    """The limit is over without a word: where the law says so, silence is consent.

    Raises ``IllegalState`` before the limit is over or where the version does not say so.
    """
    opinion = _asked_by_us(dossier, opinion_id, actor)
    due_at = opinion.step.due_at
    if not opinion.silence_agrees or due_at is None or due_at > timezone.now():
        raise IllegalState(_("Chưa hết thời hạn trả lời của đơn vị này."), code="too_early")
    record_answer(opinion, stance=OpinionStance.SILENT, text="", actor=actor)
    _finish(opinion, "silent", "", actor)
    return opinion


@action(PROCESS)
def remind_of_opinion(dossier: Dossier, *, opinion_id: int, actor: Actor) -> Opinion:
    """Remind the unit of what it owes; seen in its inbox and on the case."""
    return remind_unit(_asked_by_us(dossier, opinion_id, actor), actor=actor)


@action(PROCESS)
def withdraw_opinion(dossier: Dossier, *, opinion_id: int, actor: Actor) -> Opinion:
    """No answer needed any more; only for what was asked beside the table of steps."""
    opinion = _asked_by_us(dossier, opinion_id, actor)
    if opinion.step.engine_task is not None:
        raise IllegalState(_("Ý kiến này là một bước của quy trình."), code="in_table")
    return withdraw_question(opinion, actor=actor)


def _asked_by_us(dossier: Dossier, opinion_id: int, actor: Actor) -> Opinion:
    """An opinion about the dossier, locked, for officers of the unit that resolves it."""
    dossier.case = lock_case(dossier.case_id)
    if not actor.is_platform and not covers(reach(actor, PROCESS), {dossier.case.agency_id}):
        raise NotAllowed
    rows = Opinion.objects.select_related("step").select_for_update(of=("self",))
    opinion = rows.filter(case_id=dossier.pk, pk=opinion_id).first()
    if opinion is None:
        raise OutOfScope
    opinion.case = dossier.case
    return opinion


@part_of_act
def _finish(opinion: Opinion, outcome: str, text: str, actor: Actor) -> None:
    dossier = Dossier.objects.select_related("procedure_version").get(pk=opinion.case_id)
    dossier.case = opinion.case
    go_on(dossier, opinion.step, outcome, actor=actor, comment=text)
