# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A file for the catalogue in the hands of the worker: where it lies, who asked, what came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from lienthong.kernel.actor import Actor
from lienthong.kernel.permits import quarantine_folder
from lienthong.modules.onestop.domain.catalogue.reading import digest_of_bytes
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused
from lienthong.modules.onestop.models import CatalogueRun
from lienthong.modules.onestop.queries.catalogue_import import CatalogueReport

SHOWN = 200
"""Most records of one list that are told."""


def path_of(run: CatalogueRun) -> Path:
    """The file of a run, unchanged since it was sent. Raises ``CatalogueRefused``."""
    return sent_file(run.stored, run.digest)


def sent_file(stored: str, digest: str) -> Path:
    """A file in quarantine, as it was sent. Raises ``CatalogueRefused``."""
    folder = quarantine_folder(Path(settings.FILE_STORE))
    path = folder / stored
    if path.resolve().parent != folder.resolve() or not path.is_file():
        raise CatalogueRefused("file_missing")
    if digest_of_bytes(path.read_bytes()) != digest:
        raise CatalogueRefused("broken_archive")
    return path


def own_runs(actor: Actor) -> Any:
    """Runs that this person asked for."""
    return CatalogueRun.objects.filter(asked_by_id=actor.account_id or 0)


def told_of(report: CatalogueReport) -> dict[str, Any]:
    """Counts, the first records of each list, and reasons, as a run keeps them."""
    lists = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
    return {
        "counts": report.counts(),
        "lists": {
            name: [[one.code, (one.reading or {}).get("name", "")] for one in found[:SHOWN]]
            for name, found in lists.items()
        },
        "unreadable": [[one.place, one.problem, one.detail] for one in report.unreadable[:SHOWN]],
        "brings": bool(report.new or report.changed or report.unreadable_new),
    }
