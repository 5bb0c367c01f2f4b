# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files come in: opened for an owner, stored with their bytes, handed to a new owner."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.findable import make_file_findable
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.inspection import Inspection, Limits, inspect_file
from lienthong.core.documents.domain.names import clean_name
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.domain.verdicts import SignatureVerdict
from lienthong.core.documents.enums import REFUSALS, CheckState, FileSource, TextMethod
from lienthong.core.documents.events import FileChecked, FileStored
from lienthong.core.documents.models import File, FileText, FileVersion
from lienthong.core.documents.permissions import STORE, WORK
from lienthong.core.documents.queries.work import holder_of
from lienthong.core.units.api import version_of
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.events import publish
from lienthong.kernel.prepared import planning_cursor
from lienthong.kernel.text import one_line

HELD = _("%(name)s đang giữ tệp này.")


@action(STORE)
def open_file(
    title: str,
    *,
    owner_kind: str,
    owner_id: int | None = None,
    unit_id: int | None = None,
    person_id: int | None = None,
    actor: Actor,
) -> File:
    """Make an empty file that belongs to something of another app."""
    return new_file(title, owner_kind, owner_id, unit_id, person_id)


@part_of_act
def assign_files(
    version_ids: Collection[int], *, owner_kind: str, owner_id: int, apart_from: str = ""
) -> None:
    """Hand the files of these versions to another owner, except those of one kind of owner."""
    with planning_cursor() as cursor:
        cursor.execute(_ASSIGN, [owner_kind, owner_id, apart_from, [*version_ids]])


_ASSIGN = """UPDATE documents_file SET owner_kind = %s, owner_id = %s WHERE owner_kind <> %s
AND id IN (SELECT file_id FROM documents_fileversion WHERE id = ANY(%s))"""


@action(STORE)
def store_upload(
    file: File,
    *,
    path: Path,
    name: str,
    declared_type: str = "",
    source: FileSource = FileSource.UPLOADED,
    digitised: bool = False,
    limits: Limits | None = None,
    receipt: str | None = None,
    actor: Actor,
) -> FileVersion:
    """Inspect bytes, keep them durably and add them to the file as its newest version.

    Kind and size are told from the content. Raises ``InvalidInput`` with the code of the finding
    (``disguised``, ``encrypted``, ``too_large`` …) when the file cannot be taken.
    Legal basis: 45/2020/NĐ-CP, Điều 9.
    """
    seen = inspected(path, name, declared_type, limits)
    refuse_held(file, actor)
    kept = file_store().keep(path, space=space_of(file))
    return _add_version(
        file, kept, seen, source=source, digitised=digitised, receipt=receipt, actor=actor
    )


def inspected(path: Path, name: str, declared_type: str, limits: Limits | None) -> Inspection:
    """What the bytes are. Raises ``InvalidInput`` when they cannot be taken."""
    seen = inspect_file(path, name=name, declared_type=declared_type, limits=limits)
    if seen.refusal:
        raise InvalidInput(REFUSALS[seen.refusal.code], code=seen.refusal.code)
    return seen


@part_of_act
def new_file(
    title: str, owner_kind: str, owner_id: int | None, unit_id: int | None, person_id: int | None
) -> File:
    """An empty file of an owner."""
    return File.objects.create(
        title=one_line(title)[:300],
        owner_kind=owner_kind,
        owner_id=owner_id,
        unit_id=unit_id,
        person_id=person_id,
    )


@action(WORK)
def add_produced(
    file: File, *, kept: Kept, name: str, content_type: str, pages: int | None, actor: Actor
) -> FileVersion:
    """Add bytes that the platform itself made and already keeps."""
    seen = Inspection(clean_name(name), content_type, kept.size, pages)
    return _add_version(
        file, kept, seen, source=FileSource.PRODUCED, digitised=False, receipt=None, actor=actor
    )


@action(WORK)
def record_verdicts(
    version: FileVersion, *, verdicts: Sequence[SignatureVerdict], actor: Actor
) -> FileVersion:
    """Store what the signatures of a version are worth now; nothing else of it is looked at."""
    version.verdicts = [verdict.as_row() for verdict in verdicts]
    version.scanned_at = timezone.now()
    version.save(update_fields=["verdicts", "scanned_at"])
    return version


