# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who holds a file, what was noted on it, what its versions say."""

from __future__ import annotations

from django.db.models import Prefetch, Q

from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.compare import Row, compare
from lienthong.core.documents.models import (
    CheckOut,
    File,
    FileNote,
    FileNoteAnswer,
    FileText,
    FileVersion,
    IssuedDocument,
)
from lienthong.core.documents.queries import may_read_file
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope


def readable_file(actor: Actor, file_id: int) -> File:
    """Return the file when the actor may read it; else raise ``OutOfScope``."""
    file = File.objects.filter(pk=file_id).first()
    if file is None or not may_read_file(actor, file):
        raise OutOfScope
    return file


def holder_of(file: File) -> CheckOut | None:
    """Return who holds the file now."""
    return file.check_outs.filter(ended_at=None).select_related("account").first()


def is_drawn(file: File) -> bool:
    """Return whether nobody changes the file by hand: a document of state, its copy or annex.

    An annex is taken off its draft and put there anew.
    """
    of_state = Q(file=file) | Q(copies__file=file) | Q(annexes__file=file)
    return IssuedDocument.objects.filter(of_state).exists()


def notes_of(version: FileVersion) -> list[FileNote]:
    """Return the notes on a version with their answers, open ones first, page by page."""
    answers = FileNoteAnswer.objects.select_related("account").order_by("pk")
    rows = FileNote.objects.filter(version=version).select_related("account", "resolved_by")
    found = rows.prefetch_related(Prefetch("answers", answers)).order_by("page", "pk")
    return sorted(found, key=lambda note: note.resolved_at is not None)


def text_of(version: FileVersion) -> FileText | None:
    """Return the words of a version, None when they were not read yet."""
    return FileText.objects.filter(version=version).first()


def comparison(old: FileVersion, new: FileVersion) -> list[Row] | None:
    """Return the difference between two versions, None when one has no words.

    Raises ``TooLongError``.
    """
    texts = [text_of(version) for version in (old, new)]
    first, second = (found.text if found else "" for found in texts)
    return compare(first, second) if first and second else None


def may_bind(version: FileVersion) -> bool:
    """Return whether pages of the version can go into another PDF."""
    return version.content_type in {kinds.PDF, *kinds.IMAGES} or bool(version.rendition_key)


def bindable_of(file: File) -> list[FileVersion]:
    """Return the newest version of every file of the same owner whose pages can be bound."""
    rows = File.objects.filter(owner_kind=file.owner_kind, owner_id=file.owner_id)
    if file.owner_id is None:
        rows = rows.filter(pk=file.pk)
    newest = [one.current for one in rows.order_by("pk")]
    return [version for version in newest if version is not None and may_bind(version)]


def references_to(version: FileVersion) -> int:
    """Return how many versions keep the same stored bytes."""
    return FileVersion.objects.filter(storage_key=version.storage_key).count()
