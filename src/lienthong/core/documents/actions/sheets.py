# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A sheet of thousands of rows: looked at by the worker, then taken in, all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lienthong.core.access.api import asker
from lienthong.core.documents.adapters.aside import counting
from lienthong.core.documents.models import SheetRun
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import nothing_lasts
from lienthong.kernel.directories import (
    Brought,
    Directory,
    Fate,
    Verdict,
    at_work,
    be_alone,
    bring,
    directory,
    import_permissions,
)
from lienthong.kernel.errors import DomainError, IllegalState, InvalidInput, OutOfScope
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.together import long_run

JOB = "documents.try_sheet"
NAMES = {Fate.NEW: "new", Fate.CHANGED: "changed", Fate.UNCHANGED: "same", Fate.REFUSED: "wrong"}
Tell = Callable[[int], None]


@action(OFFICER_DESK)
def begin_sheet(
    code: str, *, rows: Sequence[Brought], name: str, unknown: Sequence[str], actor: Actor
) -> SheetRun:
    """Keep the rows of a sheet and have the worker look at them; the same one twice runs once.

    Raises ``NotAllowed`` when the actor may not import there, ``InvalidInput`` while another sheet
    of theirs is at work in the directory.
    """
    _authorise(directory(code), actor)
    kept = [[row.place, dict(row.values)] for row in rows]
    digest = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
    asked = {"name": name[:255], "unknown": list(unknown), "unit_id": actor.unit_id}
    run, is_new = SheetRun.objects.get_or_create(
        directory=code,
        asked_by_id=actor.account_id or 0,
        finished_at=None,
        defaults={"rows": kept, "digest": digest, "total": len(kept)} | asked,
    )
    if run.digest != digest:
        raise InvalidInput(at_work())
    if is_new:
        _defer(run)
    return run


@action(OFFICER_DESK)
def take_in_sheet(run: SheetRun, *, actor: Actor) -> SheetRun:
    """Have the worker take in a sheet in which it found nothing wrong; a second time does nothing.

    Raises ``OutOfScope`` for somebody else's, ``IllegalState`` for one that was not looked at to
    its end, has wrong rows, or has another one of theirs before it.
    """
    _refuse_others(run, actor)
    locked = SheetRun.objects.select_for_update().defer("rows").get(pk=run.pk)
    if locked.is_for_good:
        return locked
    if locked.finished_at is None or not locked.is_clean:
        raise IllegalState
    locked.is_for_good, locked.finished_at, locked.tried = True, None, 0
    try:
        with transaction.atomic():
            locked.save(update_fields=["is_for_good", "finished_at", "tried"])
    except IntegrityError as busy:
        raise IllegalState(at_work()) from busy
    _defer(locked)
    return locked


@action(OFFICER_DESK)
def discard_sheet(run: SheetRun, *, actor: Actor) -> None:
    """Give up a sheet; of one at work nothing is written, one taken in meanwhile stays told.

    Raises ``OutOfScope`` for somebody else's.
    """
    _refuse_others(run, actor)
    found = SheetRun.objects.select_for_update().defer("rows").filter(pk=run.pk).first()
    if found is not None and not found.is_taken_in:
        SheetRun.objects.filter(pk=run.pk).delete()


def try_sheet(run_id: int, *, tell: Tell | None = None) -> None:
    """Try every row in one transaction with the rights its asker has now; keep what was found.

    It is undone unless it is for good and no row was refused. A job that is killed leaves nothing
    and begins anew; one that breaks is noted and tried again by the worker; one whose run was
    discarded writes nothing. ``tell`` is called with the number of rows tried.
    """
    run = SheetRun.objects.filter(pk=run_id, finished_at=None).first()
    if run is None:
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _try(run, tell)
    except DomainError as refused:
        _end(run, refusal=str(refused)[:500])
    except Exception:
        SheetRun.objects.filter(pk=run_id).update(failed_at=timezone.now(), tried=0)
        raise


try_sheet.permission = OFFICER_DESK  # type: ignore[attr-defined]


def forget_sheets() -> int:
    """Remove runs that are older than their days; answers how many."""
    long_ago = timezone.now() - timedelta(days=SheetRun.KEPT_DAYS)
    found, _kinds = SheetRun.objects.filter(made_at__lt=long_ago).delete()
    return found


forget_sheets.permission = OFFICER_DESK  # type: ignore[attr-defined]


def _authorise(kind: Directory, actor: Actor) -> None:
    for permission in import_permissions(kind):
        ports.authoriser().authorise(actor, permission, None)


def _refuse_others(run: SheetRun, actor: Actor) -> None:
    if run.asked_by_id != actor.account_id:
        raise OutOfScope


def _defer(run: SheetRun) -> None:
    """Sheets of one directory are tried one after the other."""
    ports.defer(JOB, lock=f"sheet-{run.directory}", run_id=run.pk)


def _try(run: SheetRun, tell: Tell | None) -> None:
    with counting(run.pk) as count, long_run():
        if not run.is_for_good:
            nothing_lasts()
        verdicts = _bring(run, tell or count)
        is_kept = run.is_for_good and all(v.fate is not Fate.REFUSED for v in verdicts)
        if not is_kept or not _end(run, verdicts, rows=[]):
            transaction.set_rollback(True)
    if not is_kept:
        _end(run, verdicts)


def _bring(run: SheetRun, tell: Tell) -> list[Verdict]:
    kind = directory(run.directory)
    actor = asker(run.asked_by_id, run.unit_id, _("nhập từ Excel"))
    _authorise(kind, actor)
    be_alone(kind, waits=True)
    rows = [Brought(place, values) for place, values in run.rows]
    return bring(kind, rows, actor, tell=tell, in_all_languages=True)


def _end(run: SheetRun, verdicts: Sequence[Verdict] = (), **more: Any) -> int:
    """Write down what was found; answers 0 when the run was discarded meanwhile."""
    found = Counter(v.fate for v in verdicts)
    wrong = [v for v in verdicts if v.fate is Fate.REFUSED]
    coming = [v for v in verdicts if v.fate in {Fate.NEW, Fate.CHANGED}][: SheetRun.SHOWN]
    return SheetRun.objects.filter(pk=run.pk).update(
        counted={name: found[fate] for fate, name in NAMES.items()} if verdicts else {},
        wrong=[_kept(v, errors=_in_languages(v)) for v in wrong],
        coming=[_kept(v, changes=[[f.key, old, new] for f, old, new in v.changes]) for v in coming],
        tried=len(verdicts),
        failed_at=None,
        finished_at=timezone.now(),
        **more,
    )


def _in_languages(verdict: Verdict) -> list[list[Any]]:
    """Field by field what is wrong, by language."""
    return [
        [key, {language: texts.get(key, "") for language, texts in verdict.told.items()}]
        for key in verdict.errors
    ]


def _kept(verdict: Verdict, **said: Any) -> dict[str, Any]:
    return {"place": verdict.brought.place, "key": verdict.key} | said
