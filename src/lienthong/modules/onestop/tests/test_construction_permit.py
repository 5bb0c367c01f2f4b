# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Construction permit: limits by variant, visit and opinions side by side, permit, refusal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.cases.api import Step, inbox, open_steps_of
from lienthong.core.deadlines.api import Deadline, LimitUnit
from lienthong.core.documents.api import IssuedDocument, verdicts_of
from lienthong.core.forms.api import holds
from lienthong.core.units.api import names_of
from lienthong.kernel import clock
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.actions.consult import Asked, begin_inquiry, give_opinion
from lienthong.modules.onestop.actions.examine import propose_refusal
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.actions.supplement import (
    Answer,
    Answers,
    accept_supplement,
    answer_supplement,
    propose_supplement,
    send_supplement,
)
from lienthong.modules.onestop.actions.visit import VisitRecord, record_visit
from lienthong.modules.onestop.domain.promises import promises_of
from lienthong.modules.onestop.enums import Channel, DossierState
from lienthong.modules.onestop.models import Dossier, DossierPaper, ProcedureVersion
from lienthong.modules.onestop.panels.citizen_timeline import timeline
from lienthong.modules.onestop.queries.control_slip import control_rows
from lienthong.modules.onestop.tests.samples import PERMIT, permit_answers
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_whole_life import Office, reread
from lienthong.testing.world import World

ROLE = "construction_officer"
QUESTION = "Thửa đất có phù hợp để cấp phép không?"


@pytest.fixture
def office(world: World) -> Office:
    return Office(world, examiner=ROLE)


def filed(world: World, **changes: Any) -> Dossier:
    return receive(world, permit_answers(**changes), procedure=PERMIT)


def inquire(world: World, office: Office, *, visit: bool = True) -> None:
    """Ask both units, and visit the place."""
    asked = [Asked(world.land.pk, QUESTION), Asked(world.fire.pk, "Có phải thẩm định không?")]
    begin_inquiry(office.step(ROLE), asked=asked, visit=visit, actor=office.actor(ROLE))


def answer(world: World, unit: Any, stance: str = "agrees", text: str = "") -> None:
    actor = world.consulted(unit)
    (step,) = inbox(actor).steps
    give_opinion(step, stance=stance, text=text, actor=actor)


def record(**changes: Any) -> VisitRecord:
    seen: dict[str, Any] = {
        "visited_at": timezone.now() - timedelta(hours=1),
        "place": "12 Lê Lợi, Phường Đồng Hới",
        "participants": "Ông Lê Quang Thắng\nBà Trần Thị Mỹ Duyên",
        "findings": "Đất trống, ranh giới đúng mốc.",
        "conclusion": "fits",
    }
    return VisitRecord(**(seen | changes))


@pytest.mark.parametrize("channel", ["online", "desk", "post"])
@pytest.mark.parametrize(("kind", "days"), [("house", 15), ("building", 20), ("line", 20)])
def test_limit_when_variant_is_known_then_it_alone_decides_never_the_channel(
    world: World, kind: str, days: int, channel: str
) -> None:
    spec = ProcedureVersion.objects.get(procedure__code=PERMIT).spec
    answers, today = permit_answers(works_kind=kind), timezone.localdate()
    variant = spec.variant(lambda condition: holds(condition, answers, today))

    limit = spec.limit_for(variant)

    assert variant == kind
    assert (limit.amount, limit.unit) == (days, "day")
    assert channel in Channel.values
    fees = spec.fees(
        lambda condition: holds(condition, answers, today),
        channel=channel,
        on=today,
        answers=answers,
    )
    assert [fee.amount for fee in fees] == [50_000 if kind == "house" else 100_000]


def test_promises_when_told_beforehand_then_one_for_houses_one_for_the_rest(world: World) -> None:
    spec = ProcedureVersion.objects.get(procedure__code=PERMIT).spec

    told = [(each.variant, each.limit.amount) for each in promises_of(spec)]

    assert told == [("house", 15), ("building", 20)]


