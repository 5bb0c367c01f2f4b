# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The table of legal states: what the law lists is there, everything else is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.cases.api import Case, CaseKind, move_case
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.enums import CLOSED, DESK_ONLY, TRANSITIONS, DossierState
from lienthong.modules.onestop.rules import may_move
from lienthong.testing.world import World

STATES = [state.value for state in DossierState]
LAW = {
    ("draft", "submitted"),
    ("draft", "received"),
    ("draft", "not_accepted"),
    ("submitted", "received"),
    ("submitted", "intake_supplement"),
    ("submitted", "not_accepted"),
    ("submitted", "forwarded"),
    ("submitted", "withdrawn"),
    ("intake_supplement", "submitted"),
    ("intake_supplement", "not_accepted"),
    ("intake_supplement", "withdrawn"),
    ("forwarded", "submitted"),
    ("received", "in_process"),
    ("received", "withdrawal_requested"),
    ("in_process", "supplement"),
    ("in_process", "financial_obligation"),
    ("in_process", "stopped"),
    ("in_process", "withdrawal_requested"),
    ("in_process", "granted"),
    ("in_process", "refused"),
    ("supplement", "in_process"),
    ("supplement", "stopped"),
    ("supplement", "withdrawal_requested"),
    ("financial_obligation", "in_process"),
    ("financial_obligation", "stopped"),
    ("financial_obligation", "withdrawal_requested"),
    ("stopped", "in_process"),
    ("stopped", "withdrawn"),
    ("withdrawal_requested", "withdrawn"),
    ("withdrawal_requested", "received"),
    ("withdrawal_requested", "in_process"),
    ("withdrawal_requested", "supplement"),
    ("withdrawal_requested", "financial_obligation"),
    ("granted", "returned"),
    ("granted", "revoked"),
    ("refused", "returned"),
    ("returned", "revoked"),
}


def test_table_has_sixteen_states_and_exactly_the_legal_moves() -> None:
    assert len(STATES) == 16
    assert set(TRANSITIONS) == set(STATES)
    assert {(a, b) for a, after in TRANSITIONS.items() for b in after} == LAW


@given(st.sampled_from(STATES), st.sampled_from(STATES), st.booleans(), st.sampled_from(STATES))
def test_may_move_is_true_only_for_legal_moves(
    before: str, after: str, at_desk: bool, back_to: str
) -> None:
    allowed = may_move(before, after, at_desk=at_desk, back_to=back_to)

    if (before, after) not in LAW:
        assert not allowed
    elif (before, after) in DESK_ONLY:
        assert allowed is at_desk
    elif before == "withdrawal_requested" and after != "withdrawn":
        assert allowed is (after == back_to)
    else:
        assert allowed


@given(st.lists(st.sampled_from(STATES), min_size=1, max_size=30))
def test_a_walk_never_leaves_a_closed_state_except_by_revocation(path: list[str]) -> None:
    state = "draft"
    for target in path:
        if may_move(state, target, at_desk=True, back_to="in_process"):
            if state in CLOSED:
                assert (state, target) == ("returned", "revoked")
            state = target
    assert state in STATES


def test_refused_results_cannot_be_revoked() -> None:
    assert may_move("returned", "revoked", granted=True)
    assert not may_move("returned", "revoked", granted=False)


def test_every_illegal_move_is_refused_by_the_act(world: World) -> None:
    kind = CaseKind.objects.create(code="test.kind", title="Thử")
    case = Case.objects.create(
        kind=kind,
        title="Thử",
        state="draft",
        agency=world.ward.agency,
        unit=world.ward.desk,
        received_at="2026-11-20T01:00:00Z",
    )
    for before in STATES:
        for after in STATES:
            if (before, after) in LAW:
                continue
            case.state = before
            with pytest.raises(IllegalState):
                move_case(case, after, allowed=may_move(before, after, at_desk=True))
            assert case.state == before
