# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps: open work in exactly one queue, projected from what the engine says is ready."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import Role, actor_for, may
from lienthong.core.cases.actions.open import lock_case
from lienthong.core.cases.domain.urgency import sort_moment
from lienthong.core.cases.enums import PASSED
from lienthong.core.cases.events import CommentAdded, StepClosed, StepOpened
from lienthong.core.cases.models import Case, CaseComment, CaseMention, Queue, QueueMember, Step
from lienthong.core.cases.permissions import COMMENT, VIEW_UNIT, WORK
from lienthong.core.cases.queries.bonds import mentionable, named_in
from lienthong.core.cases.queries.inbox import holds
from lienthong.core.deadlines.api import end_open_deadline
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import after_commit
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.events import publish
from lienthong.kernel.language import of_record
from lienthong.kernel.prepared import Prepared


@dataclass(frozen=True, slots=True)
class NewStep:
    """Work to open. Waiting steps have no role: they wait in the unit's own queue of the lead.

    Without ``engine_task`` it is a side step: work beside the table (an opinion, an extension to
    carry out), finished without moving the table and closed with the case.
    """

    node: str
    title: str
    unit_id: int
    role: str
    due_at: datetime | None = None
    deadline_id: int | None = None
    wake_at: datetime | None = None
    engine_task: UUID | None = None
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    account_id: int | None = None
    """Whose it is at once; the role's queue stays its home."""


KEPT_SECONDS = 60
"""How long a process remembers which queue a role of a unit reads; queues never go."""


@part_of_act
def queue_of_role(unit_id: int, role: str) -> Queue:
    """The queue of a role in a unit. Raises ``LookupError`` for an unknown role."""
    key, cache = f"queue:{unit_id}:{role}", caches["process"]
    found: Queue | None = cache.get(key)
    found = found or Queue.objects.filter(unit_id=unit_id, role__code=role).first()
    if found is not None:
        kept = found
        after_commit(lambda: cache.set(key, kept, KEPT_SECONDS))
        return found
    try:
        role_id = Role.objects.values_list("pk", flat=True).get(code=role)
    except Role.DoesNotExist as missing:
        raise LookupError(role) from missing
    queue, _made = Queue.objects.get_or_create(unit_id=unit_id, role_id=role_id)
    return queue


@part_of_act
def queue_of_person(account_id: int) -> Queue:
    """The queue of one person."""
    queue, _made = Queue.objects.get_or_create(account_id=account_id)
    return queue


@part_of_act
def queue_of_set(members: Iterable[tuple[int, str]]) -> Queue:
    """A queue read by several units' roles: (unit, role code) pairs."""
    queue = Queue.objects.create()
    for unit_id, role in members:
        QueueMember.objects.create(
            queue=queue, unit_id=unit_id, role_id=Role.objects.get(code=role).pk
        )
    return queue


@part_of_act
def open_step(case: Case, new: NewStep) -> Step:
    """Put work into the queue of its role, or of the person it is given to."""
    home = queue_of_role(new.unit_id, new.role)
    queue = queue_of_person(new.account_id) if new.account_id is not None else home
    step = Step.objects.create(
        case=case,
        kind_id=case.kind_id,
        node=new.node,
        title=new.title,
        queue=queue,
        home_queue=home,
        sort_at=sort_moment(new.due_at, case.priority),
        due_at=new.due_at,
        wake_at=new.wake_at,
        opened_at=timezone.now(),
        engine_task=new.engine_task,
        outcomes=new.outcomes,
        marks=new.marks,
        case_code=case.code or "",
        case_title=case.title,
        subject_name=case.subject_name,
        unit_id=new.unit_id,
        role_code=new.role,
        deadline_id=new.deadline_id,
    )
    publish(
        StepOpened(step_id=step.pk, case_id=case.pk, queue_id=queue.pk, holder_id=queue.account_id)
    )
    return step


def who_did_it(actor: Actor) -> str:
    """The name that papers and timelines show: who acted and, where it is so, in whose place."""
    if not actor.on_behalf_of_name:
        return actor.name
    with of_record():
        words = _("%(who)s, thay %(whom)s")
    return words % {"who": actor.name, "whom": actor.on_behalf_of_name}


@part_of_act
def close_step(step: Step, *, outcome: str, actor: Actor, comment: str = "") -> Step:
    """The work is done and its own deadline ends with it.

    Raises ``IllegalState`` when it was done before.
    """
    if step.closed_at is not None:
        raise IllegalState(_("Việc này đã có người làm xong."), code="step_closed")
    step.closed_at = timezone.now()
    step.closed_by_id = actor.account_id
    step.closed_by_text = who_did_it(actor)[:200]
    step.on_behalf_of_id = actor.on_behalf_of_id
    step.outcome = outcome
    step.comment = comment
    step.save(update_fields=_CLOSING)
    _end_deadline(step, step.closed_at)
    publish(StepClosed(step_id=step.pk, case_id=step.case_id, outcome=outcome))
    return step


