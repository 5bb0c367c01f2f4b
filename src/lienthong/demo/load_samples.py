# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dossiers of every procedure but birth registration at several stages, by the real acts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account, PersonFacts
from lienthong.core.cases.api import Step, open_steps_of
from lienthong.core.documents.api import Limits, open_file, store_upload
from lienthong.core.forms.api import FormDraft
from lienthong.core.references.api import places
from lienthong.core.units.api import Unit
from lienthong.demo.citizens import begin_draft
from lienthong.demo.drawings import draw_plan
from lienthong.demo.lives.papers import files_for
from lienthong.demo.sources import read
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.consult import Asked, begin_inquiry, give_opinion
from lienthong.modules.onestop.actions.counter import CounterEntry, receive_at_counter
from lienthong.modules.onestop.actions.examine import propose_refusal, propose_result
from lienthong.modules.onestop.actions.intake import ComponentCheck, Missing, accept_dossier
from lienthong.modules.onestop.actions.receiving_files import description
from lienthong.modules.onestop.actions.submit import submit_dossier
from lienthong.modules.onestop.actions.supplement import propose_supplement
from lienthong.modules.onestop.actions.visit import VisitRecord, record_visit
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.queries.places import usual_units

EXAMINERS = {"1.001612": "kinhte", "1.013225": "xaydung"}
START_AFTER = 45
"""Days from today to the planned start of works."""
MEGABYTE = 1_048_576
Row = Mapping[str, Any]


def load_samples() -> None:
    """Make them, once: dossiers of these procedures that exist already end it."""
    if Dossier.objects.filter(procedure_version__procedure__code__in=EXAMINERS).exists():
        return
    for row in read("samples")["samples"]:
        versions = ProcedureVersion.objects.on(timezone.localdate())
        version = versions.get(procedure__code=row["procedure"])
        make = _submit if row["channel"] == "online" else receive_sample
        _bring_to(row["stage"], make(row, version), row)


def facts_of(row: Row) -> PersonFacts:
    """Who files."""
    name, born, number, gender = row["person"]
    return PersonFacts(
        full_name=name,
        personal_id=number,
        date_of_birth=date.fromisoformat(born),
        gender=gender,
        phone=f"0900{number[-6:]}",
        residence=f"{row['detail']}, {places()[row['division']].text}",
    )


def answers_of(row: Row) -> dict[str, Any]:
    """The declaration, with the person and the place written in."""
    name, born, number, gender = row["person"]
    place = places()[row["division"]]
    home = {"division": place.code, "division_text": place.text, "detail": row["detail"]}
    words = {"@home": home, "@name": name, "@born": born, "@number": number, "@gender": gender}
    words["@phone"] = facts_of(row).phone
    answers = {key: words.get(str(value), value) for key, value in row["answers"].items()}
    if row["procedure"] == "1.013225":
        start = timezone.localdate() + timedelta(days=START_AFTER)
        answers["start_month"] = start.isoformat()
    return answers


def _submit(row: Row, version: ProcedureVersion) -> Dossier:
    facts = facts_of(row)
    actor, draft = begin_draft(version, subject=f"demo-{facts.personal_id}", facts=facts)
    draft.answers = answers_of(row)
    draft.attachments = files_for(draft, partial(_drawing, draft, actor))
    draft.save(update_fields=["answers", "attachments"])
    return submit_dossier(draft, declared=True, actor=actor)


