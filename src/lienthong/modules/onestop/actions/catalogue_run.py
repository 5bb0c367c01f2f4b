# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Let the worker read a file for the catalogue: first what it would change, then the import.

Legal basis: 63/2010/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone

from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.permits import UploadReceipt
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.catalogue import import_catalogue
from lienthong.modules.onestop.domain.catalogue.files import CatalogueFile
from lienthong.modules.onestop.enums import CatalogueRunState
from lienthong.modules.onestop.models import CatalogueRun
from lienthong.modules.onestop.permissions import IMPORT
from lienthong.modules.onestop.queries.catalogue_import import compare, day_of
from lienthong.modules.onestop.queries.catalogue_runs import told_of


@action(IMPORT)
def begin_catalogue_run(receipt: UploadReceipt, *, is_trial: bool, actor: Actor) -> CatalogueRun:
    """Note the file and have the worker read it; a trial keeps nothing of it."""
    made = CatalogueRun(
        name=one_line(receipt.name)[:255],
        stored=receipt.stored,
        digest=receipt.sha256,
        size=receipt.size,
        is_trial=is_trial,
    )
    return _queued(made, actor)


@action(IMPORT)
def import_tried_file(tried: CatalogueRun, *, actor: Actor) -> CatalogueRun:
    """Have the worker import the file of a trial."""
    names = ("name", "stored", "digest", "size")
    same = {name: getattr(tried, name) for name in names}
    return _queued(CatalogueRun(**same, is_trial=False), actor)


@part_of_act
def note_catalogue_progress(run: CatalogueRun, *, position: int) -> None:
    """How many bytes were read; the screen shows it while the worker goes on."""
    run.state, run.position = CatalogueRunState.READING, position
    run.save(update_fields=["state", "position"])


@action(IMPORT)
def carry_out_catalogue_run(
    run: CatalogueRun, *, file: CatalogueFile, on: date | None = None, actor: Actor
) -> CatalogueRun:
    """Compare the file with the catalogue and, unless it is a trial, import it: all or nothing.

    Done once; a run that is finished stays as it is. Raises ``CatalogueRefused``.
    """
    locked = CatalogueRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if locked.is_done:
        return locked
    named = replace(file, name=locked.name)
    day = day_of(named, on)
    report = compare(named) if locked.is_trial else import_catalogue(named, as_of=day, actor=actor)
    locked.state, locked.position = CatalogueRunState.DONE, locked.size
    locked.told, locked.as_of = told_of(report), named.as_of
    locked.finished_at = timezone.now()
    locked.save()
    return locked


@part_of_act
def refuse_catalogue_run(run: CatalogueRun, *, why: str) -> None:
    """The file as a whole cannot be taken; the reason stands where somebody waits for it."""
    run.state, run.fault = CatalogueRunState.REFUSED, why
    run.finished_at = timezone.now()
    run.save(update_fields=["state", "fault", "finished_at"])


def _queued(run: CatalogueRun, actor: Actor) -> CatalogueRun:
    run.asked_by_id, run.unit_id = actor.account_id or 0, actor.unit_id
    run.save()
    ports.defer("onestop.read_catalogue", lock=f"catalogue-{run.pk}", run_id=run.pk)
    return run
