# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who uses which version of a procedure."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from lienthong.core.forms.api import FormDraft
from lienthong.modules.onestop.models import Dossier, ProcedureVersion


def dossiers_by_version(versions: Iterable[ProcedureVersion]) -> dict[int, int]:
    """How many dossiers were filed under each version."""
    rows = Dossier.objects.filter(procedure_version__in=list(versions))
    counted = rows.values_list("procedure_version_id").annotate(count=Count("pk")).order_by()
    return dict(counted)


def is_begun_under(version_id: int) -> bool:
    """Whether a draft was begun under the version, or moved to it; a draft keeps its number."""
    return FormDraft.objects.filter(
        form_version__in=ProcedureVersion.objects.filter(pk=version_id).values("form_version_id"),
        setting__procedure_version=version_id,
    ).exists()