def _drawing(draft: FormDraft, actor: Actor, title: str) -> dict[str, object]:
    """A drawing of three pages as a file of the draft."""
    file = open_file(
        title, owner_kind="onestop.draft", owner_id=draft.pk, person_id=actor.person_id, actor=actor
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ban-ve.pdf"
        draw_plan(path, pages=3)
        limits = Limits(max_bytes=50 * MEGABYTE)
        version = store_upload(file, path=path, name=f"{title}.pdf", limits=limits, actor=actor)
    return description(version)


def receive_sample(row: Row, version: ProcedureVersion) -> Dossier:
    """Received at the desk of the row's ward, with every paper."""
    facts = facts_of(row)
    checks = {
        component.key: ComponentCheck(state="accepted", originals=component.originals)
        for component in version.spec.components
    }
    entry = CounterEntry(
        procedure=version, person=facts, answers=answers_of(row), checks=checks, phone=facts.phone
    )
    desk = Unit.objects.get(code=f"qt-{row['division']}-mc")
    return receive_at_counter(desk, entry=entry, actor=_officer("tiepnhan1", row))


def _bring_to(stage: str, dossier: Dossier, row: Row) -> None:
    if stage == "submitted":
        return
    if row["channel"] == "online":
        accept_dossier(_step(dossier), checks={}, actor=_officer("tiepnhan1", row))
    acts: Mapping[str, Callable[[Dossier, Row], None]] = {
        "send_supplement": _ask_supplement,
        "sign": _propose,
        "refusal": _refuse,
        "inquiry": _inquire,
        "one_answer": _hear_one,
        "weighed": _hear_all,
    }
    if stage in acts:
        acts[stage](dossier, row)


def _ask_supplement(dossier: Dossier, row: Row) -> None:
    missing = [Missing("request", "Ghi rõ dịch vụ: có xâm lấn da hay không, có cần giấy phép.")]
    reason = "Ngành chưa rõ nên chưa biết có thuộc ngành có điều kiện."
    examiner = _examiner(row)
    propose_supplement(_step(dossier), missing=missing, reason=reason, actor=examiner)


def _propose(dossier: Dossier, row: Row) -> None:
    propose_result(_step(dossier), comment="Hồ sơ đủ điều kiện.", actor=_examiner(row))


def _refuse(dossier: Dossier, row: Row) -> None:
    reason = "Thửa đất nằm trong hành lang bảo vệ đường bộ, không phù hợp quy hoạch."
    ground = "50/2014/QH13, Điều 91"
    propose_refusal(_step(dossier), reason=reason, legal_basis=ground, actor=_examiner(row))


def _inquire(dossier: Dossier, row: Row) -> None:
    asked = [Asked(one.unit_id, one.question) for one in usual_units(dossier)]
    begin_inquiry(_step(dossier), asked=asked, visit=True, actor=_examiner(row))


def _hear_one(dossier: Dossier, row: Row) -> None:
    _inquire(dossier, row)
    _answer(dossier, "datdai", "agrees", "Thửa đất đúng mục đích, không tranh chấp.")


def _hear_all(dossier: Dossier, row: Row) -> None:
    _hear_one(dossier, row)
    _answer(dossier, "pccc", "conditions", "Bố trí lối thoát nạn thứ hai ở tầng 2.")
    visit = next(step for step in open_steps_of(dossier.pk) if step.node == "visit")
    record = VisitRecord(
        visited_at=timezone.now() - timedelta(hours=2),
        place=facts_of(row).residence,
        participants=f"{row['person'][0]}, chủ đầu tư",
        findings="Đất trống, ranh giới đúng mốc, không có công trình liền kề.",
        conclusion="fits",
    )
    record_visit(visit, record=record, actor=_examiner(row))


def _answer(dossier: Dossier, username: str, stance: str, text: str) -> None:
    actor = actor_for(Account.objects.get(username=username))
    steps = open_steps_of(dossier.pk)
    step = next(step for step in steps if step.unit_id == actor.unit_id)
    give_opinion(step, stance=stance, text=text, actor=actor)


def _step(dossier: Dossier) -> Step:
    return open_steps_of(dossier.pk)[0]


def _examiner(row: Row) -> Actor:
    return _officer(EXAMINERS[row["procedure"]], row)


def _officer(post: str, row: Row) -> Actor:
    return actor_for(Account.objects.get(username=f"{post}.{row['slug']}"))
