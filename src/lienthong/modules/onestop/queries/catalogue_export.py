# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole definitions of procedures, as a package carries them to another installation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lienthong.core.forms.api import FormVersion
from lienthong.core.process.api import ProcessVersion
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.procedures import versions_on


def definitions(codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By code, what is in force today; all without codes. Raises ``CatalogueRefused``."""
    in_force = {version.procedure.code: version for version in versions_on()}
    wanted = list(codes) or list(in_force)
    for code in wanted:
        if code not in in_force:
            raise CatalogueRefused("unknown_code", code[:60])
    return {code: definition_of(in_force[code]) for code in wanted}


def definition_of(version: ProcedureVersion) -> dict[str, Any]:
    """Procedure, form and table of steps of one version."""
    form = FormVersion.objects.get(pk=version.form_version_id or 0)
    process = ProcessVersion.objects.get(pk=version.process_version_id or 0)
    table: Mapping[str, Any] = process.table
    return {"procedure": version.data, "form": form.content, "process": dict(table)}
