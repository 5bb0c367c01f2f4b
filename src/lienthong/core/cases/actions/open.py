# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Open cases, let units take part, lock, move and close."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from lienthong.core.cases.enums import Capacity, EventAudience, Priority, Sensitivity
from lienthong.core.cases.events import CaseMoved, CaseTold
from lienthong.core.cases.models import Case, CaseData, CaseEvent, CaseKind, Participation
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, OutOfScope, StaleVersion
from lienthong.kernel.events import publish
from lienthong.kernel.kept import Kept
from lienthong.kernel.prepared import Prepared


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case starts with. ``agency_id`` resolves it, ``unit_id`` received it."""

    kind: str
    title: str
    state: str
    agency_id: int
    unit_id: int
    subject_id: int | None = None
    subject_name: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Any] = field(default_factory=dict)
    form_version_id: int | None = None
    definition_version_id: int | None = None
    capacities: dict[int, str] = field(default_factory=dict)
    priority: int = Priority.NORMAL
    sensitivity: str = Sensitivity.PERSONAL


@part_of_act
def open_case(new: NewCase, *, at: datetime | None = None, instance_id: int | None = None) -> Case:
    """Insert the case with its data and the units that take part (unit → capacity).

    ``instance_id``: its table of steps, where that was begun before.
    """
    moment = at or timezone.now()
    case = Case.objects.create(
        kind=kind_by_code(new.kind),
        title=new.title[:300],
        state=new.state,
        agency_id=new.agency_id,
        unit_id=new.unit_id,
        subject_id=new.subject_id,
        subject_name=new.subject_name,
        priority=new.priority,
        sensitivity=new.sensitivity,
        definition_version_id=new.definition_version_id,
        instance_id=instance_id,
        received_at=moment,
    )
    CaseData.objects.create(
        case=case, form_version_id=new.form_version_id, data=new.data, origins=new.origins
    )
    Participation.objects.bulk_create(
        _part(case, unit_id, capacity) for unit_id, capacity in new.capacities.items()
    )
    return case


def _part(case: Case, unit_id: int, capacity: str) -> Participation:
    return Participation(
        unit_id=unit_id,
        case=case,
        capacity=capacity,
        kind_id=case.kind_id,
        sort_at=case.received_at,
    )


@part_of_act
def kind_by_code(code: str) -> CaseKind:
    """The kind of case; made when a module declares it for the first time."""
    kept = _KINDS.get(code)
    if kept is not None:
        return kept
    kind, _ = CaseKind.objects.get_or_create(code=code, defaults={"title": code})
    return kind


def _read_kinds(codes: Collection[str]) -> dict[str, CaseKind]:
    return {kind.code: kind for kind in CaseKind.objects.filter(code__in=codes)}


_KINDS = Kept(_read_kinds)


@part_of_act
def let_take_part(case: Case, unit_id: int, capacity: str) -> Participation:
    """Let a unit take part in a case in a capacity."""
    row, _ = Participation.objects.get_or_create(
        unit_id=unit_id,
        case=case,
        capacity=capacity,
        defaults={"kind_id": case.kind_id, "sort_at": case.received_at},
    )
    return row


@part_of_act
def change_capacity(case: Case, unit_id: int, *, before: str, after: str) -> None:
    """Turn a unit's capacity into another; the old row goes, history stays in the events."""
    Participation.objects.filter(case=case, unit_id=unit_id, capacity=before).delete()
    let_take_part(case, unit_id, after)


_LOCK = Prepared(
    lambda pk: (
        Case.objects.select_for_update(no_key=True, of=("self",))
        .select_related("kind")
        .filter(pk=pk)
    )
)


@part_of_act
def lock_case(case_id: int, *, version: int | None = None) -> Case:
    """The case, locked for the act. Raises ``OutOfScope``; ``StaleVersion`` when it was changed."""
    case = _LOCK.first(case_id)
    if case is None:
        raise OutOfScope
    if version is not None and case.version != version:
        raise StaleVersion
    return case


@part_of_act
def touch_case(case: Case) -> None:
    """Something beside the state changed: what was shown before counts as stale from here on."""
    case.version += 1
    case.save(update_fields=["version"])


@part_of_act
def move_case(case: Case, state: str, *, allowed: bool, **changes: Any) -> Case:
    """Put the case into a state and raise its version; writes only these and ``changes``.

    The caller's copy may be older than the row: a due moment moved in the same act stays moved.
    ``allowed`` is the answer of the module's own table. Raises ``IllegalState``.
    """
    if not allowed:
        raise IllegalState(code=f"{case.state}→{state}")
    before = case.state
    case.state = state
    for name, value in changes.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=["state", "version", *changes])
    publish(
        CaseMoved(
            case_id=case.pk,
            kind=case.kind.code,
            before=before,
            after=state,
            at=timezone.now(),
        )
    )
    return case


@part_of_act
def close_case(case: Case) -> Case:
    """No more work: participations are marked closed."""
    case.closed_at = timezone.now()
    case.save(update_fields=["closed_at"])
    Participation.objects.filter(case=case).update(closed=True)
    return case


@part_of_act
def tell(
    case: Case,
    kind: str,
    *,
    actor: Actor,
    audience: str = EventAudience.CITIZEN,
    step_id: int | None = None,
    **data: Any,
) -> CaseEvent:
    """Write what happened, in domain words, and announce it. The data carries the day's text."""
    event = CaseEvent.objects.create(
        at=timezone.now(),
        case_id=case.pk,
        step_id=step_id,
        kind=kind,
        actor_id=actor.account_id,
        actor_unit_id=actor.unit_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        audience=audience,
        data=_who(actor) | data,
    )
    publish(
        CaseTold(
            event_id=event.id,
            at=event.at,
            case_id=case.pk,
            kind=case.kind.code,
            told=kind,
            audience=audience,
            step_id=step_id,
            is_watched=case.is_watched,
        )
    )
    return event


def _who(actor: Actor) -> dict[str, Any]:
    """Who did it, by the text of the day, and in whose place."""
    who = {"actor": actor.name, "position": actor.position, "unit": actor.unit_name}
    return who | ({"on_behalf_of": actor.on_behalf_of_name} if actor.on_behalf_of_name else {})


__all__ = [
    "Capacity",
    "NewCase",
    "change_capacity",
    "close_case",
    "kind_by_code",
    "let_take_part",
    "lock_case",
    "move_case",
    "open_case",
    "tell",
]
