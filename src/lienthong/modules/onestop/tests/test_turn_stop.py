# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Stop: proposed, decided, sent with Mẫu 05; resumed and counted, or ended with papers back."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.cases.api import Case, Step, events_of, open_steps_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.actions.extend import ask_extension
from lienthong.modules.onestop.actions.obligation import issue_obligation
from lienthong.modules.onestop.actions.restitution import GivenBack
from lienthong.modules.onestop.actions.resume import end_stopped, resume_dossier
from lienthong.modules.onestop.actions.stop import (
    StopAsk,
    approve_stop,
    decline_stop,
    propose_stop,
    send_stop,
)
from lienthong.modules.onestop.actions.wake import wake_step
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import DossierPaper, FeeDemand, StopNotice
from lienthong.modules.onestop.queries.turns import steps_to_wake
from lienthong.modules.onestop.tests.test_turn_extend import asked as new_date
from lienthong.modules.onestop.tests.test_turn_obligation import DEMAND
from lienthong.modules.onestop.tests.turns import DESK, LEADER, OFFICER, Turns, set_time_rules

ASK = StopAsk("applicant", "Người nộp có đơn đề nghị dừng.", "61/2018/NĐ-CP, Điều 19")
PLATFORM = Actor.platform("đến hạn")
BACK = GivenBack("Giấy chứng sinh (bản chính)")


def listed(rules: dict[str, Any], **more: Any) -> None:
    """The version knows a stop: once, at most two working days."""
    entry = {"key": "stop", "title": "Dừng", "amount": 2, "unit": "working_day", "max_count": 1}
    rules["exclusions"].append(entry | {"legal_basis": ["61/2018/NĐ-CP"]} | more)


def propose(turns: Turns, asked: StopAsk = ASK) -> StopNotice:
    return propose_stop(turns.step("examine"), asked=asked, actor=turns.actor(OFFICER))


def stop(turns: Turns, back: GivenBack = BACK) -> StopNotice:
    propose(turns)
    approve_stop(turns.step("approve_stop"), actor=turns.actor(LEADER))
    return send_stop(turns.step("send_stop"), back=back, actor=turns.actor(DESK))


def resume(turns: Turns, reason: str = "Đã rút đơn.") -> StopNotice:
    return resume_dossier(turns.again(), reason=reason, actor=turns.actor(OFFICER))