@pytest.mark.parametrize(("kind", "days"), [("house", 15), ("building", 20)])
def test_accept_when_received_then_the_promise_counts_the_days_of_the_variant(
    world: World, kind: str, days: int
) -> None:
    dossier = filed(world, works_kind=kind, works_name="Nhà xưởng", land_use="residential")

    deadline = Deadline.objects.get(pk=dossier.case.deadline_id or 0)
    assert (deadline.unit, deadline.amount) == (LimitUnit.DAY, days)
    received = clock.to_local(deadline.started_at).date()
    assert (clock.to_local(deadline.due_at).date() - received).days >= days
    slip = DossierPaper.objects.get(dossier=dossier, kind="01")
    assert str(days) in slip.data["time_text"]


@pytest.mark.usefixtures("signing")
def test_life_when_visited_and_answered_then_a_permit_with_the_condition(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    assert dossier.case.title == "Cấp giấy phép xây dựng: Trần Thị Mỹ Duyên"
    inquire(world, office)
    nodes = [(step.node, step.unit_id) for step in open_steps_of(dossier.pk)]
    agency = world.ward.agency.pk
    assert sorted(nodes) == sorted(
        [("visit", agency), ("opinion", world.land.pk), ("opinion", world.fire.pk)]
    )

    ward, land, fire = (names_of({pk})[pk] for pk in (agency, world.land.pk, world.fire.pk))
    told = {entry["title"]: entry.get("text", "") for entry in timeline(dossier)}
    assert told[f"Chúng tôi hỏi ý kiến {land}"].startswith("Nơi được hỏi trả lời chậm nhất ")
    assert f"Chúng tôi hỏi ý kiến {fire}" in told

    record_visit(office.step(ROLE), record=record(), actor=office.actor(ROLE))
    answer(world, world.land, text="Không vướng.")
    answer(world, world.fire, "conditions", "Bố trí lối thoát nạn thứ hai.")

    entries = [entry for entry in timeline(dossier) if entry["state"] == "done"]
    titles = [entry["title"] for entry in entries]
    assert titles[-3:] == [
        "Cán bộ đã kiểm tra thực địa",
        f"Đã hỏi xong {land}",
        f"Đã hỏi xong {fire}",
    ]
    assert [(entry["who"], entry["text"]) for entry in entries[-5:]] == [("", "")] * 5
    assert [step.node for step in open_steps_of(dossier.pk)] == ["examine"]
    passed = [
        (row["giver_unit"], row["receiver_unit"], row["note"]) for row in control_rows(dossier)
    ]
    assert {(ward, land, "Cho ý kiến về hồ sơ"), (ward, fire, "Cho ý kiến về hồ sơ")} <= set(passed)
    assert (land, ward, "Cho ý kiến về hồ sơ. Không vướng.") in passed
    assert (fire, ward, "Thẩm định, soạn giấy phép. Bố trí lối thoát nạn thứ hai.") in passed
    office.propose()
    office.sign()
    office.issue()
    granted = reread(dossier)
    document = IssuedDocument.objects.get(pk=granted.result.document_id or 0)
    lines = {line["key"]: line["text"] for line in document.content["lines"]}
    assert granted.case.state == DossierState.GRANTED
    assert document.number_text.endswith("/GPXD")
    assert lines["owner"] == "TRẦN THỊ MỸ DUYÊN"
    assert lines["conditions"].startswith("Bố trí lối thoát nạn thứ hai. (")
    assert [len(table["rows"]) for table in document.content["tables"]] == [2]
    assert "12 tháng" in document.content["validity"]
    assert all(verdict.intact and verdict.trusted for verdict in verdicts_of(document))
    papers = set(granted.papers.values_list("kind", flat=True))
    assert {"01", "bb"} <= papers


@pytest.mark.usefixtures("signing")
def test_life_when_refused_for_an_organisation_then_the_notice_names_it(
    world: World, office: Office
) -> None:
    dossier = filed(
        world,
        works_kind="building",
        owner_kind="organisation",
        organisation_name="Công ty TNHH Gạch Lệ Thủy",
        organisation_tax_code="3100123456",
        organisation_address=permit_answers()["owner_residence"],
        organisation_representative="Trần Thị Mỹ Duyên",
        works_name="Nhà xưởng gạch",
        land_use="production",
        design_by="organisation",
        designer_name="Công ty Thiết kế Miền Trung",
        designer_certificate="QUT-00012345",
        design_lead="Phan Đức Minh, KTS-123",
    )
    assert dossier.applicant["name"] == "Công ty TNHH Gạch Lệ Thủy"
    assert dossier.applicant["tax_code"] == "3100123456"
    propose_refusal(
        office.step(ROLE),
        reason="Sai quy hoạch.",
        legal_basis="50/2014/QH13",
        actor=office.actor(ROLE),
    )
    office.work()
    office.sign()
    office.issue()

    refused = reread(dossier)
    document = IssuedDocument.objects.get(pk=refused.result.document_id or 0)
    assert refused.case.state == DossierState.REFUSED
    assert document.content["title"] == "Thông báo không cấp giấy phép xây dựng"
    assert document.content["applicant"]["name"] == "Công ty TNHH Gạch Lệ Thủy"


def test_supplement_when_complete_then_the_days_of_the_variant_start_again(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    missing = [Missing("drawing_floors", "Mặt đứng thiếu kích thước.")]
    propose_supplement(
        office.step(ROLE), missing=missing, reason="Bản vẽ thiếu.", actor=office.actor(ROLE)
    )
    desk = "one_stop_officer"
    notice = send_supplement(office.step(desk), actor=office.actor(desk))
    answers = Answers({notice.defects.get().pk: Answer("Đã ghi đủ kích thước.")})
    answer_supplement(reread(dossier), answers=answers, actor=world.citizen())
    accept_supplement(office.step(desk), actor=office.actor(desk))

    deadline = Deadline.objects.get(pk=dossier.case.deadline_id or 0)
    (restart,) = deadline.adjustments.all()
    assert (restart.kind, deadline.amount) == ("restart", 15)
    assert office.step(ROLE).node == "examine"


def test_inquiry_when_without_a_visit_then_only_the_units_work(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    inquire(world, office, visit=False)

    assert {step.node for step in open_steps_of(dossier.pk)} == {"opinion"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"visited_at": None}, "visited_at"),
        ({"visited_at": timezone.now() + timedelta(days=2)}, "visited_at"),
        ({"place": " "}, "place"),
        ({"participants": ""}, "participants"),
        ({"findings": ""}, "findings"),
        ({"findings": "x" * 5001}, "findings"),
        ({"conclusion": "perhaps"}, "conclusion"),
    ],
)
def test_visit_when_something_is_missing_then_refused_and_still_open(
    world: World, office: Office, change: dict[str, Any], field: str
) -> None:
    dossier = filed(world)
    inquire(world, office)
    step: Step = office.step(ROLE)

    with pytest.raises(InvalidInput) as refused:
        record_visit(step, record=record(**change), actor=office.actor(ROLE))

    assert set(refused.value.fields) == {field}
    assert dossier.visits.get().recorded_at is None


def test_visit_when_recorded_then_its_printed_record_says_who_was_there(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    inquire(world, office)

    visit = record_visit(office.step(ROLE), record=record(), actor=office.actor(ROLE))

    paper = DossierPaper.objects.get(dossier=dossier, kind="bb")
    assert visit.recorded_by_text == office.actor(ROLE).name
    assert paper.data["participants"] == ["Ông Lê Quang Thắng", "Bà Trần Thị Mỹ Duyên"]
    assert paper.data["conclusion"] == "phù hợp với hồ sơ"
