# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From the counter to the returned, signed and sealed result; back turns on the way."""

from __future__ import annotations

from typing import Any

import pytest

from lienthong.core.cases.api import Step, inbox
from lienthong.core.deadlines.api import Deadline
from lienthong.core.documents.api import IssuedDocument, verdicts_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.actions.decide import (
    issue_result,
    send_back_unissued,
    send_back_unsigned,
    sign_result,
)
from lienthong.modules.onestop.actions.examine import (
    propose_refusal,
    propose_result,
    record_verification,
    request_verification,
    send_back,
)
from lienthong.modules.onestop.actions.give_back import Taker, return_result
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.actions.supplement import (
    Answer,
    Answers,
    accept_supplement,
    answer_supplement,
    propose_supplement,
    resubmit,
    return_supplement,
    send_supplement,
)
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, DossierPaper
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

pytestmark = pytest.mark.usefixtures("signing")

GROUND = "61/2018/NĐ-CP, Điều 19"


class Office:
    """The officers of one ward and their inboxes."""

    def __init__(self, world: World, *, examiner: str = "civil_status_officer") -> None:
        self.world, self.examiner = world, examiner
        self.jobs: set[int] = set()

    def actor(self, role: str) -> Actor:
        return self.world.officer(role)

    def step(self, role: str) -> Step:
        return next(s for s in inbox(self.actor(role)).steps if "waits" not in s.marks)

    def work(self) -> None:
        run_jobs(self.jobs)

    def propose(self) -> None:
        role = self.examiner
        propose_result(self.step(role), comment="Đủ điều kiện.", actor=self.actor(role))
        self.work()

    def sign(self) -> None:
        sign_result(self.step("leader"), actor=self.actor("leader"))
        self.work()

    def issue(self) -> None:
        issue_result(self.step("clerk"), actor=self.actor("clerk"))
        self.work()

    def hand_out(self, **taken: Any) -> None:
        role = "one_stop_officer"
        return_result(self.step(role), actor=self.actor(role), **taken)


