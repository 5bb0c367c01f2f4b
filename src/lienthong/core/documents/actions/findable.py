# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents in the search index: found from the moment they have a number."""

from __future__ import annotations

from lienthong.core.documents.models import IssuedDocument
from lienthong.core.search.api import (
    Family,
    Findable,
    above_token,
    person_token,
    push,
    unit_token,
)
from lienthong.core.units.api import UnitClosure
from lienthong.kernel.actions import part_of_act


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
