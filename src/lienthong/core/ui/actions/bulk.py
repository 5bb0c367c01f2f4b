# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Run an act over many rows, one transaction each, resumable: the one runner of all batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, Func, IntegerField, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.ui.models import BulkNote, BulkRun
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.bulk import MOST, REASON, TAKE_BACK, BulkAct, Note
from lienthong.kernel.errors import DomainError, IllegalState, InvalidInput, NotAllowed
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.registry import bulk_acts

JOB = "ui.bulk"


class ElementAt(Func):
    """The element of an array at a place, counted from one."""

    template = "%(expressions)s]"
    arg_joiner = "["
    output_field = BigIntegerField()


@action(OFFICER_DESK)
def begin_bulk(
    act: BulkAct, *, ids: Sequence[int], given: Mapping[str, str], actor: Actor
) -> BulkRun:
    """Note on which rows the act is to be done, and have the worker do it.

    Raises ``InvalidInput`` without rows, with more than 5,000, or without the value it needs;
    ``NotAllowed`` when the actor holds its permission nowhere.
    """
    ports.authoriser().authorise(actor, act.permission, None)
    if not 1 <= len(ids) <= MOST:
        raise InvalidInput(_("Chọn từ 1 đến 5.000 việc."))
    asked = [name for name in (act.value, REASON if act.needs_reason else "") if name]
    kept = {name: str(given.get(name, "")).strip()[:500] for name in asked}
    missing = {name: _("Điền chỗ này trước khi làm.") for name in asked if not kept[name]}
    if missing:
        raise InvalidInput(fields=missing)
    made = BulkRun.objects.create(
        act=act.code,
        asked_by_id=actor.account_id or 0,
        unit_id=actor.unit_id,
        given=kept,
        subject_ids=list(dict.fromkeys(ids)),
    )
    ports.defer(JOB, lock=f"bulk-{made.pk}", run_id=made.pk)
    return made


@action(OFFICER_DESK)
def resume_bulk(run: BulkRun, *, actor: Actor) -> BulkRun:
    """Have the worker go on with a run that was interrupted; only whoever asked for it may.

    Rows that were tried stay tried. Raises ``NotAllowed``.
    """
    if run.asked_by_id != actor.account_id:
        raise NotAllowed
    if run.finished_at is None:
        ports.defer(JOB, lock=f"bulk-{run.pk}", run_id=run.pk)
    return run


@action(OFFICER_DESK)
def stop_bulk(run: BulkRun, *, why: str, actor: Actor) -> int:
    """Leave out the rows that a run has not come to, each with why; return how many.

    Only whoever asked for it may: raises ``NotAllowed``.
    """
    if run.asked_by_id != actor.account_id:
        raise NotAllowed
    locked = BulkRun.objects.select_for_update().get(pk=run.pk)
    if locked.finished_at is not None:
        return 0
    left = locked.untried
    locked.problems += [{"id": pk, "why": why} for pk in left]
    locked.finished_at = timezone.now()
    locked.save(update_fields=["problems", "finished_at"])
    return len(left)


def take_back_until(run: BulkRun) -> datetime | None:
    """Until when the run can be taken back; None when it cannot (any more)."""
    if run.finished_at is None or run.undoes_id is not None:
        return None
    act = next((act for act in bulk_acts() if act.code == run.act), None)
    until: datetime = run.finished_at + TAKE_BACK
    if act is None or act.undo is None or timezone.now() > until:
        return None
    return until if run.notes.exists() else None


@action(OFFICER_DESK)
def take_back_bulk(run: BulkRun, *, actor: Actor) -> BulkRun:
    """Take a run back, row by row, as a run of its own; rows that went on meanwhile are told.

    Raises ``NotAllowed`` for anybody else, ``IllegalState`` when it is too late, was taken back
    before, or is of a kind that cannot be.
    """
    if run.asked_by_id != actor.account_id:
        raise NotAllowed
    locked = BulkRun.objects.select_for_update().get(pk=run.pk)
    if take_back_until(locked) is None or BulkRun.objects.filter(undoes=locked).exists():
        raise IllegalState(_("Lượt này không lấy lại được nữa."), code="not_undoable")
    made = BulkRun.objects.create(
        act=locked.act,
        asked_by_id=locked.asked_by_id,
        unit_id=locked.unit_id,
        subject_ids=list(locked.notes.order_by("pk").values_list("subject_id", flat=True)),
        undoes=locked,
    )
    ports.defer(JOB, lock=f"bulk-{made.pk}", run_id=made.pk)
    return made


@part_of_act
def carry_on(
    rows: QuerySet[Any],
    pk: int,
    *,
    ids: str,
    attempt: Callable[[Any, int], None],
    kept: Sequence[str],
    finish: Callable[[Any], None] | None = None,
) -> bool:
    """Try the next row of a batch and count it in the same transaction; whether one was left.

    A batch is any model with ``position``, ``problems``, ``finished_at`` and the array column
    ``ids``. ``attempt`` does it and notes how it went on the batch, in the fields ``kept``;
    ``finish`` is called once after the last row.
    """
    found = rows.select_for_update(of=("self",)).defer(ids)
    batch = found.annotate(
        next_id=ElementAt(F(ids), F("position") + Value(1)),
        total=Func(F(ids), function="cardinality", output_field=IntegerField()),
    ).get(pk=pk)
    if batch.finished_at is not None:
        return False
    attempt(batch, batch.next_id)
    batch.position += 1
    if batch.position >= batch.total:
        batch.finished_at = timezone.now()
        if finish is not None:
            finish(batch)
    batch.save(update_fields=["position", "problems", "finished_at", *kept])
    return batch.finished_at is None


@part_of_act
def carry_bulk(run_id: int) -> bool:
    """Try the next row of a run; whether one was left."""
    return carry_on(BulkRun.objects.all(), run_id, ids="subject_ids", attempt=_try, kept=("done",))


def _try(run: BulkRun, subject_id: int) -> None:
    act = next(act for act in bulk_acts() if act.code == run.act)
    actor = act.asker(run.asked_by_id, run.unit_id, str(act.title))
    try:
        note = _do(run, act, subject_id, actor)
    except DomainError as refused:
        run.problems.append({"id": subject_id, "why": said_of(refused)})
    else:
        run.done += 1
        if note:
            BulkNote.objects.create(run=run, subject_id=subject_id, note=dict(note))


def _do(run: BulkRun, act: BulkAct, subject_id: int, actor: Actor) -> Note | None:
    """The act on one row, or the act that takes it back."""
    if run.undoes_id is None:
        return act.attempt(subject_id, run.given, actor)
    if act.undo is None:
        raise IllegalState(_("Lượt này không lấy lại được nữa."))
    note = BulkNote.objects.get(run_id=run.undoes_id, subject_id=subject_id).note
    act.undo(subject_id, note, actor)
    return None


def said_of(refused: DomainError) -> str:
    """The refusal in words: those of its fields where it has some."""
    fields: dict[str, str] = getattr(refused, "fields", {})
    return " ".join(fields.values()) or str(refused)
