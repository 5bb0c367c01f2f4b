# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Stored instances through the engine: load, move, store.

These are parts of the acts of whoever owns the matter: they ask for no permission, open no
transaction and expect the caller to hold the instance's row (``lock_instance``), in the lock order
idempotency key → case → process instance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import cast
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from lienthong.core.process.domain.beginning import begin
from lienthong.core.process.domain.moving import MovePlan, move, plan_move
from lienthong.core.process.domain.refusals import InstanceClosed, NotMovable, WrongDefinition
from lienthong.core.process.domain.results import Advance, OpenTask, ReturnTarget, Station
from lienthong.core.process.domain.running import Run
from lienthong.core.process.domain.strip import kept_path, trail
from lienthong.core.process.domain.strip import path as running_path
from lienthong.core.process.domain.tables import Value
from lienthong.core.process.models import ProcessInstance, ProcessState, ProcessVersion
from lienthong.kernel.prepared import Prepared

_NOTHING: Mapping[str, Value] = {}
_KNOWN = "known_state"
"""Under this name an instance carries the state that was locked or read together with it."""
_RUN = "known_run"
"""And under this one what made that state in this act."""
MOST_STRIPS = 64
_STRIPS: dict[tuple[int, bytes], tuple[Station, ...]] = {}
_LOCK = Prepared(
    lambda pk: (
        ProcessState.objects.select_for_update(of=("self", "instance"), no_key=True)
        .select_related("instance__version")
        .filter(pk=pk)
    )
)
_SHOWN = Prepared(
    lambda pk: ProcessInstance.objects.select_related("version", "stored").filter(pk=pk)
)
_STORE = """
WITH stored AS (
  UPDATE process_processstate SET state = %s WHERE instance_id = %s
)
UPDATE process_processinstance SET version_id = %s, moves = %s, ended_at = %s, result = %s
WHERE id = %s
"""


def start(
    version: ProcessVersion, data: Mapping[str, Value] = _NOTHING
) -> tuple[ProcessInstance, Advance]:
    """Begin an instance of the version with declared values. Raises ``BadData``."""
    state, change = begin(version.compiled, data)
    instance = ProcessInstance(version=version, started_at=timezone.now())
    _note_end(instance, change)
    instance.save(force_insert=True)
    ProcessState.objects.create(instance=instance, state=state)
    return instance, change


def lock_instance(instance_id: int) -> ProcessInstance:
    """The instance with its row and its state locked until the transaction ends.

    A closed instance has no state: its row alone is locked.
    """
    stored = _LOCK.first(instance_id)
    if stored is not None:
        locked: ProcessInstance = stored.instance
        vars(locked)[_KNOWN] = bytes(stored.state)
        return locked
    closed = ProcessInstance.objects.select_for_update(of=("self",), no_key=True)
    return closed.select_related("version").get(pk=instance_id)


def instances_as_now(instance_ids: Iterable[int]) -> dict[int, ProcessInstance]:
    """Running instances by id, each with its version and its state of one moment.

    Read apart they would not fit when a worker moves the instance in between.
    """
    rows = ProcessState.objects.select_related("instance__version")
    found: dict[int, ProcessInstance] = {}
    for stored in rows.filter(pk__in=set(instance_ids)):
        found[stored.pk] = stored.instance
        vars(stored.instance)[_KNOWN] = bytes(stored.state)
    return found


def advance(
    instance: ProcessInstance,
    target: UUID | str,
    outcome: str,
    data: Mapping[str, Value] = _NOTHING,
) -> Advance:
    """Finish an open task (by id, or by node when only one is open) with an outcome.

    An outcome that sends back opens the earlier task again under its old id. Raises ``NotOpen``,
    ``UnknownOutcome``, ``BadData``, ``NotReturnable``, ``InstanceClosed``.
    """
    return _move(instance, lambda run: run.advance(target, outcome, data))


def deliver(
    instance: ProcessInstance, message: str, data: Mapping[str, Value] = _NOTHING
) -> Advance:
    """Hand a message to the steps that wait for it. Raises ``NotOpen`` when none does."""
    return _move(instance, lambda run: run.deliver(message, data))


def reset_to(instance: ProcessInstance, task_id: UUID) -> Advance:
    """Open a finished task again, for return and recall. Raises ``NotReturnable``."""
    return _move(instance, lambda run: run.reset_to(task_id))


def set_values(instance: ProcessInstance, data: Mapping[str, Value]) -> None:
    """Set declared values without moving. Raises ``BadData``."""

    def change(run: Run) -> Advance:
        run.set_values(data)
        return Advance(ended=run.ended)

    _move(instance, change)