_CLOSING = (
    "closed_at",
    "closed_by",
    "closed_by_text",
    "on_behalf_of",
    "outcome",
    "comment",
)


def _end_deadline(step: Step, at: datetime) -> None:
    """A closed step owes nothing: met when somebody did it, else no longer counted."""
    if step.deadline_id is None or step.deadline_id == step.case.deadline_id:
        return
    end_open_deadline(step.deadline_id, at=at, is_met=step.outcome != PASSED)


@part_of_act
def refresh_steps(case: Case) -> None:
    """Copy code, title and name of the case into its open steps, where the inbox reads them."""
    Step.objects.filter(case=case, closed_at__isnull=True).update(
        case_code=case.code or "", case_title=case.title, subject_name=case.subject_name
    )


_LOCK = Prepared(
    lambda pk: Step.objects.select_for_update(of=("self",)).select_related("queue").filter(pk=pk)
)


@part_of_act
def lock_step(step: Step, *, actor: Actor, version: int | None = None) -> tuple[Case, Step]:
    """The open step and its case, locked case first, if it lies in one of the actor's queues.

    Raises ``OutOfScope``, ``NotAllowed``, ``IllegalState`` (done already), ``StaleVersion``.
    """
    case = lock_case(step.case_id, version=version)
    locked = _LOCK.first(step.pk)
    if locked is None:
        raise OutOfScope
    locked.case = case
    if not actor.is_platform and not holds(actor, locked):
        raise NotAllowed(_("Việc này đang ở người khác."))
    if locked.closed_at is not None:
        raise IllegalState(_("Việc này đã có người làm xong."), code="step_closed")
    return case, locked


@action(WORK)
def claim_step(step: Step, *, actor: Actor) -> Step:
    """Take a step from the role's queue into one's own; its home stays remembered."""
    _case, locked = lock_step(step, actor=actor)
    if actor.account_id is None:
        raise NotAllowed
    locked.queue = queue_of_person(actor.account_id)
    return _handled(locked)


@action(WORK)
def release_step(step: Step, *, actor: Actor) -> Step:
    """Put a step back into the queue it came from."""
    _case, locked = lock_step(step, actor=actor)
    locked.queue_id = locked.home_queue_id
    return _handled(locked)


@action(WORK)
def return_step(step: Step, *, queue_id: int, seen_queue_id: int, actor: Actor) -> Step:
    """Put a step back where it was before a claim or a release of one's own.

    Raises ``IllegalState`` when it was done or moved on meanwhile, ``NotAllowed`` for a queue that
    is not the actor's.
    """
    lock_case(step.case_id)
    locked = Step.objects.select_for_update(of=("self",)).select_related("queue").get(pk=step.pk)
    if locked.closed_at is not None:
        raise IllegalState(_("Việc này đã có người làm xong."), code="step_closed")
    if locked.queue_id != seen_queue_id:
        raise IllegalState(_("Việc này đã sang người khác."), code="step_moved")
    wanted = Queue.objects.get(pk=queue_id)
    if not (holds(actor, locked) and holds(actor, locked, queue=wanted)):
        raise NotAllowed(_("Việc này đang ở người khác."))
    locked.queue = wanted
    return _handled(locked)


def _handled(step: Step) -> Step:
    """Save where a person put the step: it counts as taken unless it lies in its own queue."""
    step.taken_at = None if step.queue_id == step.home_queue_id else timezone.now()
    step.save(update_fields=["queue", "taken_at"])
    return step


@part_of_act
def pass_steps(giver_id: int, receiver_id: int, *, case_ids: Iterable[int]) -> int:
    """Move what one officer had taken in these cases to another's queue; answers how many."""
    held = Step.objects.filter(
        queue__account_id=giver_id, case_id__in=list(case_ids), closed_at__isnull=True
    )
    return held.update(queue=queue_of_person(receiver_id))


@part_of_act
def mark_seen(step: Step) -> None:
    """The step was opened on a screen for the first time."""
    if step.seen_at is None:
        Step.objects.filter(pk=step.pk, seen_at__isnull=True).update(seen_at=timezone.now())


@action(COMMENT)
def add_comment(case: Case, *, text: str, actor: Actor) -> CaseComment:
    """Say something to the other officers, who are told when they are named after an @.

    Only those who may see the case can be named. Raises ``InvalidInput`` for nothing or too much.
    """
    said = text.strip()
    if not 1 <= len(said) <= 5000:
        raise InvalidInput(fields={"text": _("Viết từ 1 đến 5.000 ký tự.")})
    comment = CaseComment.objects.create(
        case=case, author_id=actor.account_id, author_text=actor.name, text=said
    )
    for person in named_in(said, mentionable(case)) if "@" in said else ():
        if person.pk != actor.account_id and may(actor_for(person), VIEW_UNIT, case):
            CaseMention.objects.create(comment=comment, account=person)
    publish(CommentAdded(comment_id=comment.pk, case_id=case.pk))
    return comment
