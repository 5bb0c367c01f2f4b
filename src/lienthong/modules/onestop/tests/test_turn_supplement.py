# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Supplement in processing: restart or exclude, the last day, a leader's second yes, the timer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import Step, events_of
from lienthong.core.notifications.api import Message
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed
from lienthong.modules.onestop.actions.examine import propose_refusal, propose_result
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.actions.restitution import GivenBack
from lienthong.modules.onestop.actions.resume import go_on_without, resume_dossier
from lienthong.modules.onestop.actions.second_supplement import (
    approve_supplement,
    decline_supplement,
)
from lienthong.modules.onestop.actions.stop import StopAsk, approve_stop, propose_stop, send_stop
from lienthong.modules.onestop.actions.supplement import (
    Answer,
    Answers,
    accept_supplement,
    answer_supplement,
    propose_supplement,
    return_supplement,
    send_supplement,
)
from lienthong.modules.onestop.actions.wake import wake_step
from lienthong.modules.onestop.models import DossierPaper
from lienthong.modules.onestop.queries.turns import (
    open_notice,
    requests_made,
    steps_to_wake,
    supplement_offer,
)
from lienthong.modules.onestop.tests.turns import DESK, LEADER, OFFICER, Turns, set_time_rules
from lienthong.modules.onestop.tests.work import Desk, text_of

MISSING = (Missing("birth_certificate", "Ảnh bị mờ."),)
GROUND = "61/2018/NĐ-CP, Điều 19"


def thirty_days(rules: dict[str, Any]) -> None:
    """Ten calendar days to answer, a reminder three working days before."""
    rules["supplement"]["answer_within"] = {
        "amount": 10,
        "unit": "day",
        "remind_before": {"amount": 3, "unit": "working_day"},
    }


def excluding(rules: dict[str, Any]) -> None:
    rules["supplement"]["in_process"]["effect"] = "exclude"


def propose(turns: Turns, **more: Any) -> None:
    propose_supplement(
        turns.step("examine"), missing=MISSING, reason="Mờ.", actor=turns.actor(OFFICER), **more
    )


def send(turns: Turns) -> None:
    send_supplement(turns.step("send_supplement"), actor=turns.actor(DESK))


def answer(turns: Turns) -> None:
    notice = open_notice(turns.again())
    assert notice is not None
    given = {defect.pk: Answer(text="Đây.") for defect in notice.defects.all()}
    answer_supplement(turns.again(), answers=Answers(given), actor=turns.world.citizen())


def accept(turns: Turns) -> None:
    accept_supplement(turns.step("check_supplement"), actor=turns.actor(DESK))


def wake(turns: Turns) -> list[Step]:
    platform = Actor.platform("đến hạn")
    return [wake_step(step, actor=platform) for step in steps_to_wake()]


def letter_of(turns: Turns, at: datetime) -> str:
    """The title of the examiner's letter of a morning; empty without one."""
    local = timezone.localtime(at)
    turns.go_to(local.year, local.month, local.day, 7, 30)
    account = turns.world.account(OFFICER)
    account.email = "can-bo@example.vn"
    account.save(update_fields=["email"])
    ports.tasks()["cases.send_digest"].function(account_id=account.pk)
    sent = Message.objects.filter(event_key=f"digest:{local:%Y-%m-%d}", account_id=account.pk)
    return "".join(sent.values_list("title", flat=True))


