# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether and why a result was revoked, and what was issued in its place."""

from __future__ import annotations

from lienthong.kernel.prepared import Prepared
from lienthong.modules.onestop.models import Dossier, Result, Revocation


def revocation_of(dossier: Dossier) -> Revocation | None:
    """The revocation of the dossier's result, if it was revoked."""
    if not dossier.result_kind:
        return None
    return _OF_DOSSIER.first(dossier.pk)


_OF_DOSSIER: Prepared[Revocation] = Prepared(
    lambda pk: Revocation.objects.select_related("corrected_by__case").filter(result__dossier_id=pk)
)


def is_corrected(dossier: Dossier) -> bool:
    """Whether another result was issued in the place of the dossier's."""
    return Result.objects.filter(corrects__dossier_id=dossier.pk, issued_at__isnull=False).exists()


def corrections_around(dossier: Dossier) -> dict[str, Dossier | None]:
    """The dossier whose result this one replaces, and the one that replaces its own."""
    result: Result | None = getattr(dossier, "result", None)
    if result is None:
        return {"corrects": None, "corrected": None}
    rows = Dossier.objects.select_related("case")
    newer = rows.filter(result__corrects=result, result__issued_at__isnull=False)
    return {
        "corrects": rows.filter(result=result.corrects_id).first() if result.corrects_id else None,
        "corrected": newer.first() if result.issued_at else None,
    }
