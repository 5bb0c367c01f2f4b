# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A dossier sent to the wrong place goes to the competent one, which takes it over or says why not.

Only before acceptance: afterwards the receiving place never changes, papers are handed over.
Legal basis: 61/2018/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    Capacity,
    Case,
    EventAudience,
    Places,
    Step,
    Term,
    change_capacity,
    finish_step,
    tell,
)
from lienthong.core.deadlines.api import start_deadline
from lienthong.core.process.api import OpenTask
from lienthong.core.units.api import name_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.moving import (
    go_on,
    make_findable,
    move,
    places_of,
    take_step,
)
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.actions.writing import line_within, must_fit
from lienthong.modules.onestop.enums import DossierState, HandOverPurpose, PaperKind
from lienthong.modules.onestop.models import Dossier, HandOver
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.forwarding import candidates, waiting_forward
from lienthong.modules.onestop.queries.hand_over_limits import take_over_limit
from lienthong.modules.onestop.queries.moving_papers import forwarding_values
from lienthong.modules.onestop.queries.places import reception_of

MOST_REASON, MOST_NOTE = 500, 300


@action(RECEIVE)
def forward_dossier(
    step: Step, *, to_unit: int, reason: str, version: int | None = None, actor: Actor
) -> HandOver:
    """Send the dossier to the competent unit with the reason; its desk gets a step to take over.

    Raises ``InvalidInput`` without a reason, for the unit itself, an abolished unit or one that
    is competent for nothing of the kind.
    """
    dossier, locked, _marks = take_step(
        step, act="forward", outcome="forward", version=version, actor=actor
    )
    _check(dossier, to_unit, reason)
    desk = reception_of(to_unit)
    places = _places_at(dossier, desk)
    said = one_line(reason)
    move(dossier, DossierState.FORWARDED)
    _invite(dossier.case, {to_unit, desk})
    finish_step(dossier.case, locked, "forward", places=places, actor=actor, comment=said)
    given = _give(dossier, to_unit, said, actor)
    _cite(dossier, "forwarded", actor, reason=said, to=name_of(to_unit))
    make_findable(dossier)
    make_paper(dossier, PaperKind.FORWARDING, actor=actor, **forwarding_values(given))
    return given


def _check(dossier: Dossier, to_unit: int, reason: str) -> None:
    wrong: dict[str, str] = {}
    if to_unit not in {unit.unit_id for unit in candidates(dossier)}:
        wrong["forward_to"] = _("Chọn nơi khác đang có thẩm quyền giải quyết việc này.")
    if not one_line(reason):
        wrong["forward_reason"] = _("Ghi vì sao chuyển để nơi nhận và người nộp hiểu.")
    if wrong:
        raise InvalidInput(fields=wrong)
    must_fit(MOST_REASON, forward_reason=one_line(reason))


@part_of_act
def _invite(case: Case, units: set[int]) -> None:
    """They follow until they answer; a unit that once had the dossier comes back into it."""
    for unit in units:
        change_capacity(case, unit, before=Capacity.FORMER, after=Capacity.FOLLOW)


def _places_at(dossier: Dossier, desk: int) -> Places:
    """The next step lies at the other desk, until the cut-off rule's moment."""
    usual = places_of(dossier)
    limit = take_over_limit(dossier.procedure_version.spec)

    def term(unit_id: int, _task: OpenTask) -> Term:
        deadline = start_deadline(limit, unit_id=unit_id)
        return Term(deadline.pk, deadline.due_at)

    return replace(usual, units={**usual.units, "receiving": desk}, term=term)


def _give(dossier: Dossier, to_unit: int, reason: str, actor: Actor) -> HandOver:
    now = timezone.now()
    step = dossier.case.steps.filter(closed_at=None, node="take_over").first()
    return HandOver.objects.create(
        dossier=dossier,
        purpose=HandOverPurpose.FORWARD,
        from_unit_id=dossier.case.unit_id,
        to_unit_id=to_unit,
        giver_text=actor.name,
        started_at=now,
        due_at=step.due_at if step else None,
        given_at=now,
        reason=reason,
    )


@action(RECEIVE)
def take_over(step: Step, *, version: int | None = None, actor: Actor) -> Dossier:
    """The competent desk takes the dossier: from now on it receives, its 8 hours begin.

    The unit that forwarded stays in the history only.
    """
    dossier, locked, _marks = take_step(
        step, act="take_over", outcome="take_over", version=version, actor=actor
    )
    given = waiting_forward(dossier)
    case = dossier.case
    _leave(case, (case.unit_id, case.agency_id))
    agency = given.to_unit_id
    move(dossier, DossierState.SUBMITTED, unit_id=locked.unit_id, agency_id=agency)
    _arrive(case)
    given.received_at, given.receiver_text = timezone.now(), actor.name
    given.save(update_fields=["received_at", "receiver_text"])
    _cite(dossier, "taken_over", actor, at=name_of(case.unit_id))
    go_on(dossier, locked, "take_over", actor=actor)
    make_findable(dossier)
    return dossier


@part_of_act
def _leave(case: Case, units: tuple[int, ...]) -> None:
    for unit in set(units):
        for capacity in (Capacity.LEAD, Capacity.RECEIVE):
            if case.participations.filter(unit_id=unit, capacity=capacity).exists():
                change_capacity(case, unit, before=capacity, after=Capacity.FORMER)


@part_of_act
def _arrive(case: Case) -> None:
    for unit, capacity in _working(case).items():
        change_capacity(case, unit, before=Capacity.FOLLOW, after=capacity)
        change_capacity(case, unit, before=Capacity.FORMER, after=capacity)


def _working(case: Case) -> dict[int, str]:
    """The units that have the dossier now; one that receives for itself leads."""
    return {case.unit_id: Capacity.RECEIVE, case.agency_id: Capacity.LEAD}


@action(RECEIVE)
def refuse_take_over(
    step: Step, *, reason: str, version: int | None = None, actor: Actor
) -> Dossier:
    """Not competent either: the dossier goes back to the desk that forwarded it, with the reason.

    Raises ``InvalidInput`` without a reason.
    """
    dossier, locked, _marks = take_step(
        step, act="refuse_take_over", outcome="refuse_take_over", version=version, actor=actor
    )
    said = line_within(reason, MOST_NOTE, "reason", _("Ghi vì sao không nhận."))
    given = waiting_forward(dossier)
    given.refused_at, given.receiver_text, given.note = timezone.now(), actor.name, said
    given.save(update_fields=["refused_at", "receiver_text", "note"])
    move(dossier, DossierState.SUBMITTED)
    _cite(dossier, "take_over_refused", actor, officers_only=True, reason=said)
    go_on(dossier, locked, "refuse_take_over", actor=actor, comment=said)
    _cite(dossier, "came_back", actor, at=name_of(dossier.case.unit_id))
    working = _working(dossier.case)
    for row in dossier.case.participations.filter(capacity=Capacity.FOLLOW):
        after = working.get(row.unit_id, Capacity.FORMER)
        change_capacity(dossier.case, row.unit_id, before=Capacity.FOLLOW, after=after)
    make_findable(dossier)
    return dossier


def _cite(
    dossier: Dossier, kind: str, actor: Actor, *, officers_only: bool = False, **said: Any
) -> None:
    audience = EventAudience.OFFICER if officers_only else EventAudience.CITIZEN
    tell(dossier.case, kind, actor=actor, audience=audience, **said)
