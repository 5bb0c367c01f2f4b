# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Take a whole list away: asked for on a screen, written by the worker, downloaded afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.utils import timezone, translation

from lienthong.core.access.api import asker
from lienthong.core.documents.adapters.exported import export_folder, export_path
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
    anew; one that failed is noted and tried again by the worker; one whose run was discarded
    leaves no file. The platform's own bookkeeping.
    """
    run = ExportRun.objects.filter(pk=run_id).first()
    if run is None or run.finished_at is not None:
        return
    try:
        written = _write(run)
    except Exception:
        ExportRun.objects.filter(pk=run_id).update(failed_at=timezone.now())
        raise
    found = ExportRun.objects.filter(pk=run_id).update(
        written=written,
        total=written,
        size=export_path(run.pk, run.format).stat().st_size,
        name=_file_name(run),
        finished_at=timezone.now(),
        failed_at=None,
    )
    if not found:
        export_path(run.pk, run.format).unlink(missing_ok=True)


write_export.permission = OFFICER_DESK  # type: ignore[attr-defined]


def forget_exports() -> int:
    """Remove files and runs that are older than their days; answers how many."""
    old = ExportRun.objects.filter(made_at__lt=timezone.now() - timedelta(days=ExportRun.KEPT_DAYS))
    found = list(old)
    for run in found:
        _remove(run)
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


def _write(run: ExportRun) -> int:
    """Write the whole file beside its place, then move it there."""
    spec = list_exports()[run.list_code]
    actor = asker(run.asked_by_id, run.unit_id, str(spec.title))
    columns = spec.columns(run.asked)
    part = export_folder() / f"{run.pk}-{secrets.token_hex(8)}.part"
    write = write_csv
    if run.format == ExportFormat.EXCEL:
        above = spec.heading(actor, run.asked) if spec.heading else ()
        write = partial(write_excel, above=above)
    rows = _rows(spec.rows(actor, run.asked), [key for key, _title in columns])
    try:
        head = [title for _key, title in columns]
        written = write(part, head, rows, lambda count: _tick(run.pk, count))
        part.replace(export_path(run.pk, run.format))
    finally:
        part.unlink(missing_ok=True)
    return written


def _rows(found: Iterator[Mapping[str, object]], keys: list[str]) -> Iterator[Row]:
    for row in found:
        yield [row.get(key) for key in keys]


def _tick(run_id: int, count: int) -> None:
    ExportRun.objects.filter(pk=run_id).update(written=count, failed_at=None)
