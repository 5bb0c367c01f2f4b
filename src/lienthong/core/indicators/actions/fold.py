# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fold what was committed since the last time; fold everything anew."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from lienthong.core.audit.api import current_generation
from lienthong.core.indicators.models import Fold
from lienthong.core.indicators.permissions import FOLD
from lienthong.core.indicators.queries import (
    FigureSource,
    changed_cases,
    end_of_batch,
    watermark,
)

MOST_EVENTS = 20_000
PART = 2_000
"""Cases folded by one statement."""
TOO_MANY = 50_000
"""From so many changed cases on it is cheaper to fold everything anew."""
_ROOM = "SELECT set_config('work_mem', '128MB', true), set_config('jit', 'off', true)"


def fold_changes(source: FigureSource) -> int:
    """Fold one lot of what was committed since the last time; answers how many cases changed.

    The platform's own bookkeeping. One folder at a time: a second one finds nothing to do.
    """
    with transaction.atomic():
        state = _take(source.kind)
        if state is None:
            return 0
        if state.folded_at is None or state.generation != current_generation():
            return _all_anew(source, state)
        now, below = timezone.now(), watermark()
        end = end_of_batch(state.next_xid, below=below, most=MOST_EVENTS)
        changed = changed_cases(source.kind, since=state.next_xid, end=end)
        if len(changed) > TOO_MANY:
            return _all_anew(source, state)
        for start in range(0, len(changed), PART):
            source.refold(changed[start : start + PART])
        state.next_xid = end
        state.folded_at = now if end == below else state.folded_at
        state.save(update_fields=["next_xid", "folded_at"])
        return len(changed)


fold_changes.permission = FOLD  # type: ignore[attr-defined]


def fold_anew(source: FigureSource) -> None:
    """Fold everything from the first event. Readers see the former figures until it is done."""
    with transaction.atomic():
        Fold.objects.get_or_create(kind=source.kind)
        _all_anew(source, Fold.objects.select_for_update().get(kind=source.kind))


fold_anew.permission = FOLD  # type: ignore[attr-defined]


def _all_anew(source: FigureSource, state: Fold) -> int:
    """What is written while this runs is read again by the next lot, which changes nothing."""
    state.folded_at = state.rebuilt_at = timezone.now()
    state.next_xid, state.generation = watermark(), current_generation()
    with connection.cursor() as cursor:
        cursor.execute(_ROOM)
    source.rebuild()
    state.save()
    return 0


def _take(kind: str) -> Fold | None:
    Fold.objects.get_or_create(kind=kind)
    return Fold.objects.select_for_update(skip_locked=True).filter(kind=kind).first()
