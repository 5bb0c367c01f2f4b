# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What officers keep about a case of any kind, as their form shows it."""

from __future__ import annotations

from lienthong.core.cases.models import Case, CaseData
from lienthong.core.ui.api import tags_of

FIELDS = ("priority", "tags", "note")
TAGGED = "cases.case"


def details_of(case: Case) -> dict[str, str]:
    """Urgency, tags and the common note, as text."""
    return {
        "priority": str(case.priority),
        "tags": ", ".join(tags_of(TAGGED, case.pk)),
        "note": note_of(case),
    }


def note_of(case: Case) -> str:
    """The common note of the officers."""
    return CaseData.objects.filter(pk=case.pk).values_list("note", flat=True).first() or ""
