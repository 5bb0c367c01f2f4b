# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases are locked before their deadlines; due moments follow; officers hear of their own work."""

from __future__ import annotations

from lienthong.core.cases.actions.following import set_moments
from lienthong.core.cases.domain.urgency import sort_moment
from lienthong.core.cases.events import (
    CaseMoved,
    CaseTold,
    CommentAdded,
    OpinionEscalated,
    OpinionReminded,
    StepOpened,
)
from lienthong.core.cases.models import Case, Opinion, Step
from lienthong.core.cases.queries.succession import require_no_work
from lienthong.core.deadlines.events import DueChanged, DueMoving
from lienthong.core.search.api import change_state
from lienthong.core.units.events import DayBegun, UnitEnding, UnitSucceeded
from lienthong.kernel import ports
from lienthong.kernel.events import project, subscribe

ASSIGNED = "step_assigned"


@project(DueMoving)
def lock_owners(event: DueMoving) -> None:
    """The cases of these deadlines, in the order of their ids: acts lock a case first too."""
    ids = event.deadline_ids
    owners = set(Case.objects.filter(deadline_id__in=ids).values_list("pk", flat=True))
    steps = Step.objects.filter(deadline_id__in=ids, closed_at__isnull=True)
    owners |= set(steps.values_list("case_id", flat=True))
    cases = Case.objects.filter(pk__in=owners).order_by("pk").values_list("pk")
    list(cases.select_for_update(no_key=True, of=("self",)))


@project(DueChanged)
def copy_due(event: DueChanged) -> None:
    """The case or the open step that owns the deadline shows its current due moment.

    A step that only waits is owed by nobody: the moment is when it wakes.
    """
    if event.due_at == event.due_before:
        return
    Case.objects.filter(deadline_id=event.deadline_id).update(due_at=event.due_at)
    steps = Step.objects.filter(deadline_id=event.deadline_id, closed_at__isnull=True)
    found = list(steps.values_list("pk", "wake_at", "case__priority"))
    for pk, wake_at, priority in found:
        moved: dict[str, object] = {"wake_at": event.due_at}
        if wake_at is None:
            moved = {"due_at": event.due_at, "sort_at": sort_moment(event.due_at, priority)}
        Step.objects.filter(pk=pk).update(**moved)
    for opinion in Opinion.objects.filter(step__in=[row[0] for row in found], answered_at=None):
        set_moments(opinion, event.due_at)


@project(UnitEnding)
def refuse_orphans(event: UnitEnding) -> None:
    """A unit with open work does not end unless another takes the work over."""
    require_no_work(event.unit_id)


@subscribe(UnitSucceeded)
def move_work(event: UnitSucceeded) -> None:
    """The work of a unit that ended goes to the one that continues it, in lots."""
    told = {"from_id": event.from_unit_id, "to_id": event.to_unit_id, "on": event.on.isoformat()}
    ports.defer("cases.begin_work_move", lock=f"work-of-{event.from_unit_id}", **told)


@subscribe(DayBegun)
def warn_of_heirless(event: DayBegun) -> None:
    """Work in units that end without an heir is told every day until somebody takes it over.

    What came into a unit after it ended goes to its heir; what cannot is told too.
    """
    ports.defer("cases.warn_heirless", day=event.day.isoformat())
    ports.defer("cases.move_left_work", day=event.day.isoformat())


@project(CaseMoved)
def find_by_state(event: CaseMoved) -> None:
    """The search index knows the state in which the case is now."""
    change_state(event.case_id, before=event.before, after=event.after)


@subscribe(StepOpened)
def tell_owner(event: StepOpened) -> None:
    """Work that opens in somebody's own queue is told to them."""
    if event.holder_id is not None:
        ports.defer("cases.tell_step", step_id=event.step_id, key=f"step_opened:{event.step_id}")


@subscribe(OpinionReminded)
def tell_reminded(event: OpinionReminded) -> None:
    """Who works for the asked unit is told that its answer is awaited."""
    ports.defer("cases.tell_reminded", opinion_id=event.opinion_id)


@subscribe(OpinionEscalated)
def tell_escalated(event: OpinionEscalated) -> None:
    """Those whom the definition names are told that the unit is late."""
    ports.defer("cases.tell_escalated", opinion_id=event.opinion_id)


@subscribe(CommentAdded)
def tell_comment(event: CommentAdded) -> None:
    """Who is named in a comment, or follows the case, is told of it."""
    ports.defer("cases.tell_comment", comment_id=event.comment_id)


@subscribe(CaseTold)
def tell_watchers(event: CaseTold) -> None:
    """Who follows the case is told what happened to it."""
    if event.is_watched:
        ports.defer("cases.tell_watchers", case_id=event.case_id, event_id=event.event_id)


@subscribe(CaseTold)
def tell_assigned(event: CaseTold) -> None:
    """Work that was given to somebody by name is told to them."""
    if event.told == ASSIGNED and event.step_id is not None:
        ports.defer("cases.tell_step", step_id=event.step_id, key=f"case_event:{event.event_id}")
