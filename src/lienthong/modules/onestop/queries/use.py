# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who uses which version of a procedure."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from lienthong.modules.onestop.models import Dossier, ProcedureVersion


def dossiers_by_version(versions: Iterable[ProcedureVersion]) -> dict[int, int]:
    """How many dossiers were filed under each version."""
    rows = Dossier.objects.filter(procedure_version__in=list(versions))
    counted = rows.values_list("procedure_version_id").annotate(count=Count("pk")).order_by()
    return dict(counted)
