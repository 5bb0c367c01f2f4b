# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The promises of the procedures that use a process, for trying it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone

from lienthong.kernel.step_services import ProcessTerm
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.limits import clock_limit

SINCE = ("state", DossierState.RECEIVED.value)
UNTIL = "state_granted"


def process_terms(process_version_ids: Iterable[int]) -> list[ProcessTerm]:
    """The promise of every procedure of today on these versions, each variant with another one."""
    rows = ProcedureVersion.objects.on(timezone.localdate())
    found = rows.filter(process_version_id__in=list(process_version_ids)).order_by("short_name")
    return [term for version in found for term in _terms(version)]


def _terms(version: ProcedureVersion) -> Iterator[ProcessTerm]:
    spec, seen = version.spec, set()
    for key in ["", *(str(entry["key"]) for entry in version.data["variants"])]:
        limit = clock_limit(spec.limit_for(key))
        if limit not in seen:
            seen.add(limit)
            yield ProcessTerm(version.short_name, spec.time_text(key), limit, SINCE, UNTIL)