def reread(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_related("case", "result").get(pk=dossier.pk)


def test_whole_life_ends_returned_with_two_valid_signatures(
    world: World, answers: dict[str, Any]
) -> None:
    office = Office(world)
    dossier = receive(world, answers)
    office.propose()
    office.sign()
    assert reread(dossier).case.state == DossierState.IN_PROCESS
    office.issue()

    granted = reread(dossier)
    assert granted.case.state == DossierState.GRANTED
    assert granted.result.store_code == f"{granted.case.code}-KQ1"
    assert granted.case.outcome is not None
    document = IssuedDocument.objects.get(pk=granted.result.document_id or 0)
    assert document.state == "issued"
    assert document.number_text.startswith("1/")
    verdicts = verdicts_of(document)
    assert len(verdicts) == 2
    assert all(verdict.intact and verdict.trusted for verdict in verdicts)
    deadline = Deadline.objects.get(pk=granted.case.deadline_id or 0)
    assert deadline.state == "met"

    with pytest.raises(InvalidInput) as refused:
        office.hand_out(method="desk")
    assert set(refused.value.fields) >= {"taker_name", "signature"}
    office.hand_out(
        method="desk", taker=Taker("Lê Quang Thắng", "", "M0 0L9 9"), originals_returned=True
    )
    returned = reread(dossier)
    assert returned.case.state == DossierState.RETURNED
    assert returned.case.closed_at is not None
    assert returned.result.handed_out.taker_name == "Lê Quang Thắng"
    assert inbox(office.actor("one_stop_officer")).steps == []


def test_acceptance_slip_is_drawn_once(world: World, answers: dict[str, Any]) -> None:
    receive(world, answers)
    Office(world).work()

    slip = DossierPaper.objects.get()
    assert slip.file_version_id is not None
    before = slip.file_version_id
    run_jobs()
    slip.refresh_from_db()
    assert slip.file_version_id == before


def test_leader_sends_back_and_officer_proposes_again(
    world: World, answers: dict[str, Any]
) -> None:
    office = Office(world)
    dossier = receive(world, answers)
    office.propose()
    leader = office.actor("leader")
    with pytest.raises(InvalidInput):
        send_back_unsigned(office.step("leader"), reason=" ", actor=leader)

    send_back_unsigned(office.step("leader"), reason="Sai tên đệm.", actor=leader)

    assert office.step("civil_status_officer").node == "examine"
    office.propose()
    office.sign()
    office.issue()
    assert reread(dossier).case.state == DossierState.GRANTED


def test_clerk_sends_back_and_the_signed_paper_is_void(
    world: World, answers: dict[str, Any]
) -> None:
    office = Office(world)
    dossier = receive(world, answers)
    office.propose()
    office.sign()
    first = reread(dossier).result.document_id

    send_back_unissued(office.step("clerk"), reason="Sai ngày.", actor=office.actor("clerk"))
    office.work()

    assert IssuedDocument.objects.get(pk=first or 0).state == "void"
    office.sign()
    office.issue()
    assert reread(dossier).case.state == DossierState.GRANTED


def test_refusal_is_a_signed_notice_and_can_be_returned(
    world: World, answers: dict[str, Any]
) -> None:
    office = Office(world)
    dossier = receive(world, answers)
    role = "civil_status_officer"
    propose_refusal(
        office.step(role),
        reason="Không đủ căn cứ.",
        legal_basis=GROUND,
        actor=office.actor(role),
    )
    office.work()
    office.sign()
    office.issue()

    assert reread(dossier).case.state == DossierState.REFUSED
    office.hand_out(
        method="desk", taker=Taker("Lê Quang Thắng", "", "M0 0L9 9"), originals_returned=True
    )
    assert reread(dossier).case.state == DossierState.RETURNED


def test_supplement_holds_the_clock_and_restarts_it(world: World, answers: dict[str, Any]) -> None:
    office = Office(world)
    dossier = receive(world, answers)
    role = "civil_status_officer"
    propose_supplement(
        office.step(role),
        missing=[Missing("birth_certificate", "Ảnh bị mờ, hãy chụp lại.")],
        reason="Không đọc được số giấy.",
        actor=office.actor(role),
    )
    assert reread(dossier).case.state == DossierState.IN_PROCESS
    send_supplement(office.step("one_stop_officer"), actor=office.actor("one_stop_officer"))
    waiting = reread(dossier)
    assert waiting.case.state == DossierState.SUPPLEMENT
    assert Deadline.objects.get(pk=waiting.case.deadline_id or 0).state == "held"

    defect = waiting.supplements.get().defects.get()
    citizen = world.citizen()
    with pytest.raises(InvalidInput):
        answer_supplement(waiting, answers=Answers(), actor=citizen)
    answer_supplement(
        waiting, answers=Answers({defect.pk: Answer(text="Số 123/GCS.")}), actor=citizen
    )
    with pytest.raises(IllegalState):
        answer_supplement(
            reread(dossier), answers=Answers({defect.pk: Answer(text="Lần hai.")}), actor=citizen
        )
    accept_supplement(office.step("one_stop_officer"), actor=office.actor("one_stop_officer"))

    again = reread(dossier)
    assert again.case.state == DossierState.IN_PROCESS
    deadline = Deadline.objects.get(pk=again.case.deadline_id or 0)
    assert deadline.state == "running"
    assert [row.kind for row in deadline.adjustments.all()] == ["restart"]
    assert again.case.due_at == deadline.due_at


def test_supplement_that_is_no_answer_asks_the_same_again_and_nothing_new(
    world: World, answers: dict[str, Any]
) -> None:
    office = Office(world)
    dossier = receive(world, answers)
    desk = office.actor("one_stop_officer")
    role = "civil_status_officer"
    asked = [Missing("birth_certificate", "Ảnh bị mờ.")]
    propose_supplement(office.step(role), missing=asked, reason="Mờ.", actor=office.actor(role))
    send_supplement(office.step("one_stop_officer"), actor=desk)
    defect = reread(dossier).supplements.get().defects.get()
    citizen = world.citizen()
    answer_supplement(
        reread(dossier), answers=Answers({defect.pk: Answer(text="Đây.")}), actor=citizen
    )

    with pytest.raises(InvalidInput):
        return_supplement(
            office.step("one_stop_officer"),
            missing=[Missing("declaration", "Thêm mục mới.")],
            reason="Thiếu.",
            actor=desk,
        )
    return_supplement(
        office.step("one_stop_officer"), missing=asked, reason="Vẫn chưa đọc được.", actor=desk
    )

    waiting = reread(dossier)
    assert waiting.case.state == DossierState.SUPPLEMENT
    assert waiting.supplements.count() == 2
    again = waiting.supplements.latest("pk").defects.get()
    answer_supplement(waiting, answers=Answers({again.pk: Answer(text="Rõ.")}), actor=citizen)
    accept_supplement(office.step("one_stop_officer"), actor=desk)
    assert reread(dossier).case.state == DossierState.IN_PROCESS


def test_officer_returns_to_the_desk_and_the_desk_hands_it_on_again(
    world: World, answers: dict[str, Any]
) -> None:
    office = Office(world)
    dossier = receive(world, answers)
    role = "civil_status_officer"
    send_back(office.step(role), reason="Sai tên mẹ trên tờ khai.", actor=office.actor(role))

    step = office.step("one_stop_officer")
    assert (step.node, reread(dossier).case.state) == ("recheck", DossierState.IN_PROCESS)
    with pytest.raises(InvalidInput):
        resubmit(step, comment=" ", actor=office.actor("one_stop_officer"))
    resubmit(step, comment="Đã sửa.", actor=office.actor("one_stop_officer"))
    assert office.step(role).node == "examine"


def test_verification_is_excluded_from_the_count_once(
    world: World, answers: dict[str, Any]
) -> None:
    office = Office(world)
    dossier = receive(world, answers)
    role = "civil_status_officer"
    request_verification(office.step(role), comment="Hỏi Đông Hà.", actor=office.actor(role))
    deadline = Deadline.objects.get(pk=reread(dossier).case.deadline_id or 0)
    assert (deadline.state, deadline.held_reason) == ("held", "verification")

    record_verification(office.step(role), comment="Đã trả lời.", actor=office.actor(role))

    deadline.refresh_from_db()
    assert deadline.state == "running"
    assert [row.kind for row in deadline.adjustments.all()] == ["exclude"]
    request_verification(office.step(role), comment="Lần hai.", actor=office.actor(role))
    deadline.refresh_from_db()
    assert deadline.state == "running"
