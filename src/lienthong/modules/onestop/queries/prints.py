# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What procedures print: their results and refusals by print template, with samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.printing import PrintUse
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.layouts import sample_content

RESULT, REFUSAL = "data__result__template", "data__result__refusal__template"


def printed_by_procedures() -> dict[str, list[str]]:
    """Names of the procedures of today that print with a template, by its code."""
    rows = ProcedureVersion.objects.all().on(timezone.localdate()).order_by("short_name")
    found: dict[str, list[str]] = {}
    for name, result, refusal in rows.values_list("short_name", RESULT, REFUSAL):
        if result:
            found.setdefault(result, []).append(name)
        if refusal:
            found.setdefault(refusal, []).append(_("%(name)s (từ chối)") % {"name": name})
    return found


def sample_print(code: str) -> Mapping[str, Any] | None:
    """A paper of a procedure of today with this template, with made-up values.

    None where no procedure prints with it, or with a layout of its own.
    """
    for path, refusal in ((RESULT, False), (REFUSAL, True)):
        rows = ProcedureVersion.objects.filter(**{path: code}).on(timezone.localdate())
        version = rows.order_by("procedure__code").first()
        if version is not None:
            part = version.data["result"]["refusal"] if refusal else version.data["result"]
            own = {"initials": (), "data_subject": {}, "validity": ""}
            said = sample_content(version.data, refusal=refusal)
            return None if part.get("body") else {**own, **said}
    return None


PROCEDURE_PRINTS = PrintUse(printed_by_procedures, sample_print)
