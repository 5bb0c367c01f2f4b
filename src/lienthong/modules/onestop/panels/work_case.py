# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything the screen of one dossier shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.cases.api import CaseData, Step, bonds_of, events_of
from lienthong.core.deadlines.api import Deadline, chip_of, deadline_of, explain_deadline
from lienthong.core.documents.api import IssuedDocument, SigningBlock
from lienthong.core.forms.api import SummaryRow, spoken_phone
from lienthong.core.numbering.api import next_value
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.forms import Typed, form_key
from lienthong.kernel.prepared import Prepared
from lienthong.modules.onestop.actions.intake import CONTENT
from lienthong.modules.onestop.models import Dossier, Result
from lienthong.modules.onestop.panels.work_blocks import block_of
from lienthong.modules.onestop.panels.work_compare import comparison_of, declared_of
from lienthong.modules.onestop.panels.work_done import undoable
from lienthong.modules.onestop.panels.work_giving import giving
from lienthong.modules.onestop.panels.work_initials import initials_context
from lienthong.modules.onestop.panels.work_opinions import opinions_context
from lienthong.modules.onestop.panels.work_own import own_step, own_ways
from lienthong.modules.onestop.panels.work_papers import desk_of, issued_of
from lienthong.modules.onestop.panels.work_revocation import revocation_facts
from lienthong.modules.onestop.panels.work_stations import holder_of, stations_of
from lienthong.modules.onestop.panels.work_turns import Desk, turns_context
from lienthong.modules.onestop.panels.work_visit import visit_context
from lienthong.modules.onestop.panels.work_waiting import waiting_part
from lienthong.modules.onestop.panels.work_words import day_words, event_line
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.dossiers import know_components, may_have
from lienthong.modules.onestop.queries.results import result_lines
from lienthong.modules.onestop.rules import waits_for_papers

RESULT_FIRST = frozenset({"sign", "issue", "return", "hand_out"})
SHOWN_EVENTS = 3
KEPT = ("viec", "comment", "reason", "text")


@dataclass(frozen=True, slots=True)
class Tried:
    """An act that was refused: which form stays open, what was typed, what is wrong."""

    form: str = ""
    errors: tuple[dict[str, str], ...] = ()
    status: int = 200


def open_steps(dossier: Dossier) -> list[Step]:
    """The open steps of a dossier with their holders."""
    return list(_held_steps(dossier.pk).filter(closed_at__isnull=True))


def _held_steps(case_id: int) -> QuerySet[Step]:
    """All steps of a dossier in their order, with their holders."""
    rows = Step.objects.filter(case_id=case_id)
    return rows.select_related("queue__account").order_by("id")


_WALKED = Prepared(_held_steps)


def case_context(
    dossier: Dossier, actor: Actor, kept: Mapping[str, Any], tried: Tried | None = None
) -> dict[str, Any]:
    """The whole context of the screen; ``kept`` is what the address or a refused form says."""
    know_components(dossier)
    if may_have(dossier, "visit"):
        prefetch_related_objects([dossier], "visits")
    walked = _WALKED.all(dossier.pk)
    steps = [step for step in walked if step.closed_at is None]
    document = issued_of(dossier)
    step = own_step(actor, steps, str(kept.get("buoc", "")))
    tried = tried or Tried(form=str(kept.get("viec", "")))
    lines = result_lines(dossier) if step is not None and step.node == "examine" else []
    drafted = lines or _drafted_lines(dossier)
    return {
        **_addresses(dossier),
        "dossier": dossier,
        "case": dossier.case,
        "phone": spoken_phone(dossier.contact.get("phone", "")),
        **_own_work(dossier, actor, step, walked),
        **waiting_part(dossier, step, actor),
        "stations": stations_of(dossier, walked, actor),
        "desk": desk_of(dossier, document, kept, drafted, prefer_result=_is_last(step)),
        "lines": _kept_lines(lines, kept),
        "drafted": _kept_lines(drafted, kept),
        "tried": tried,
        **_typed(dossier, kept, tried),
        **_declared(dossier),
        **_clock(dossier, actor, step, steps, kept, tried),
        **_talk(dossier, actor),
        **_result(dossier, document, step, actor),
        **revocation_facts(dossier, actor),
        **initials_context(dossier, actor, step, kept),
        **_asked_and_seen(dossier, actor, step, kept),
    }


def _own_work(
    dossier: Dossier, actor: Actor, step: Step | None, walked: list[Step]
) -> dict[str, Any]:
    """The actor's step with what may be chosen; without one, who has it and what can be undone."""
    open_now = [found for found in walked if found.closed_at is None]
    return {
        "step": step,
        "claimed": step is not None and step.queue_id != step.home_queue_id,
        "holder": _holder(open_now, actor) if step is None else "",
        "outcomes": {way["code"]: way for way in step.outcomes} if step else {},
        **own_ways(step),
        "undo": undoable(dossier.case, actor, walked) if step is None else None,
        "gives": giving(open_now, actor),
        "can_take_brought": waits_for_papers(dossier.state) and may(actor, RECEIVE, dossier),
    }


def _typed(dossier: Dossier, kept: Mapping[str, Any], tried: Tried) -> dict[str, Any]:
    """What the forms of the screen need: what was typed, what was wrong, what may be chosen."""
    return {
        "components": _components(dossier, kept),
        "kept": Typed(kept),
        "grounds": list(dossier.procedure_version.legal_basis),
        "errors": list(tried.errors),
        "form_key": form_key(),
    }


def _is_last(step: Step | None) -> bool:
    """Whether the result matters most: after the examination, or when one only reads."""
    return step is None or step.node in RESULT_FIRST


