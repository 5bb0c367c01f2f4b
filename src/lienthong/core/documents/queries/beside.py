# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which files of an owner officers work on, and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from lienthong.core.documents.models import CheckOut, File, FileVersion


@dataclass(frozen=True, slots=True)
class WorkedFile:
    """A file that officers work on: its newest version (None while it is made), notes, holder."""

    file: File
    version: FileVersion | None
    open_notes: int
    held: CheckOut | None


def worked_files(owner_kind: str, owner_id: Any) -> QuerySet[File]:
    """Files that officers added, changed or noted on; ``owner_id`` may be an ``OuterRef``."""
    touched = Q(internal=True) | Q(versions__number__gt=1) | Q(versions__notes__isnull=False)
    return File.objects.filter(touched, owner_kind=owner_kind, owner_id=owner_id)


def work_beside(owner_kind: str, owner_id: int) -> list[WorkedFile]:
    """Return the worked files of an owner in the order they came; three statements."""
    still_open = Q(versions__notes__isnull=False, versions__notes__resolved_at=None)
    notes = Count("versions__notes", filter=still_open, distinct=True)
    rows = worked_files(owner_kind, owner_id).annotate(open_notes=notes).order_by("pk")
    files = list(rows)
    numbers = [file.pk for file in files]
    newest = FileVersion.objects.filter(file_id__in=numbers).order_by("file_id", "-number")
    versions = {one.file_id: one for one in newest.distinct("file_id")}
    holding = CheckOut.objects.filter(file_id__in=numbers, ended_at=None).order_by("pk")
    held = {one.file_id: one for one in holding.select_related("account")}
    return [
        WorkedFile(file, versions.get(file.pk), vars(file)["open_notes"], held.get(file.pk))
        for file in files
    ]


def lost_hold(file: File, account_id: int | None) -> CheckOut | None:
    """Return the last ended hold of this person on the file when somebody else ended it."""
    holds = file.check_outs.filter(account_id=account_id or 0, ended_at__isnull=False)
    last = holds.select_related("ended_by").order_by("-at").first()
    return last if last is not None and last.ended_by_id not in {None, account_id} else None
