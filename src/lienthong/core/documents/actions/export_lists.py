# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Take a whole list away: asked for on a screen, written by the worker, downloaded afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from lienthong.core.access.api import asker
from lienthong.core.documents.adapters.exported import (
    clear_workplace,
    export_path,
    export_workplace,
    workplaces,
)
from lienthong.core.documents.domain.tabular import Row, write_csv, write_excel
from lienthong.core.documents.models import ExportFormat, ExportRun
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.lists import LONGEST
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.registry import list_exports
from lienthong.kernel.text import slug

JOB = "documents.export_list"
_MOST_NAMES = 20


@action(OFFICER_DESK)
def begin_export(list_code: str, *, asked: Mapping[str, str], kind: str, actor: Actor) -> ExportRun:
    """Note what is to be taken away and have the worker write it.

    Raises ``OutOfScope`` for a list or kind of file that there is not, ``NotAllowed`` when the
    actor holds the list's permission nowhere.
    """
    spec = list_exports().get(list_code)
    if spec is None or kind not in ExportFormat.values:
        raise OutOfScope
    ports.authoriser().authorise(actor, spec.permission, None)
    kept = {key[:40]: value[:LONGEST] for key, value in list(asked.items())[:_MOST_NAMES]}
    run = ExportRun.objects.create(
        list_code=list_code,
        asked=kept,
        format=kind,
        asked_by_id=actor.account_id or 0,
        unit_id=actor.unit_id,
        total=spec.count(actor, kept),
    )
    ports.defer(JOB, lock=f"export-{run.pk}", run_id=run.pk)
    return run


@action(OFFICER_DESK)
def discard_export(run: ExportRun, *, actor: Actor) -> None:
    """Remove a file one took away before its days are over; one being written is given up.

    Raises ``OutOfScope`` for somebody else's.
    """
    if run.asked_by_id != actor.account_id:
        raise OutOfScope
    _remove(run)


def write_export(run_id: int) -> None:
    """Write the file of a run, with the rights its asker has now; a finished run stays as it is.

    No transaction is open while it is written: it may take minutes. A job that was killed begins
    anew and says so; one that failed is noted and tried again by the worker; one whose run was
    discarded, or finished by another worker meanwhile, leaves no file. The platform's own
    bookkeeping.
    """
    run = ExportRun.objects.filter(pk=run_id).first()
    if run is None or run.finished_at is not None:
        return
    try:
        _begin_anew(run)
        with export_workplace(run.pk) as folder:
            part = folder / "list"
            _settle(run, part, _write(run, part))
    except Exception:
        _unfinished(run.pk).update(failed_at=timezone.now())
        raise


write_export.permission = OFFICER_DESK  # type: ignore[attr-defined]


def forget_exports() -> int:
    """Remove files and runs that are older than their days; answers how many.

    What killed workers left of runs that are finished or gone goes as well.
    """
    old = ExportRun.objects.filter(made_at__lt=timezone.now() - timedelta(days=ExportRun.KEPT_DAYS))
    found = list(old)
    for run in found:
        _remove(run)
    writing = set(ExportRun.objects.filter(finished_at=None).values_list("pk", flat=True))
    _clear(lambda number: number not in writing)
    return len(found)


forget_exports.permission = OFFICER_DESK  # type: ignore[attr-defined]


def _file_name(run: ExportRun) -> str:
    """What the list is called, and when it was written."""
    with translation.override(settings.LANGUAGE_CODE):
        title = slug(str(list_exports()[run.list_code].title))
    return f"{title}-{timezone.localtime():%Y%m%d-%H%M}.{run.format}"


def _remove(run: ExportRun) -> None:
    export_path(run.pk, run.format).unlink(missing_ok=True)
    ExportRun.objects.filter(pk=run.pk).delete()


def _unfinished(run_id: int) -> QuerySet[ExportRun]:
    return ExportRun.objects.filter(pk=run_id, finished_at=None)


def _clear(is_over: Callable[[int], bool]) -> None:
    for folder, number in workplaces().items():
        if is_over(number):
            clear_workplace(folder)


def _begin_anew(run: ExportRun) -> None:
    """Take away what a killed try left; whoever looks is told that it begins from the start."""
    if run.written:
        _unfinished(run.pk).update(written=0, failed_at=timezone.now())
    _clear(lambda number: number == run.pk)


def _write(run: ExportRun, part: Path) -> int:
    """Write all rows; answers how many."""
    spec = list_exports()[run.list_code]
    actor = asker(run.asked_by_id, run.unit_id, str(spec.title))
    columns = spec.columns(run.asked)
    write = write_csv
    if run.format == ExportFormat.EXCEL:
        above = spec.heading(actor, run.asked) if spec.heading else ()
        write = partial(write_excel, above=above)
    rows = _rows(spec.rows(actor, run.asked), [key for key, _title in columns])
    head = [title for _key, title in columns]
    return write(part, head, rows, lambda count: _tick(run.pk, count))


def _settle(run: ExportRun, part: Path, written: int) -> None:
    """Put the file in its place, once: who comes second leaves the first one's as it is."""
    with transaction.atomic():
        if _unfinished(run.pk).select_for_update().first() is None:
            return
        size = part.stat().st_size
        part.replace(export_path(run.pk, run.format))
        _unfinished(run.pk).update(
            written=written,
            total=written,
            size=size,
            name=_file_name(run),
            finished_at=timezone.now(),
            failed_at=None,
        )


def _rows(found: Iterator[Mapping[str, object]], keys: list[str]) -> Iterator[Row]:
    for row in found:
        yield [row.get(key) for key in keys]


def _tick(run_id: int, count: int) -> None:
    _unfinished(run_id).update(written=count, failed_at=None)
