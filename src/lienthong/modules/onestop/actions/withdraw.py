# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The citizen withdraws; after acceptance the one-stop confirms or declines, at a step of its own.

Legal basis: 45/2020/NĐ-CP, Điều 12; 61/2018/NĐ-CP, Điều 17.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step, lock_case, open_steps_of, tell
from lienthong.core.deadlines.api import Deadline, cancel_deadline
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.actions.moving import go_on, leave_table, move
from lienthong.modules.onestop.actions.obligation import cancel_obligation
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.actions.restitution import (
    GivenBack,
    check_refund,
    give_originals_back,
)
from lienthong.modules.onestop.actions.side import open_side, said, take_side
from lienthong.modules.onestop.actions.writing import must_fit
from lienthong.modules.onestop.domain.side_steps import side_step
from lienthong.modules.onestop.enums import DossierState, PaperKind
from lienthong.modules.onestop.models import Dossier, Result, Withdrawal
from lienthong.modules.onestop.permissions import FILE, RECEIVE
from lienthong.modules.onestop.queries.turn_papers import withdrawal_values
from lienthong.modules.onestop.queries.turns import open_withdrawal
from lienthong.modules.onestop.rules import may_ask_withdrawal, may_withdraw_at_once

NODE = "confirm_withdrawal"
MOST_REASON = 500


@action(FILE)
def withdraw_dossier(dossier: Dossier, *, reason: str = "", actor: Actor) -> Dossier:
    """Withdraw at once before acceptance, ask for withdrawal after it.

    Raises ``InvalidInput`` for a long reason, ``IllegalState`` when the result is being signed or
    is signed.
    """
    dossier.case = lock_case(dossier.case_id)
    state, words = dossier.case.state, reason.strip()
    must_fit(MOST_REASON, reason=words)
    if may_withdraw_at_once(state):
        _end(dossier, actor)
        tell(dossier.case, "withdrawn", actor=actor, reason=words)
        return dossier
    if not may_ask_withdrawal(state) or _is_decided(dossier):
        raise IllegalState(_("Hồ sơ này không rút được nữa."))
    dossier.state_before_withdrawal = state
    dossier.save(update_fields=["state_before_withdrawal"])
    Withdrawal.objects.create(dossier=dossier, reason=words, asked_at=timezone.now())
    move(dossier, DossierState.WITHDRAWAL_REQUESTED)
    open_side(dossier, NODE)
    tell(dossier.case, "withdrawal_requested", actor=actor, reason=words)
    return dossier


def _is_decided(dossier: Dossier) -> bool:
    signed = Result.objects.filter(dossier=dossier, signed_at__isnull=False).exists()
    return signed or any(step.marks.get("busy") for step in open_steps_of(dossier.pk))


@action(RECEIVE)
def confirm_withdrawal(
    step: Step, *, back: GivenBack, version: int | None = None, actor: Actor
) -> Dossier:
    """The one-stop confirms with Mẫu 05; papers and money go back, the dossier is closed.

    Raises ``InvalidInput`` while originals are kept or for a refund beyond what was paid.
    """
    dossier, locked = take_side(step, NODE, version=version, actor=actor)
    withdrawal = _asked(dossier)
    check_refund(dossier, back.refund)
    give_originals_back(dossier, back.originals_returned)
    withdrawal.confirmed, withdrawal.refund = True, back.refund
    withdrawal.originals_returned = back.originals_returned
    withdrawal.answered_by_text, withdrawal.answered_at = actor.name, timezone.now()
    withdrawal.save()
    go_on(dossier, locked, "confirm", actor=actor)
    _end(dossier, actor)
    tell(dossier.case, "withdrawn", actor=actor, reason=withdrawal.reason)
    kind = side_step(NODE)
    values = withdrawal_values(dossier, withdrawal, basis="; ".join(kind.legal_basis))
    make_paper(dossier, PaperKind.STOP_NOTICE, actor=actor, **values)
    return dossier


@action(RECEIVE)
def decline_withdrawal(
    step: Step, *, reason: str, version: int | None = None, actor: Actor
) -> Dossier:
    """Too late to withdraw: the dossier goes on where it was. Raises ``InvalidInput``."""
    words = said(reason, "reason", _("Ghi vì sao không rút được, để người nộp hiểu."))
    dossier, locked = take_side(step, NODE, version=version, actor=actor)
    withdrawal = _asked(dossier)
    withdrawal.confirmed, withdrawal.answer = False, words
    withdrawal.answered_by_text, withdrawal.answered_at = actor.name, timezone.now()
    withdrawal.save()
    go_on(dossier, locked, "decline", actor=actor, comment=words)
    move(dossier, dossier.state_before_withdrawal)
    tell(dossier.case, "withdrawal_declined", actor=actor, reason=words)
    return dossier


def _asked(dossier: Dossier) -> Withdrawal:
    withdrawal = open_withdrawal(dossier)
    if withdrawal is None or dossier.case.state != DossierState.WITHDRAWAL_REQUESTED:
        raise IllegalState
    return withdrawal


def _end(dossier: Dossier, actor: Actor) -> None:
    cancel_obligation(dossier)
    leave_table(dossier, actor=actor)
    move(dossier, DossierState.WITHDRAWN)
    if dossier.case.deadline_id:
        cancel_deadline(Deadline.objects.get(pk=dossier.case.deadline_id or 0))
