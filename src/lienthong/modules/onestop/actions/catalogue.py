# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Take a file with procedures into the catalogue: records first, never changed afterwards.

Legal basis: 63/2010/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.text import fold
from lienthong.modules.onestop.domain.catalogue.files import CatalogueFile
from lienthong.modules.onestop.domain.catalogue.reading import Found
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused
from lienthong.modules.onestop.enums import CatalogueState
from lienthong.modules.onestop.models import CatalogueEntry, CatalogueImport, SourceRecord
from lienthong.modules.onestop.permissions import IMPORT
from lienthong.modules.onestop.queries.catalogue_import import CatalogueReport, compare

LOCK = 7_240_130
"""Advisory lock of the catalogue: one import at a time in the whole installation."""
BATCH = 500


@action(IMPORT)
def import_catalogue(file: CatalogueFile, *, as_of: date, actor: Actor) -> CatalogueReport:
    """Store what is new or changed; answers what every record of the file was.

    A changed record becomes a new source record and brings its procedure back to review; nothing
    else changes. The same file again stores nothing. Raises ``CatalogueRefused`` while somebody
    else imports.
    """
    _lock()
    report = compare(file)
    fresh = report.new + report.changed + report.unreadable_new
    if fresh:
        taken = CatalogueImport.objects.create(
            source=file.source,
            file_name=file.name[:255],
            as_of=as_of,
            imported_by=actor.name,
            counts=report.counts(),
        )
        _store(report, taken)
    return report


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        (got,) = cursor.fetchone() or (False,)
    if not got:
        raise CatalogueRefused("busy")


def _store(report: CatalogueReport, taken: CatalogueImport) -> None:
    fresh = [*report.new, *report.changed]
    entries = _entries(fresh)
    records = [_record(found, taken) for found in report.unreadable_new]
    for found in fresh:
        record = _record(found, taken)
        record.entry = entries[found.code]
        record.number = report.numbers.get(found.code, 0) + 1
        records.append(record)
    SourceRecord.objects.bulk_create(records, batch_size=BATCH)
    for record in records:
        if record.entry is not None:
            record.entry.current = record
    CatalogueEntry.objects.bulk_update(
        entries.values(), ["name", "field_name", "folded", "state", "current"], batch_size=BATCH
    )


def _entries(fresh: list[Found]) -> dict[str, CatalogueEntry]:
    """The entries of these records, made where missing, as the records describe them."""
    CatalogueEntry.objects.bulk_create(
        [CatalogueEntry(code=found.code) for found in fresh],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    rows = CatalogueEntry.objects.filter(code__in=[found.code for found in fresh])
    entries = {entry.code: entry for entry in rows}
    for found in fresh:
        reading = found.reading or {}
        entry = entries[found.code]
        entry.name, entry.field_name = reading["name"], reading["field_name"][:200]
        entry.folded = fold(f"{found.code} {entry.name} {entry.field_name}")
        entry.state = CatalogueState.REVIEW
    return entries


def _record(found: Found, taken: CatalogueImport) -> SourceRecord:
    return SourceRecord(
        imported=taken,
        source=taken.source,
        number=1,
        as_of=taken.as_of,
        digest=found.digest,
        raw=found.raw,
        reading=found.reading,
        problem=found.problem,
    )
