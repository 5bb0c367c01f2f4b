# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The citizen withdraws; after acceptance the one-stop confirms.

Legal basis: 45/2020/NĐ-CP, Điều 12; 61/2018/NĐ-CP, Điều 17.
"""

from __future__ import annotations

from lienthong.core.cases.api import lock_case, tell
from lienthong.core.deadlines.api import Deadline, cancel_deadline
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.actions.moving import leave_table, move
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import FILE, RECEIVE
from lienthong.modules.onestop.rules import may_ask_withdrawal, may_withdraw_at_once


@action(FILE)
def withdraw_dossier(dossier: Dossier, *, reason: str = "", actor: Actor) -> Dossier:
    """Withdraw at once before acceptance, ask for withdrawal after it. Raises ``IllegalState``."""
    dossier.case = lock_case(dossier.case_id)
    state = dossier.case.state
    if may_withdraw_at_once(state):
        return _withdraw(dossier, reason, actor)
    if not may_ask_withdrawal(state):
        raise IllegalState
    dossier.state_before_withdrawal = state
    dossier.save(update_fields=["state_before_withdrawal"])
    move(dossier, DossierState.WITHDRAWAL_REQUESTED)
    tell(dossier.case, "withdrawal_requested", actor=actor, reason=reason)
    return dossier


@action(RECEIVE)
def confirm_withdrawal(dossier: Dossier, *, actor: Actor) -> Dossier:
    """The one-stop confirms; papers go back, the dossier is closed."""
    dossier.case = lock_case(dossier.case_id)
    return _withdraw(dossier, "", actor)


@action(RECEIVE)
def decline_withdrawal(dossier: Dossier, *, reason: str, actor: Actor) -> Dossier:
    """Too late to withdraw: the dossier goes on where it was."""
    dossier.case = lock_case(dossier.case_id)
    move(dossier, dossier.state_before_withdrawal)
    tell(dossier.case, "withdrawal_declined", actor=actor, reason=reason)
    return dossier


def _withdraw(dossier: Dossier, reason: str, actor: Actor) -> Dossier:
    leave_table(dossier, actor=actor)
    move(dossier, DossierState.WITHDRAWN)
    if dossier.case.deadline_id:
        cancel_deadline(Deadline.objects.get(pk=dossier.case.deadline_id or 0))
    tell(dossier.case, "withdrawn", actor=actor, reason=reason)
    return dossier
