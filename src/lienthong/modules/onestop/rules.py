# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pure decisions over dossiers."""

from __future__ import annotations

from lienthong.modules.onestop.enums import DESK_ONLY, TRANSITIONS, DossierState, ResultKind


def may_move(
    before: str, after: str, *, at_desk: bool = False, back_to: str = "", granted: bool = True
) -> bool:
    """Whether the law knows this move.

    ``at_desk`` opens the moves that only the desk may make from a draft; a dossier whose
    withdrawal was asked goes back only to the state it came from (``back_to``); of returned
    results only granted ones can be revoked.
    """
    if after not in TRANSITIONS.get(before, frozenset()):
        return False
    if (before, after) in DESK_ONLY and not at_desk:
        return False
    if before == DossierState.WITHDRAWAL_REQUESTED and after != DossierState.WITHDRAWN:
        return after == back_to
    if (before, after) == (DossierState.RETURNED, DossierState.REVOKED):
        return granted
    return True


def may_withdraw_at_once(state: str) -> bool:
    """Before acceptance the citizen withdraws without anybody's consent."""
    return state in {DossierState.SUBMITTED, DossierState.INTAKE_SUPPLEMENT}


def may_ask_withdrawal(state: str) -> bool:
    """After acceptance, while no result is signed, withdrawal is asked and confirmed."""
    return may_move(state, DossierState.WITHDRAWAL_REQUESTED)


def is_paused(state: str) -> bool:
    """Whether work on the table of steps rests until something beside it is done."""
    return state in {
        DossierState.FINANCIAL_OBLIGATION,
        DossierState.STOPPED,
        DossierState.WITHDRAWAL_REQUESTED,
    }


def final_state(kind: str) -> str:
    """The state that a decided result leads to."""
    return DossierState.GRANTED if kind == ResultKind.GRANTED else DossierState.REFUSED