def _asked_and_seen(
    dossier: Dossier, actor: Actor, step: Step | None, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """What other units were asked, and what was seen on the spot."""
    opinions = opinions_context(dossier, actor, step, kept)
    return opinions | visit_context(dossier, actor, step, kept)


def _addresses(dossier: Dossier) -> dict[str, Any]:
    """What the screen is called, and where each of its forms opens without JavaScript."""
    case_url = reverse("onestop:officer-case", args=[dossier.pk])
    places = {form: f"{case_url}?viec={form}#quyet-dinh" for form in ("bo-sung", "tra-lai")}
    return {
        "page_title": dossier.code,
        "crumbs": [(_("Việc của tôi"), reverse("officer:inbox")), (dossier.code, None)],
        "case_url": case_url,
        "internal_url": reverse("onestop:officer-internal", args=[dossier.pk]),
        "bo_sung_url": places["bo-sung"],
        "tra_lai_url": places["tra-lai"],
        "lich_su_url": f"{case_url}?viec=lich-su#lich-su",
    }


def _holder(steps: list[Step], actor: Actor) -> str:
    units = names_of({step.unit_id for step in steps})
    return "; ".join(f"{holder_of(step, actor, units)} ({step.title})" for step in steps)


def _drafted_lines(dossier: Dossier) -> list[dict[str, str]]:
    result: Result | None = getattr(dossier, "result", None)
    return result.document_lines() if result else []


def _kept_lines(lines: list[dict[str, str]], kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {**line, "value": kept.get(f"line_{line['key']}", line["text"])}
        for line in lines
        if line["text"] != "……"
    ]


def _components(dossier: Dossier, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What can be asked for: each paper, and what was declared, which every dossier has."""
    chosen = kept.getlist("missing") if hasattr(kept, "getlist") else []
    papers = [(row.key, row.name) for row in dossier.components.all()]
    return [
        {"key": key, "name": name, "chosen": key in chosen, "what": kept.get(f"what_{key}", "")}
        for key, name in [*papers, (CONTENT, _("Nội dung kê khai"))]
    ]


def _declared(dossier: Dossier) -> dict[str, Any]:
    stored = dossier.case.form
    groups = declared_of(dossier, stored)
    rows = comparison_of(dossier, stored, groups)
    marks = {row["key"]: row["state"] for row in rows}
    return {
        "groups": [
            {"title": group.title, "rows": [_marked(row, marks, stored) for row in group.rows]}
            for group in groups
        ],
        "comparison": sorted(rows, key=lambda row: row["state"] != "differs"),
    }


def _marked(row: SummaryRow, marks: Mapping[str, str], stored: CaseData) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": row.label,
        "value": row.value,
        "answered": row.answered,
        "mark": marks.get(row.key, ""),
        "source": str(stored.origins.get(row.key, {}).get("title", "")),
    }


def _clock(
    dossier: Dossier,
    actor: Actor,
    step: Step | None,
    steps: list[Step],
    kept: Mapping[str, Any],
    tried: Tried,
) -> dict[str, Any]:
    """The promise explained, and the turns that may change it."""
    desk = Desk(dossier, actor, step, _shown_deadline(dossier, steps), steps)
    wrong = {row["target"]: row["message"] for row in tried.errors}
    return _deadline(dossier, desk.deadline) | turns_context(desk, kept, wrong, tried.form)


def _shown_deadline(dossier: Dossier, steps: list[Step]) -> Deadline | None:
    """The promise to the citizen; before acceptance, by when the desk answers."""
    numbers = [dossier.case.deadline_id, dossier.answer_deadline_id]
    numbers += [step.deadline_id for step in steps]
    number = next((found for found in numbers if found), 0)
    return deadline_of(number)


def _deadline(dossier: Dossier, deadline: Deadline | None) -> dict[str, Any]:
    if deadline is None:
        return {"chip": None, "explanation": None, "due_words": "", "why": ""}
    day = {"day": f"{timezone.localtime(deadline.due_at):%d/%m}"}
    due = {"due": day_words(deadline.due_at)}
    promised = dossier.case.deadline_id is not None
    return {
        "chip": chip_of(deadline),
        "explanation": explain_deadline(deadline).as_dict(),
        "due_words": _("Hẹn trả %(due)s") % due if promised else _("Trả lời trước %(due)s") % due,
        "why": _("Vì sao hẹn trả %(day)s?") % day
        if promised
        else _("Vì sao phải trả lời trước %(day)s?") % day,
    }


def _talk(dossier: Dossier, actor: Actor) -> dict[str, Any]:
    events = [event_line(event) for event in events_of(dossier.pk)]
    return {
        "events": events,
        "latest": events[-SHOWN_EVENTS:],
        "comments": list(dossier.case.comments.order_by("id"))
        if may_have(dossier, "comment")
        else [],
        "bonds": bonds_of(dossier.case, actor),
    }


def _result(
    dossier: Dossier, document: IssuedDocument | None, step: Step | None, actor: Actor
) -> dict[str, Any]:
    result: Result | None = getattr(dossier, "result", None)
    preview = 0
    if step is not None and step.node == "issue" and document is not None:
        preview = _next_number(document)
    printed = _block(document, step, actor)
    found = {"result": result, "document": document, "as_printed": printed}
    return found | {"next_number": preview}


def _block(document: IssuedDocument | None, step: Step | None, actor: Actor) -> SigningBlock | None:
    """In which capacity the leader would sign now, before anything is signed."""
    if document is None or step is None or step.node != "sign":
        return None
    return block_of(document, actor)


def _next_number(document: IssuedDocument) -> int:
    """The number that the book would give now; only the act itself takes it."""
    return 0 if document.number_id else next_value(document.agency_id, document.series)
