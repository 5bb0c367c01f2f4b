# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Financial obligation: told, waited for as the version says, paid at the desk or the treasury."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lienthong.core.cases.api import events_of, inbox
from lienthong.core.deadlines.api import Deadline
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.actions.money import take_cash
from lienthong.modules.onestop.actions.obligation import (
    Demand,
    Paid,
    issue_obligation,
    record_payment,
    return_proof,
    send_proof,
)
from lienthong.modules.onestop.models import (
    DossierPaper,
    FeeDemand,
    FinancialObligation,
    Payment,
    Receipt,
)
from lienthong.modules.onestop.queries.holds import hold_rows
from lienthong.modules.onestop.tests.turns import DESK, LEADER, OFFICER, Turns, set_time_rules

DEMAND = Demand("charge", "Lệ phí trích đo", 120_000, "85/2019/TT-BTC, Điều 4", "Quầy một cửa")


def issue(turns: Turns, **changes: Any) -> FinancialObligation:
    demand = replace(DEMAND, **changes)
    return issue_obligation(turns.step("examine"), demand=demand, actor=turns.actor(OFFICER))


def pay(turns: Turns, paid: Paid) -> FinancialObligation:
    return record_payment(turns.step("collect_obligation"), paid=paid, actor=turns.actor(DESK))


def test_waiting_for_money_is_taken_out_of_the_count(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    issue(turns)

    assert turns.state == "financial_obligation"
    deadline = turns.deadline
    assert (deadline.state, deadline.held_reason) == ("held", "payment")
    own = Deadline.objects.get(pk=turns.step("examine").deadline_id or 0)
    assert own.state == "held"
    assert [step.node for step in inbox(turns.actor(DESK)).steps] == ["collect_obligation"]
    event = events_of(turns.dossier.pk, for_citizen=True)[-1]
    assert (event.kind, event.data["amount"]) == ("obligation_due", 120_000)
    assert FinancialObligation.objects.get().practice
    notice = DossierPaper.objects.get(kind="NV")
    assert notice.data["amount_words"] == "Một trăm hai mươi nghìn đồng"

    turns.go_to(2026, 11, 20, 9, 0)
    done = pay(turns, Paid(120_000, "cash"))

    assert turns.state == "in_process"
    assert turns.due == "2026-11-26 17:00"
    (row,) = turns.deadline.adjustments.all()
    assert (row.kind, row.amount, row.reason_code) == ("exclude", 2, "payment")
    assert "chờ xác nhận" in row.note
    assert Receipt.objects.get(payment=done.payment).code == "000001/2026"
    assert turns.again().payment_state == "paid"
    own.refresh_from_db()
    assert own.state == "running"
    assert turns.nodes() == ["examine"]
    (hold,) = hold_rows(turns.again())
    assert (hold["reason"], hold["basis"]) == ("Chờ nộp phí", "61/2018/NĐ-CP")


def test_version_without_the_exclusion_lets_the_clock_run(turns: Turns) -> None:
    set_time_rules(lambda rules: rules.update(exclusions=[]))
    turns.go_to(2026, 11, 18, 10, 0)

    assert not issue(turns).held

    assert turns.deadline.state == "running"
    turns.go_to(2026, 11, 20, 9, 0)
    pay(turns, Paid(120_000, "cash"))
    assert turns.due == "2026-11-23 17:00"
    assert turns.deadline.adjustments.count() == 0


def test_tax_goes_to_the_treasury_with_its_number(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    issue(turns, kind="tax", name="Tiền sử dụng đất", place="Kho bạc Nhà nước")
    assert turns.deadline.held_reason == "tax"
    for paid, field in (
        (Paid(120_000, "cash"), "method"),
        (Paid(120_000, "treasury"), "proof_number"),
        (Paid(119_000, "treasury", "C1-02/NS 17"), "amount"),
        (Paid(120_000, "gold", "C1-02/NS 17"), "method"),
    ):
        with pytest.raises(InvalidInput) as refused:
            pay(turns, paid)
        assert set(refused.value.fields) == {field}
    assert Payment.objects.count() == 0

    done = pay(turns, Paid(120_000, "treasury", "C1-02/NS 17"))

    assert done.proof_number == "C1-02/NS 17"
    assert Receipt.objects.count() == 0
    assert turns.state == "in_process"


def test_citizen_sends_the_proof_once_and_again_when_asked(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    issue(turns)
    citizen = turns.world.citizen()
    stranger = turns.world.citizen("044091001234")
    with pytest.raises(OutOfScope):
        send_proof(turns.again(), number="17", actor=stranger)
    with pytest.raises(InvalidInput):
        send_proof(turns.again(), actor=citizen)
    with pytest.raises(IllegalState):
        return_proof(turns.step("collect_obligation"), reason="Mờ.", actor=turns.actor(DESK))

    send_proof(turns.again(), number="17", actor=citizen)

    with pytest.raises(IllegalState) as twice:
        send_proof(turns.again(), number="18", actor=citizen)
    assert twice.value.code == "proof_sent"
    return_proof(turns.step("collect_obligation"), reason="Sai số.", actor=turns.actor(DESK))
    assert send_proof(turns.again(), number="18", actor=citizen).proof_number == "18"
    kinds = [event.kind for event in events_of(turns.dossier.pk, for_citizen=True)]
    assert kinds[-3:] == [
        "obligation_proof_sent",
        "obligation_proof_refused",
        "obligation_proof_sent",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -5}, "amount"),
        ({"amount": 10**12}, "amount"),
        ({"kind": "gift"}, "kind"),
        ({"name": " "}, "name"),
        ({"name": "a" * 201}, "name"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"place": ""}, "place"),
    ],
)
def test_bad_demands_are_refused(turns: Turns, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        issue(turns, **changes)

    assert set(refused.value.fields) == {field}
    assert turns.state == "in_process"
    assert not FeeDemand.objects.filter(rule_key="financial_obligation").exists()


def test_nothing_moves_meanwhile(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 10, 0)
    step = turns.step("examine")
    issue(turns)
    officer = turns.actor(OFFICER)
    with pytest.raises(IllegalState) as paused:
        propose_result(step, comment="Đạt.", actor=officer)
    assert paused.value.code == "paused"
    with pytest.raises(IllegalState):
        issue_obligation(step, demand=DEMAND, actor=officer)
    with pytest.raises(IllegalState):
        take_cash(turns.again(), amount=120_000, actor=turns.actor(DESK))
    with pytest.raises(NotAllowed):
        record_payment(
            turns.step("collect_obligation"), paid=Paid(120_000, "cash"), actor=turns.actor(LEADER)
        )
    collecting = turns.step("collect_obligation")
    pay(turns, Paid(120_000, "cash"))
    with pytest.raises(IllegalState):
        record_payment(collecting, paid=Paid(120_000, "cash"), actor=turns.actor(DESK))
    assert Payment.objects.count() == 1


def test_other_unit_cannot_ask(turns: Turns) -> None:
    elsewhere = turns.world.officer(OFFICER, ward=turns.world.other)
    with pytest.raises(OutOfScope):
        issue_obligation(turns.step("examine"), demand=DEMAND, actor=elsewhere)
