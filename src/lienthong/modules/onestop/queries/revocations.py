# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether and why a result was revoked."""

from __future__ import annotations

from lienthong.modules.onestop.models import Dossier, Revocation


def revocation_of(dossier: Dossier) -> Revocation | None:
    """The revocation of the dossier's result, if it was revoked."""
    if not dossier.result_kind:
        return None
    rows = Revocation.objects.select_related("corrected_by__case")
    found: Revocation | None = rows.filter(result__dossier_id=dossier.pk).first()
    return found
