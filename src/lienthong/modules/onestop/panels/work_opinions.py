# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other units were asked about a dossier: questions, answers, each with its own clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import covers, reach
from lienthong.core.cases.api import (
    CaseOutcome,
    Opinion,
    OpinionStance,
    Step,
    opinions_of,
    units_answering,
)
from lienthong.core.deadlines.api import chips_of
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.attaching import LARGEST_FILE, MOST_FILES, opinion_draft
from lienthong.modules.onestop.actions.consult import OPINION, ROLE
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_files import (
    Attaching,
    attaching_context,
    kept_files,
)
from lienthong.modules.onestop.panels.work_words import clock_words, day_words
from lienthong.modules.onestop.permissions import PROCESS
from lienthong.modules.onestop.queries.dossiers import may_have
from lienthong.modules.onestop.queries.places import usual_units

MORE_UNITS = 6
"""So many units can be asked at once beside the usual ones."""
CHIPS = {
    CaseOutcome.EARLY: ("ok", "circle-check"),
    CaseOutcome.ON_TIME: ("ok", "circle-check"),
    CaseOutcome.LATE: ("late", "alert-circle"),
}


def opinions_context(
    dossier: Dossier, actor: Actor, step: Step | None, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """Opinions of the dossier, and what is needed to ask for more."""
    rows = opinions_of(dossier.pk) if may_have(dossier, "opinion") else []
    asks = may_ask(dossier, actor)
    own = next((row for row in rows if step is not None and row.step_id == step.pk), None)
    choosing = asks and step is not None and step.node != OPINION
    inquires = any(way["code"] == "inquire" for way in step.outcomes) if step else False
    return {
        "opinions": opinion_rows(rows, asks=asks),
        "asked": own,
        "stances": [pair for pair in OpinionStance.choices if pair[0] != OpinionStance.SILENT],
        "may_ask": choosing and dossier.state == DossierState.IN_PROCESS,
        **(_choices(dossier, kept, inquires=inquires) if choosing else {}),
        **(_attaching(own, step, actor) if own and step and own.is_open else {}),
    }


def _attaching(own: Opinion, step: Step, actor: Actor) -> dict[str, Any]:
    """Where the asked unit attaches files to the answer it is writing."""
    here = reverse("onestop:officer-opinion-file", args=[step.pk])
    draft, label = opinion_draft(step.pk), _("Tệp kèm ý kiến")
    asked = Attaching("opinion", draft, label, MOST_FILES, LARGEST_FILE, here)
    return {"attaching": attaching_context(asked, own.files, actor)}


def may_ask(dossier: Dossier, actor: Actor) -> bool:
    """Whether the officer examines for the unit that resolves the dossier."""
    agency = dossier.case.agency_id
    at_home = actor.agency_id == agency and actor.holds(PROCESS.code)
    return at_home or covers(reach(actor, PROCESS), {agency})


def opinion_rows(rows: Iterable[Opinion], *, asks: bool = False) -> list[dict[str, Any]]:
    """Opinions as lines: who, what, by when, what came; two queries for any number."""
    found = list(rows)
    if not found:
        return []
    chips = chips_of(row.step.deadline_id for row in found if row.step.deadline_id)
    names = names_of({row.unit_id for row in found})
    return [_row(row, names, chips, asks=asks) for row in found]


def _row(
    row: Opinion,
    names: Mapping[int, str],
    chips: Mapping[int, dict[str, Any]],
    *,
    asks: bool,
) -> dict[str, Any]:
    due_at = row.step.due_at
    overdue = row.is_open and due_at is not None and due_at < timezone.now()
    return {
        "opinion": row,
        "unit": names.get(row.unit_id, ""),
        "asked": _("%(who)s hỏi lúc %(when)s")
        % {"who": row.asked_by_text, "when": clock_words(row.asked_at)},
        "due": day_words(due_at) if due_at else "",
        "chip": chips.get(row.step.deadline_id or 0) if row.is_open else None,
        "result": _result(row),
        "answered": _("%(who)s, %(when)s")
        % {"who": row.answered_by_text, "when": clock_words(row.answered_at)},
        "reminded": _reminded(row),
        "escalated": _escalated(row),
        "coming": _coming(row),
        "basis": "; ".join(row.legal_basis),
        "files": kept_files(row.files) if row.answered_at else [],
        "overdue": overdue,
        "may_remind": asks and row.is_open,
        "may_take_silence": asks and overdue and row.silence_agrees,
        "may_withdraw": asks and row.is_open and row.step.engine_task is None,
    }


def _result(row: Opinion) -> dict[str, str] | None:
    if row.withdrawn_at is not None:
        return {"words": _("Không cần nữa"), "kind": "paused", "icon": "circle-minus"}
    if row.outcome is None:
        return None
    kind, icon = CHIPS[CaseOutcome(row.outcome)]
    words = {
        CaseOutcome.EARLY: _("Trả lời sớm"),
        CaseOutcome.ON_TIME: _("Trả lời đúng hạn"),
        CaseOutcome.LATE: _("Trả lời trễ"),
    }
    late_silence = row.stance == OpinionStance.SILENT
    text = _("Không trả lời trong hạn") if late_silence else words[CaseOutcome(row.outcome)]
    return {"words": text, "kind": "late" if late_silence else kind, "icon": icon}


def _reminded(row: Opinion) -> str:
    if not row.reminders:
        return ""
    values = {"count": row.reminders, "when": clock_words(row.reminded_at)}
    return _("Đã nhắc %(count)s lần, lần cuối %(when)s") % values


def _escalated(row: Opinion) -> str:
    if row.escalated_at is None:
        return ""
    return _("Đã báo cấp trên %(when)s") % {"when": clock_words(row.escalated_at)}


def _coming(row: Opinion) -> str:
    """What happens by itself if the unit goes on saying nothing."""
    if not row.is_open:
        return ""
    if row.silence_at is not None:
        return _("Không trả lời trong hạn thì coi như đồng ý, tính trễ cho đơn vị được hỏi")
    if row.escalate_at is not None:
        return _("Quá hạn thì báo cấp trên")
    return ""


def _asked_before(kept: Mapping[str, Any]) -> list[str] | None:
    """The usual units that were ticked when the form was refused; None when it was not sent."""
    if not isinstance(kept, QueryDict) or "more" not in kept:
        return None
    return [str(unit) for unit in kept.getlist("unit")]


def _more_units(kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Places for units beside the usual ones, with what was typed before the form was refused."""
    typed: list[tuple[Any, Any]] = []
    if isinstance(kept, QueryDict):
        typed = list(zip(kept.getlist("more"), kept.getlist("more_question"), strict=False))
    rows = [*typed[:MORE_UNITS], *[("", "")] * (MORE_UNITS - len(typed))]
    return [
        {"unit": unit, "question": question, "is_open": bool(unit or question)}
        for unit, question in rows
    ]


def _choices(dossier: Dossier, kept: Mapping[str, Any], *, inquires: bool) -> dict[str, Any]:
    usual, everyone = usual_units(dossier) if inquires else [], units_answering(ROLE)
    names, asked = dict(everyone), _asked_before(kept)
    others = [pair for pair in everyone if pair[0] not in {one.unit_id for one in usual}]
    return {
        "usual_units": [
            {
                "id": one.unit_id,
                "name": names.get(one.unit_id, ""),
                "question": kept.get(f"question_{one.unit_id}", one.question),
                "is_asked": asked is None or str(one.unit_id) in asked,
            }
            for one in usual
        ],
        "is_visiting": asked is None or "visit" in kept,
        "more_units": _more_units(kept),
        "other_units": others,
        "all_units": everyone,
    }