@action(WORK)
def record_check(
    version: FileVersion,
    *,
    verdicts: Sequence[SignatureVerdict] = (),
    preview_key: str = "",
    words: str | None = None,
    proof_until: datetime | None = None,
    failed: bool = False,
    actor: Actor,
) -> FileVersion:
    """Store what the worker found in a version: signatures, how long it proves them, words."""
    version.verdicts = [verdict.as_row() for verdict in verdicts]
    version.signed = bool(verdicts)
    version.preview_key = preview_key
    version.check_state = CheckState.FAILED if failed else CheckState.DONE
    version.scanned_at = timezone.now()
    version.proof_until = proof_until
    names = ["verdicts", "signed", "preview_key", "check_state", "scanned_at", "proof_until"]
    version.save(update_fields=names)
    if words is not None:
        record_words(version, text=words, method=TextMethod.NATIVE)
    file = version.file
    publish(
        FileChecked(
            file_id=file.pk,
            version_id=version.pk,
            owner_kind=file.owner_kind,
            owner_id=file.owner_id,
        )
    )
    return version


@action(WORK)
def record_rendition(
    version: FileVersion,
    *,
    key: str = "",
    words: str | None = None,
    problem: str = "",
    actor: Actor,
) -> FileVersion:
    """Store the PDF drawn of a version with the words it shows, or why there is none."""
    version.rendition_key = key or version.rendition_key
    version.rendition_problem = problem
    version.save(update_fields=["rendition_key", "rendition_problem"])
    if words is not None:
        record_words(version, text=words, method=TextMethod.NATIVE)
    return version


@action(WORK)
def record_pages(
    version: FileVersion, *, after: int, pages: Sequence[str], actor: Actor
) -> FileVersion:
    """Store the pictures of the pages that follow page ``after``, once."""
    rows = FileVersion.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.get(pk=version.pk)
    if len(locked.page_keys) == 2 * after:
        locked.page_keys = [*locked.page_keys, *pages]
        locked.save(update_fields=["page_keys"])
    return locked


@action(WORK)
def record_reading(version: FileVersion, *, text: str, actor: Actor) -> FileVersion:
    """Store the words that were recognised on the pictures of a version."""
    record_words(version, text=text, method=TextMethod.OCR)
    return version


@action(WORK)
def record_drawn_words(version: FileVersion, *, text: str, actor: Actor) -> FileVersion:
    """Store the words of a paper the platform drew, to compare; it is found by its own row."""
    _keep_words(version, text, TextMethod.NATIVE)
    return version


@part_of_act
def record_words(version: FileVersion, *, text: str, method: str) -> None:
    """Keep the words of a version and let them be found; the newest reading wins."""
    _keep_words(version, text, method)
    make_file_findable(version, text)


def _keep_words(version: FileVersion, text: str, method: str) -> None:
    found = method if text.strip() else TextMethod.NONE
    FileText.objects.update_or_create(
        version=version, defaults={"text": text, "method": found, "at": timezone.now()}
    )


def space_of(file: File) -> str:
    """Return the space in which a file's bytes are shared: its agency, its person, or alone."""
    if file.unit_id is not None:
        return f"agency-{version_of(file.unit_id).agency_id}"
    return f"person-{file.person_id}" if file.person_id is not None else ""


def refuse_held(file: File, actor: Actor) -> None:
    """Raise ``IllegalState`` when another officer holds the file."""
    held = holder_of(file)
    if held is not None and actor.is_officer and held.account_id != actor.account_id:
        raise IllegalState(HELD % {"name": held.account}, code="held")


def _add_version(
    file: File,
    kept: Kept,
    seen: Inspection,
    *,
    source: FileSource,
    digitised: bool,
    receipt: str | None,
    actor: Actor,
) -> FileVersion:
    locked = File.objects.select_for_update(of=("self",), no_key=True).get(pk=file.pk)
    newest = locked.current
    number = newest.number + 1 if newest else 1
    return insert_version(
        locked, number, kept, seen, source=source, digitised=digitised, receipt=receipt, actor=actor
    )


@part_of_act
def insert_version(
    locked: File,
    number: int,
    kept: Kept,
    seen: Inspection,
    *,
    source: FileSource,
    digitised: bool,
    receipt: str | None,
    actor: Actor,
) -> FileVersion:
    """Insert a version of a file that is locked or new, and have it looked through."""
    version = FileVersion.objects.create(
        file=locked,
        number=number,
        sha256=kept.sha256,
        size=kept.size,
        content_type=seen.media_type,
        original_name=seen.name,
        storage_key=kept.key,
        pages=seen.pages,
        source=source,
        digitised=digitised,
        findings=[asdict(finding) for finding in seen.findings],
        receipt=receipt,
        uploaded_by_id=actor.account_id,
        uploaded_at=timezone.now(),
    )
    publish(
        FileStored(
            file_id=locked.pk,
            version_id=version.pk,
            owner_kind=locked.owner_kind,
            owner_id=locked.owner_id,
        )
    )
    if source != FileSource.PRODUCED:
        ports.defer("documents.check_version", version_id=version.pk)
    return version
