# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A result issued in the place of an earlier one of the same person: both papers say so.

The clerk names the earlier dossier when the new paper gets its number; once it is issued, an
earlier paper that still held is replaced, and one revoked before names the new one. Legal basis:
45/2020/NĐ-CP, Điều 15; 30/2020/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.cases.api import lock_case, tell
from lienthong.core.documents.api import (
    DocumentState,
    IssuedDocument,
    name_replacement,
    replace_document,
)
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.language import of_record
from lienthong.modules.onestop.enums import ResultKind
from lienthong.modules.onestop.models import Dossier, Result, Revocation
from lienthong.modules.onestop.queries.dossiers import find_by_code
from lienthong.modules.onestop.rules import may_correct


@part_of_act
def choose_corrected(dossier: Dossier, code: str) -> None:
    """Keep which earlier result the paper is issued for; nothing without a code.

    Raises ``InvalidInput`` (field ``corrects``) unless it is a granted result of the same person
    from the same agency that nothing replaces yet.
    """
    result: Result = dossier.result
    other = find_by_code(code)
    earlier = _earlier(dossier, other) if code.strip() else None
    if code.strip() and earlier is None:
        words = _("Không có kết quả đã cấp nào mang mã này cho người nộp này, hoặc đã được thay.")
        raise InvalidInput(fields={"corrects": words})
    if result.corrects_id != (earlier.pk if earlier else None):
        result.corrects = earlier
        result.save(update_fields=["corrects"])


def _earlier(dossier: Dossier, other: Dossier | None) -> Result | None:
    if (
        other is None
        or not may_correct(dossier, other)
        or dossier.result.kind != ResultKind.GRANTED
    ):
        return None
    rows = Result.objects.select_for_update(of=("self",))
    found: Result | None = rows.filter(
        dossier=other, kind=ResultKind.GRANTED, issued_at__isnull=False
    ).first()
    taken = Result.objects.filter(corrects=found).exclude(pk=dossier.result.pk)
    return None if found is None or taken.exists() else found


@part_of_act
def settle_correction(dossier: Dossier, *, actor: Actor) -> None:
    """The new paper is issued: the earlier one names it, and both histories say so."""
    earlier = dossier.result.corrects
    if earlier is None:
        return
    replaced = Dossier.objects.get(pk=earlier.dossier_id)
    replaced.case = lock_case(replaced.case_id)
    new = IssuedDocument.objects.get(pk=dossier.result.document_id or 0)
    old = IssuedDocument.objects.get(pk=earlier.document_id or 0)
    with of_record():
        reason = _("Đã cấp lại, số %(number)s.") % {"number": new.number_text}
        basis = _("Cấp lại theo hồ sơ %(code)s") % {"code": dossier.case.code}
    if old.state == DocumentState.ISSUED:
        replace_document(old, by=new, reason=reason, basis=basis, actor=actor)
    elif old.replaced_by_id is None:
        name_replacement(old, by=new, actor=actor)
    Revocation.objects.filter(result=earlier, corrected_by=None).update(corrected_by=dossier)
    tell(dossier.case, "corrects", actor=actor, other=replaced.case.code)
    tell(replaced.case, "corrected", actor=actor, other=dossier.case.code, reason=reason)
