# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents in the search index from the moment they have a number, and the words of files."""

from __future__ import annotations

from dataclasses import replace

from lienthong.core.documents.domain.readers import found_beside, has_finder
from lienthong.core.documents.models import File, FileText, FileVersion, IssuedDocument
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
    """Push the words of a file's newest version for whoever may find it.

    Of a paper of a case those who find the case; else the unit that keeps the file and those above
    it. A file that neither is (a citizen's draft) is not found.
    """
    file = version.file
    beside = found_beside(file.owner_kind, file.owner_id, [file.pk])
    if file.pk in beside:
        _push_beside(version, text, beside[file.pk])
    elif file.unit_id is not None and not has_finder(file.owner_kind):
        push(replace(_findable(version, text), scope=_scope_of(file.unit_id)))
    else:
        remove(file.pk, family=Family.FILE)


@part_of_act
def make_files_findable(owner_kind: str, case_id: int) -> None:
    """Push the words of every paper of a case that may be found now, and take the others out."""
    own = File.objects.filter(owner_kind=owner_kind, owner_id=case_id)
    files = set(own.filter(versions__words__isnull=False).values_list("pk", flat=True))
    beside = found_beside(owner_kind, case_id, sorted(files)) if files else {}
    read = FileText.objects.filter(version__file__in=beside).select_related("version__file")
    newest = read.order_by("version__file", "-version__number").distinct("version__file")
    for words in newest:
        _push_beside(words.version, words.text, beside[words.version.file_id])
    remove(*(files - set(beside)), family=Family.FILE)


def _push_beside(version: FileVersion, text: str, about: str) -> None:
    push(replace(_findable(version, text), beside=version.file.owner_id, about=about))


def _findable(version: FileVersion, text: str) -> Findable:
    return Findable(
        family=Family.FILE,
        kind_id=0,
        subject_id=version.file_id,
        sort_at=version.uploaded_at,
        title=version.file.title or version.original_name,
        line=version.original_name,
        body=text[:MOST_FOUND],
    )


def _scope_of(unit_id: int) -> tuple[str, ...]:
    above = UnitClosure.objects.filter(unit_id=unit_id).values_list("ancestor_id", flat=True)
    return (unit_token(unit_id), *(above_token(unit) for unit in sorted({unit_id, *above})))


@part_of_act
def forget_file(file: File) -> None:
    """Let a file that goes be found no more."""
    remove(file.pk, family=Family.FILE)
