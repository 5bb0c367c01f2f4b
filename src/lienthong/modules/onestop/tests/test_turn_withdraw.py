# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Withdrawal asked and confirmed, or declined with a reason; refusal with reasons and ground."""

from __future__ import annotations

import pytest

from lienthong.core.cases.api import events_of, inbox
from lienthong.core.documents.api import IssuedDocument
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.modules.onestop.actions.examine import propose_refusal, propose_result
from lienthong.modules.onestop.actions.obligation import Paid, issue_obligation, record_payment
from lienthong.modules.onestop.actions.restitution import GivenBack
from lienthong.modules.onestop.actions.withdraw import (
    confirm_withdrawal,
    decline_withdrawal,
    withdraw_dossier,
)
from lienthong.modules.onestop.models import DossierPaper, Withdrawal
from lienthong.modules.onestop.tests.test_turn_obligation import DEMAND
from lienthong.modules.onestop.tests.turns import DESK, LEADER, OFFICER, Turns

NODE = "confirm_withdrawal"
ALL_BACK = GivenBack(originals_returned=True)


def ask(turns: Turns, reason: str = "Đổi ý.") -> None:
    withdraw_dossier(turns.again(), reason=reason, actor=turns.world.citizen())


def test_desk_confirms_with_form_05_and_gives_the_originals_back(turns: Turns) -> None:
    ask(turns)
    assert turns.state == "withdrawal_requested"
    assert [step.node for step in inbox(turns.actor(DESK)).steps] == [NODE]
    with pytest.raises(InvalidInput) as kept:
        confirm_withdrawal(turns.step(NODE), back=GivenBack(), actor=turns.actor(DESK))
    assert set(kept.value.fields) == {"originals_returned"}
    assert turns.state == "withdrawal_requested"

    confirm_withdrawal(turns.step(NODE), back=ALL_BACK, actor=turns.actor(DESK))

    assert turns.state == "withdrawn"
    assert turns.nodes() == []
    assert turns.deadline.state == "cancelled"
    row = Withdrawal.objects.get()
    assert (row.confirmed, row.originals_returned, row.reason) == (True, True, "Đổi ý.")
    paper = DossierPaper.objects.get(kind="05")
    assert "Giấy chứng sinh" in paper.data["returned"]
    assert paper.data["legal_basis"].startswith("45/2020/NĐ-CP")
    assert events_of(turns.dossier.pk, for_citizen=True)[-1].kind == "withdrawn"


def test_desk_declines_with_a_reason_and_the_dossier_goes_on(turns: Turns) -> None:
    ask(turns)
    with pytest.raises(InvalidInput):
        decline_withdrawal(turns.step(NODE), reason=" ", actor=turns.actor(DESK))

    decline_withdrawal(turns.step(NODE), reason="Đã trình ký.", actor=turns.actor(DESK))

    assert turns.state == "in_process"
    assert turns.nodes() == ["examine"]
    propose_result(turns.step("examine"), comment="Đạt.", actor=turns.actor(OFFICER))
    ask(turns, "Lần nữa.")
    assert Withdrawal.objects.count() == 2


def test_work_rests_while_a_withdrawal_is_asked(turns: Turns) -> None:
    step = turns.step("examine")
    ask(turns)
    with pytest.raises(IllegalState) as paused:
        propose_result(step, comment="Đạt.", actor=turns.actor(OFFICER))
    assert paused.value.code == "paused"
    with pytest.raises(IllegalState):
        ask(turns)
    with pytest.raises(OutOfScope):
        withdraw_dossier(turns.again(), actor=turns.world.citizen("044091001234"))
    with pytest.raises(NotAllowed):
        confirm_withdrawal(turns.step(NODE), back=ALL_BACK, actor=turns.actor(LEADER))
    asked = turns.step(NODE)
    confirm_withdrawal(asked, back=ALL_BACK, actor=turns.actor(DESK))
    with pytest.raises(IllegalState):
        confirm_withdrawal(asked, back=ALL_BACK, actor=turns.actor(DESK))


def test_money_goes_back_no_more_than_was_paid(turns: Turns) -> None:
    issue_obligation(turns.step("examine"), demand=DEMAND, actor=turns.actor(OFFICER))
    record_payment(
        turns.step("collect_obligation"), paid=Paid(120_000, "cash"), actor=turns.actor(DESK)
    )
    ask(turns)
    with pytest.raises(InvalidInput) as too_much:
        confirm_withdrawal(
            turns.step(NODE), back=GivenBack("", 120_001, True), actor=turns.actor(DESK)
        )
    assert set(too_much.value.fields) == {"refund"}

    confirm_withdrawal(turns.step(NODE), back=GivenBack("", 120_000, True), actor=turns.actor(DESK))

    assert DossierPaper.objects.get(kind="05").data["refund"] == "120.000\u00a0đ"


def test_unpaid_obligation_ends_with_the_withdrawal(turns: Turns) -> None:
    issue_obligation(turns.step("examine"), demand=DEMAND, actor=turns.actor(OFFICER))
    ask(turns)
    confirm_withdrawal(turns.step(NODE), back=ALL_BACK, actor=turns.actor(DESK))

    assert turns.again().obligations.get().cancelled_at is not None
    assert turns.nodes() == []


def test_refusal_needs_reason_and_ground_and_prints_both(turns: Turns) -> None:
    step, officer = turns.step("examine"), turns.actor(OFFICER)
    for reason, ground, field in (
        (" ", "60/2014/QH13", "reason"),
        ("Không đủ.", "  ", "legal_basis"),
        ("Không đủ.", "a" * 301, "legal_basis"),
        ("a" * 5001, "60/2014/QH13", "reason"),
    ):
        with pytest.raises(InvalidInput) as refused:
            propose_refusal(step, reason=reason, legal_basis=ground, actor=officer)
        assert set(refused.value.fields) == {field}

    propose_refusal(step, reason="Không đủ.", legal_basis="60/2014/QH13, Điều 16", actor=officer)

    result = turns.again().result
    assert (result.reason, result.legal_basis) == ("Không đủ.", "60/2014/QH13, Điều 16")
    content = IssuedDocument.objects.get(pk=result.document_id or 0).content
    assert content["legal_basis"] == "60/2014/QH13, Điều 16"