def test_letter_of_the_morning_follows_the_day_that_waiting_moved(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    before = turns.step("examine").due_at
    propose(turns)
    send(turns)
    turns.go_to(2026, 11, 27, 9, 0)
    answer(turns)
    accept(turns)
    after = turns.step("examine").due_at

    assert before is not None
    assert after is not None
    assert before < after
    assert letter_of(turns, after - timedelta(days=1)).endswith("0 trễ, 0 tới hạn")
    assert letter_of(turns, after).endswith("0 trễ, 1 tới hạn")
    assert letter_of(turns, after + timedelta(days=3)).endswith("1 trễ, 0 tới hạn")


@pytest.mark.parametrize(("exclude", "due"), [(False, "2026-12-04"), (True, "2026-12-02")])
def test_version_decides_between_restart_and_exclude(turns: Turns, exclude: bool, due: str) -> None:
    """Vectors 11 and 12: asked Wednesday 18/11, complete Friday 27/11."""
    if exclude:
        set_time_rules(excluding)
    turns.go_to(2026, 11, 18, 10, 0)
    propose(turns)
    send(turns)
    assert turns.deadline.state == "held"
    turns.go_to(2026, 11, 27, 9, 0)
    answer(turns)
    address = reverse("onestop:officer-check", args=[turns.step("check_supplement").pk])
    page = text_of(Desk.of(turns.world, DESK).client.get(address))
    assert ("tính lại từ hôm nay" in page) is not exclude
    assert ("thời gian chờ bổ sung không tính" in page) is exclude

    accept(turns)

    assert turns.due == f"{due} 17:00"
    (row,) = turns.deadline.adjustments.all()
    assert row.kind == ("exclude" if exclude else "restart")
    assert row.instrument.key == "61/2018/NĐ-CP"


def test_last_day_for_asking_is_three_working_days_after_reception(turns: Turns) -> None:
    """Vector 13: received Monday 16/11, until Thursday 19/11."""
    assert f"{supplement_offer(turns.again(), turns.deadline).last_day:%d/%m}" == "19/11"
    turns.go_to(2026, 11, 20, 8, 0)
    with pytest.raises(IllegalState) as late:
        propose(turns)
    assert late.value.code == "supplement_too_late"
    assert requests_made(turns.dossier) == 0
    turns.go_to(2026, 11, 19, 16, 59)
    propose(turns)
    assert requests_made(turns.dossier) == 1


def test_version_without_a_last_day_lets_ask_any_time(turns: Turns) -> None:
    set_time_rules(lambda rules: rules["supplement"]["in_process"].update(ask_within=None))
    turns.go_to(2026, 11, 23, 8, 0)

    propose(turns)

    assert turns.nodes() == ["send_supplement"]


def test_second_request_waits_for_the_leader(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    propose(turns)
    send(turns)
    answer(turns)
    accept(turns)
    with pytest.raises(InvalidInput) as why:
        propose(turns)
    assert set(why.value.fields) == {"over_limit_reason"}
    assert requests_made(turns.dossier) == 1

    propose(turns, over_limit_reason="Giấy gửi lại là của trẻ khác.")

    assert turns.nodes() == ["examine", "approve_supplement"]
    with pytest.raises(IllegalState) as blocked:
        propose_result(turns.step("examine"), comment="Đạt.", actor=turns.actor(OFFICER))
    assert blocked.value.code == "blocked"
    with pytest.raises(NotAllowed):
        approve_supplement(turns.step("approve_supplement"), actor=turns.actor(OFFICER))
    told = [event.kind for event in events_of(turns.dossier.pk, for_citizen=True)]
    approve_supplement(turns.step("approve_supplement"), actor=turns.actor(LEADER))
    assert turns.nodes() == ["send_supplement"]
    after = [event.kind for event in events_of(turns.dossier.pk, for_citizen=True)]
    assert after == told
    examined = Step.objects.filter(case=turns.dossier.pk, node="examine").latest("pk")
    assert examined.closed_by_text == turns.actor(OFFICER).name
    send(turns)
    notice = open_notice(turns.again())
    assert notice is not None
    assert notice.approved_by_text == turns.actor(LEADER).name


def test_declined_second_request_sends_nothing(turns: Turns) -> None:
    set_time_rules(lambda rules: rules["supplement"].update(max_requests=0))
    propose(turns, over_limit_reason="Cần thêm.")
    with pytest.raises(InvalidInput):
        decline_supplement(turns.step("approve_supplement"), reason=" ", actor=turns.actor(LEADER))
    decline_supplement(turns.step("approve_supplement"), reason="Đã đủ.", actor=turns.actor(LEADER))

    assert turns.nodes() == ["examine"]
    assert requests_made(turns.dossier) == 0
    assert open_notice(turns.again()) is None
    component = turns.again().components.get(key="birth_certificate")
    assert component.state == "given"
    propose_result(turns.step("examine"), comment="Đạt.", actor=turns.actor(OFFICER))


def test_saying_the_same_again_is_no_second_request(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    propose(turns)
    send(turns)
    answer(turns)

    return_supplement(
        turns.step("check_supplement"), missing=MISSING, reason="Vẫn mờ.", actor=turns.actor(DESK)
    )

    assert requests_made(turns.dossier) == 1
    answer(turns)
    accept(turns)
    assert turns.state == "in_process"


def test_timer_reminds_then_lets_the_officer_propose_to_stop(turns: Turns) -> None:
    set_time_rules(thirty_days)
    turns.go_to(2026, 11, 18, 10, 0)
    propose(turns)
    send(turns)
    notice = open_notice(turns.again())
    assert notice is not None
    assert notice.answer_by is not None
    assert DossierPaper.objects.get(kind="02").data["answer_by"] == "17:00, Thứ Hai 30/11/2026"
    assert wake(turns) == []
    turns.go_to(2026, 11, 25, 7, 5)
    assert len(wake(turns)) == 1
    assert events_of(turns.dossier.pk, for_citizen=True)[-1].kind == "supplement_reminded"
    assert wake(turns) == []
    assert turns.nodes() == ["supplement"]
    turns.go_to(2026, 12, 1, 8, 0)
    assert len(wake(turns)) == 1
    assert wake(turns) == []
    assert turns.nodes() == ["supplement", "supplement_expired"]
    assert events_of(turns.dossier.pk, for_citizen=True)[-1].kind == "supplement_expired"

    propose_stop(
        turns.step("supplement_expired"),
        asked=StopAsk("supplement_expired", "Không bổ sung.", GROUND),
        actor=turns.actor(OFFICER),
    )
    approve_stop(turns.step("approve_stop"), actor=turns.actor(LEADER))
    send_stop(turns.step("send_stop"), back=GivenBack(), actor=turns.actor(DESK))

    assert turns.state == "stopped"
    assert open_notice(turns.again()) is None
    with pytest.raises(IllegalState):
        answer_supplement(turns.again(), answers=Answers(), actor=turns.world.citizen())
    resume_dossier(turns.again(), reason="Đã mang giấy tới.", actor=turns.actor(OFFICER))
    assert turns.state == "in_process"
    assert turns.nodes() == ["examine"]
    assert turns.deadline.state == "running"


def test_after_the_time_the_officer_may_refuse_with_what_there_is(turns: Turns) -> None:
    set_time_rules(thirty_days)
    turns.go_to(2026, 11, 18, 10, 0)
    propose(turns)
    send(turns)
    turns.go_to(2026, 12, 1, 8, 0)
    wake(turns)
    wake(turns)
    assert "supplement_expired" in turns.nodes()
    with pytest.raises(InvalidInput):
        go_on_without(turns.step("supplement_expired"), reason="", actor=turns.actor(OFFICER))

    go_on_without(
        turns.step("supplement_expired"), reason="Đủ căn cứ từ chối.", actor=turns.actor(OFFICER)
    )

    assert turns.state == "in_process"
    assert turns.nodes() == ["examine"]
    assert [row.kind for row in turns.deadline.adjustments.all()] == ["exclude"]
    propose_refusal(
        turns.step("examine"), reason="Thiếu.", legal_basis=GROUND, actor=turns.actor(OFFICER)
    )
    assert turns.nodes() == ["sign"]


def test_late_answer_is_taken_until_the_stop(turns: Turns) -> None:
    set_time_rules(thirty_days)
    turns.go_to(2026, 11, 18, 10, 0)
    propose(turns)
    send(turns)
    turns.go_to(2026, 12, 1, 8, 0)
    wake(turns)
    wake(turns)

    answer(turns)

    assert turns.nodes() == ["check_supplement"]
    accept(turns)
    assert turns.state == "in_process"


def test_without_a_period_nothing_wakes(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    propose(turns)
    send(turns)
    turns.go_to(2027, 3, 1, 8, 0)

    assert steps_to_wake() == []