def test_stop_goes_through_leader_and_one_stop(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    propose(turns)
    assert turns.state == "in_process"
    with pytest.raises(IllegalState) as blocked:
        propose_result(turns.step("examine"), comment="Đạt.", actor=turns.actor(OFFICER))
    assert blocked.value.code == "blocked"
    approve_stop(turns.step("approve_stop"), actor=turns.actor(LEADER))
    assert turns.state == "in_process"

    send_stop(turns.step("send_stop"), back=BACK, actor=turns.actor(DESK))

    assert turns.state == "stopped"
    assert (turns.deadline.state, turns.deadline.held_reason) == ("held", "stopped")
    assert turns.nodes() == ["examine", "close_stopped"]
    paper = DossierPaper.objects.get(kind="05")
    assert paper.data["ground"] == "Người nộp đề nghị dừng"
    assert paper.data["returned"] == "Giấy chứng sinh (bản chính)"
    event = events_of(turns.dossier.pk, for_citizen=True)[-1]
    assert (event.kind, event.data["reason"]) == ("stopped", ASK.reason)


def test_resumed_stop_is_taken_out_of_the_count(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    stop(turns)
    turns.go_to(2026, 11, 20, 9, 0)

    resume(turns)

    assert turns.state == "in_process"
    assert turns.due == "2026-11-26 17:00"
    (row,) = turns.deadline.adjustments.all()
    assert (row.kind, row.reason_code, row.amount) == ("exclude", "stopped", 2)
    assert row.instrument.key == "61/2018/NĐ-CP"
    assert turns.nodes() == ["examine"]
    with pytest.raises(IllegalState) as again:
        resume(turns)
    assert again.value.code == "not_stopped"
    propose_result(turns.step("examine"), comment="Đạt.", actor=turns.actor(OFFICER))


def test_step_that_time_ends_goes_on_by_itself_but_not_while_the_dossier_rests(
    turns: Turns,
) -> None:
    step = turns.step("examine")
    turns.go_to(2026, 11, 18, 10, 0)
    Step.objects.filter(pk=step.pk).update(
        wake_at=timezone.now(), marks={**step.marks, "wakes": "propose"}
    )
    Case.objects.filter(pk=step.case_id).update(state=DossierState.STOPPED)
    (due,) = steps_to_wake()

    wake_step(due, actor=PLATFORM)
    assert Step.objects.get(pk=step.pk).closed_at is None
    Case.objects.filter(pk=step.case_id).update(state=DossierState.IN_PROCESS)
    wake_step(due, actor=PLATFORM)
    wake_step(due, actor=PLATFORM)

    ended = Step.objects.get(pk=step.pk)
    assert (ended.outcome, ended.closed_by_id) == ("propose", None)
    assert [open_step.node for open_step in open_steps_of(step.case_id)] == ["sign"]
    assert steps_to_wake() == []


def test_version_limits_how_long_and_how_often(turns: Turns) -> None:
    set_time_rules(listed)
    turns.go_to(2026, 11, 18, 10, 0)
    notice = stop(turns)
    assert f"{notice.until_at:%d}" == "20"
    turns.go_to(2026, 11, 20, 17, 5)
    (due,) = steps_to_wake()
    wake_step(due, actor=Actor.platform("đến hạn"))
    assert steps_to_wake() == []
    assert events_of(turns.dossier.pk)[-1].kind == "stop_limit_reached"
    turns.go_to(2026, 11, 26, 9, 0)

    resume(turns)

    assert turns.deadline.adjustments.get().amount == 2
    assert turns.due == "2026-11-26 17:00"
    with pytest.raises(IllegalState) as enough:
        propose(turns)
    assert enough.value.code == "stopped_enough"


def test_stopped_dossier_ends_as_withdrawn_with_originals_back(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    stop(turns)
    step, desk = turns.step("close_stopped"), turns.actor(DESK)
    with pytest.raises(InvalidInput) as kept:
        end_stopped(step, back=GivenBack(), actor=desk)
    assert set(kept.value.fields) == {"originals_returned"}
    with pytest.raises(InvalidInput) as refund:
        end_stopped(step, back=GivenBack(refund=1, originals_returned=True), actor=desk)
    assert set(refund.value.fields) == {"refund"}

    end_stopped(step, back=GivenBack(originals_returned=True), actor=desk)

    assert turns.state == "withdrawn"
    assert turns.nodes() == []
    assert turns.deadline.state == "cancelled"
    assert (
        not turns.again()
        .components.filter(originals__gt=0, present_only=False, original_returned_at=None)
        .exists()
    )
    with pytest.raises(IllegalState):
        resume(turns)


def test_leader_declines_and_the_work_goes_on(turns: Turns) -> None:
    propose(turns)
    with pytest.raises(InvalidInput):
        decline_stop(turns.step("approve_stop"), reason="", actor=turns.actor(LEADER))
    decline_stop(turns.step("approve_stop"), reason="Chưa có đơn.", actor=turns.actor(LEADER))

    assert turns.nodes() == ["examine"]
    propose(turns)
    assert StopNotice.objects.count() == 2


def test_what_was_asked_beside_it_ends_with_a_stop(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    ask_extension(turns.again(), asked=new_date(), actor=turns.actor(OFFICER))
    examine = turns.step("examine")
    issue_obligation(examine, demand=DEMAND, actor=turns.actor(OFFICER))
    propose_stop(
        examine,
        asked=StopAsk("unpaid", "Không nộp.", "61/2018/NĐ-CP"),
        actor=turns.actor(OFFICER),
    )
    approve_stop(turns.step("approve_stop"), actor=turns.actor(LEADER))
    turns.go_to(2026, 11, 19, 10, 0)

    send_stop(turns.step("send_stop"), back=BACK, actor=turns.actor(DESK))

    assert turns.nodes() == ["examine", "close_stopped"]
    assert [row.kind for row in turns.deadline.adjustments.all()] == ["exclude"]
    assert turns.deadline.held_reason == "stopped"
    assert not FeeDemand.objects.filter(rule_key="financial_obligation").exists()
    assert turns.again().extensions.get().declined_at is not None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (StopAsk("applicant", " ", ASK.legal_basis), "reason"),
        (StopAsk("nothing", "Lý do.", ASK.legal_basis), "ground"),
        (StopAsk("supplement_expired", "Lý do.", ASK.legal_basis), "ground"),
        (StopAsk("unpaid", "Lý do.", ASK.legal_basis), "ground"),
        (StopAsk("law", "Lý do.", ASK.legal_basis), "ground"),
        (StopAsk("applicant", "Lý do.", "một văn bản nào đó"), "legal_basis"),
    ],
)
def test_bad_proposals_are_refused(turns: Turns, asked: StopAsk, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        propose(turns, asked)

    assert set(refused.value.fields) == {field}
    assert turns.nodes() == ["examine"]


def test_stop_twice_wrong_people_and_other_units_are_refused(turns: Turns) -> None:
    elsewhere = turns.world.officer(OFFICER, ward=turns.world.other)
    with pytest.raises(OutOfScope):
        propose_stop(turns.step("examine"), asked=ASK, actor=elsewhere)
    propose(turns)
    with pytest.raises(NotAllowed):
        approve_stop(turns.step("approve_stop"), actor=turns.actor(OFFICER))
    with pytest.raises(IllegalState):
        propose(turns)
    deciding = turns.step("approve_stop")
    approve_stop(deciding, actor=turns.actor(LEADER))
    with pytest.raises(IllegalState):
        approve_stop(deciding, actor=turns.actor(LEADER))
    sending = turns.step("send_stop")
    send_stop(sending, back=BACK, actor=turns.actor(DESK))
    with pytest.raises(IllegalState):
        send_stop(sending, back=BACK, actor=turns.actor(DESK))
    with pytest.raises(OutOfScope):
        resume_dossier(turns.again(), reason="Tiếp.", actor=elsewhere)
    with pytest.raises(InvalidInput):
        resume(turns, " ")
    assert StopNotice.objects.count() == 1
