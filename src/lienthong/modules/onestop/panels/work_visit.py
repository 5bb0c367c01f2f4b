# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A field visit on the case screen: the form while it is open, the records afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.consult import VISIT
from lienthong.modules.onestop.actions.visit import LARGEST_FILE, MOST_FILES, visit_draft
from lienthong.modules.onestop.enums import VisitConclusion
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_files import Attaching, attaching_context
from lienthong.modules.onestop.queries.dossiers import may_have

FIELDS = ("visited_on", "visited_time", "place", "participants", "findings", "conclusion")


def visit_context(
    dossier: Dossier, actor: Actor, step: Step | None, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """Recorded visits; with an open visit its form, what was typed, its pictures."""
    visits = list(dossier.visits.all()) if may_have(dossier, "visit") else []
    context: dict[str, Any] = {"visits": [visit for visit in visits if visit.is_recorded]}
    if step is None or step.node != VISIT:
        return context
    visit = next((visit for visit in visits if visit.step_id == step.pk), None)
    kept_now = visit.files if visit else []
    typed = {name: kept.get(name, "") for name in FIELDS}
    typed["place"] = typed["place"] or site_of(dossier)
    typed["visited_on"] = typed["visited_on"] or f"{timezone.localdate():%d/%m/%Y}"
    return context | {
        "visit_form": typed,
        "conclusions": VisitConclusion.choices,
        "attaching": attaching_context(_attaching(step), kept_now, actor),
    }


def site_of(dossier: Dossier) -> str:
    """The place that the declaration names, as text."""
    question = dossier.procedure_version.spec.division_field.partition(".")[0]
    place = dossier.case.form.data.get(question) or {}
    parts = (place.get("detail", ""), place.get("division_text", ""))
    return ", ".join(part for part in parts if part)


def _attaching(step: Step) -> Attaching:
    here = reverse("onestop:officer-visit-file", args=[step.pk])
    label = _("Ảnh tại chỗ")
    return Attaching("visit", visit_draft(step.pk), label, MOST_FILES, LARGEST_FILE, here)