def cancel(instance: ProcessInstance) -> Advance:
    """Close everything that is open, delete the state: the matter ends outside its table."""
    run = _load(instance)
    change = run.cancel()
    instance.ended_at = instance.ended_at or timezone.now()
    _close(instance, run)
    return change


def close(instance: ProcessInstance) -> None:
    """Delete the state of an ended instance and keep the trail; does nothing the second time."""
    if instance.closed_at is None:
        _close(instance, _load(instance))


def open_tasks(instance: ProcessInstance) -> list[OpenTask]:
    """Everything that is open, waits included; nothing when the instance is closed."""
    return [] if instance.closed_at else _load(instance).open_tasks()


def values(instance: ProcessInstance) -> dict[str, Value]:
    """The values that conditions see now."""
    return _load(instance).values


def return_targets(instance: ProcessInstance) -> list[ReturnTarget]:
    """The finished tasks that ``reset_to`` accepts, the latest first."""
    return [] if instance.closed_at else _load(instance).return_targets()


def path(instance: ProcessInstance) -> list[Station]:
    """The process strip: stations done, current and usually to come."""
    if instance.closed_at:
        return kept_path(instance.version.compiled.steps, instance.trail)
    return running_path(_load(instance))


def shown_path(instance_id: int) -> tuple[ProcessVersion, list[Station]] | None:
    """The version and the strip of an instance in one statement; None when there is none."""
    instance = _SHOWN.first(instance_id)
    if instance is None:
        return None
    if instance.closed_at:
        return instance.version, kept_path(instance.version.compiled.steps, instance.trail)
    return instance.version, list(_strip(instance.version, bytes(instance.stored.state)))


def _strip(version: ProcessVersion, state: bytes) -> tuple[Station, ...]:
    """The strip of a state; kept, since a matter is looked at often between two moves."""
    key = (version.pk, state)
    found = _STRIPS.get(key)
    if found is None:
        found = tuple(running_path(Run.load(state, version.compiled)))
        if len(_STRIPS) >= MOST_STRIPS:
            _STRIPS.clear()
        _STRIPS[key] = found
    return found


def plan_migration(instance: ProcessInstance, version: ProcessVersion) -> MovePlan:
    """What moving to the version would do, tried on a copy. Raises ``WrongDefinition``."""
    _same_definition(instance, version)
    return plan_move(_state(instance), instance.version.compiled, version.compiled)


def migrate(instance: ProcessInstance, version: ProcessVersion) -> MovePlan:
    """Move the instance to another version of its definition; open tasks keep their ids.

    Raises ``NotMovable`` with the reasons of the plan, ``WrongDefinition``.
    """
    plan = plan_migration(instance, version)
    if not plan.possible:
        raise NotMovable(plan.reasons)
    run = move(_state(instance), instance.version.compiled, version.compiled)
    instance.version = version
    _store(instance, run)
    return plan


def _same_definition(instance: ProcessInstance, version: ProcessVersion) -> None:
    if instance.version.definition_id != version.definition_id:
        raise WrongDefinition


def _state(instance: ProcessInstance) -> bytes:
    if _KNOWN in vars(instance):
        return cast("bytes", vars(instance)[_KNOWN])
    stored = ProcessState.objects.filter(pk=instance.pk).values_list("state", flat=True).first()
    if stored is None:
        raise InstanceClosed
    return bytes(stored)


def _load(instance: ProcessInstance) -> Run:
    run: Run | None = vars(instance).get(_RUN)
    return run or Run.load(_state(instance), instance.version.compiled)


def _move(instance: ProcessInstance, change: Callable[[Run], Advance]) -> Advance:
    run = _load(instance)
    result = change(run)
    _note_end(instance, result)
    _store(instance, run)
    return result


def _note_end(instance: ProcessInstance, change: Advance) -> None:
    if change.ended and instance.ended_at is None:
        instance.ended_at, instance.result = timezone.now(), change.result


def _store(instance: ProcessInstance, run: Run) -> None:
    instance.moves += 1
    state = run.dump()
    row = (instance.version_id, instance.moves, instance.ended_at, instance.result)
    with connection.cursor() as cursor:
        cursor.execute(_STORE, (state, instance.pk, *row, instance.pk))
    if _KNOWN in vars(instance):
        vars(instance).update({_KNOWN: state, _RUN: run})


def _close(instance: ProcessInstance, run: Run) -> None:
    instance.trail = trail(run)
    instance.closed_at = timezone.now()
    with transaction.atomic(savepoint=False):
        ProcessState.objects.filter(pk=instance.pk).delete()
        vars(instance).pop(_KNOWN, None)
        vars(instance).pop(_RUN, None)
        instance.save(update_fields=["trail", "ended_at", "closed_at", "result"])
