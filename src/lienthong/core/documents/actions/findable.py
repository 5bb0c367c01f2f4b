# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents in the search index: found from the moment they have a number."""

from __future__ import annotations

from lienthong.core.documents.models import File, FileVersion, IssuedDocument
from lienthong.core.search.api import (
    Family,
    Findable,
    above_token,
    person_token,
    push,
    remove,
    unit_token,
)
from lienthong.core.units.api import UnitClosure
from lienthong.kernel.actions import part_of_act

MOST_FOUND = 50_000
"""Letters of a file that the index keeps."""


@part_of_act
def make_document_findable(document: IssuedDocument) -> None:
    """Push the row of a numbered document, for its unit, its agency and those above them."""
    if not document.number_text:
        return
    units = document.scope_unit_ids()
    above = UnitClosure.objects.filter(unit_id__in=units).values_list("ancestor_id", flat=True)
    scope = [unit_token(unit) for unit in sorted(units)]
    scope += [above_token(unit) for unit in sorted(units | set(above))]
    scope += [person_token(document.person_id)] if document.person_id else []
    dated = f"{document.dated_on:%d/%m/%Y}" if document.dated_on else ""
    push(
        Findable(
            family=Family.DOCUMENT,
            kind_id=0,
            subject_id=document.pk,
            sort_at=document.drafted_at,
            title=document.abstract,
            line=" · ".join(part for part in (document.number_text, dated) if part),
            codes=(document.number_text, document.verification_code),
            scope=tuple(scope),
            state=document.state,
        )
    )


@part_of_act
def make_file_findable(version: FileVersion, text: str) -> None:
    """Push the words of a file's newest version, for the unit that keeps it and those above it.

    A file that no unit keeps (a citizen's draft) is not found by officers.
    """
    file = version.file
    if file.unit_id is None:
        return
    above = UnitClosure.objects.filter(unit_id=file.unit_id).values_list("ancestor_id", flat=True)
    scope = [unit_token(file.unit_id)]
    scope += [above_token(unit) for unit in sorted({file.unit_id, *above})]
    push(
        Findable(
            family=Family.FILE,
            kind_id=0,
            subject_id=file.pk,
            sort_at=version.uploaded_at,
            title=file.title or version.original_name,
            line=version.original_name,
            body=text[:MOST_FOUND],
            scope=tuple(scope),
        )
    )


@part_of_act
def forget_file(file: File) -> None:
    """Let a file that goes be found no more."""
    remove(file.pk, family=Family.FILE)
