# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What was declared beside what the state already knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import CaseData
from lienthong.core.forms.api import SummaryGroup, SummaryRow, holds, spec_of, summary_rows
from lienthong.modules.onestop.models import Dossier

IDENTITY = ("_full_name", "_personal_id", "_date_of_birth")
"""Endings of the keys of answers that say who somebody is: these are always compared."""


def declared_of(dossier: Dossier, stored: CaseData) -> list[SummaryGroup]:
    """The declaration as groups of rows, as of the day it was received."""
    day = timezone.localdate(dossier.case.received_at)
    return list(summary_rows(stored.form_version_id or 0, stored.data, on=day))


def comparison_of(
    dossier: Dossier, stored: CaseData, groups: Iterable[SummaryGroup]
) -> list[dict[str, Any]]:
    """Rows whose answer came from national data, differs, or says who somebody is."""
    known = _known(dossier, stored)
    found = (
        _row(row, group.title, stored.origins, known) for group in groups for row in group.rows
    )
    return [row for row in found if row is not None]


def _row(
    row: SummaryRow, group: str, origins: Mapping[str, Any], known: Mapping[str, str]
) -> dict[str, Any] | None:
    key = row.key
    view = {"key": key, "label": row.label, "group": group, "value": row.value, "note": ""}
    view["source"] = str(origins[key].get("title", "")) if key in origins else ""
    if row.warnings:
        return view | {"state": "differs", "note": " ".join(row.warnings)}
    if key in known:
        same = known[key] == row.value
        note = "" if same else _("tài khoản định danh ghi %s") % known[key]
        return view | {"state": "same" if same else "differs", "note": note}
    if key in origins:
        return view | {"state": "same"}
    if row.answered and key.endswith(IDENTITY):
        return view | {"state": "unknown"}
    return None


def _known(dossier: Dossier, stored: CaseData) -> dict[str, str]:
    """What the identified account of the submitter says, by key of the form's answer.

    The form itself says which answers speak of whoever files: those that are filled in from it.
    """
    person = dossier.submitter
    facts = {"person.full_name": person.full_name, "person.personal_id": person.personal_id or ""}
    day = timezone.localdate(dossier.case.received_at)
    return {
        question.key: facts[rule.semantic]
        for question in spec_of(stored.form_version_id or 0).fields()
        for rule in question.prefill
        if facts.get(rule.semantic) and holds(rule.when, stored.data, day)
    }
