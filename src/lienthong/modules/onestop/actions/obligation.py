# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Financial obligation: the unit says what is to be paid, the desk records it, the clock goes on.

Legal basis: 61/2018/NĐ-CP, Điều 22; whether the time counts is what the version says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step, lock_case, tell
from lienthong.core.deadlines.api import Reason
from lienthong.core.documents.api import accept_quarantined, open_file, version_of_receipt
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.permits import UploadReceipt
from lienthong.modules.onestop.actions.money import number_receipt
from lienthong.modules.onestop.actions.moving import go_on, move
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.actions.receiving_files import let_files_be_found
from lienthong.modules.onestop.actions.resting import instrument_for, rest_steps, wake_steps
from lienthong.modules.onestop.actions.side import open_side, said, take_side, take_work
from lienthong.modules.onestop.actions.waiting import exclude_wait, hold_for
from lienthong.modules.onestop.actions.writing import must_fit
from lienthong.modules.onestop.enums import (
    DossierState,
    ObligationKind,
    PaperKind,
    PaymentState,
)
from lienthong.modules.onestop.models import Dossier, FeeDemand, FinancialObligation, Payment
from lienthong.modules.onestop.permissions import FILE, PROCESS, RECEIVE
from lienthong.modules.onestop.queries.turn_papers import obligation_values
from lienthong.modules.onestop.queries.turns import open_obligation

EXCLUSION = "financial_obligation"
LARGEST = 10**11
MOST_PROOFS = 5
CASH, TREASURY = "cash", "treasury"


@dataclass(frozen=True, slots=True)
class Demand:
    """What is to be paid: kind, for what, whole đồng, on what ground, where."""

    kind: str
    name: str
    amount: int
    legal_basis: str
    place: str


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid: whole đồng, in cash at the desk or into the treasury, with its number."""

    amount: int
    method: str
    proof_number: str = ""


@action(PROCESS)
def issue_obligation(
    step: Step, *, demand: Demand, version: int | None = None, actor: Actor
) -> FinancialObligation:
    """Tell what has to be paid before the dossier goes on; the desk collects it.

    Raises ``InvalidInput`` for an amount that is none or missing words, ``IllegalState``.
    """
    _check(demand)
    dossier, _locked = take_work(
        step, states={DossierState.IN_PROCESS}, version=version, actor=actor
    )
    reason = Reason.TAX if demand.kind == ObligationKind.TAX else Reason.PAYMENT
    held = hold_for(dossier, EXCLUSION, reason)
    rest_steps(dossier, reason=reason)
    listed = dossier.procedure_version.spec.exclusion(EXCLUSION)
    obligation = FinancialObligation.objects.create(
        dossier=dossier,
        kind=demand.kind,
        name=demand.name.strip(),
        amount=demand.amount,
        legal_basis=demand.legal_basis.strip(),
        place=demand.place.strip(),
        held=held,
        practice=bool(held and listed and listed.practice),
        issued_by_text=actor.name,
        issued_at=timezone.now(),
    )
    _demand_fee(dossier, obligation)
    move(dossier, DossierState.FINANCIAL_OBLIGATION)
    _tell(dossier, obligation, actor)
    open_side(dossier, "collect_obligation")
    values = obligation_values(obligation)
    make_paper(dossier, PaperKind.OBLIGATION_NOTICE, actor=actor, **values)
    return obligation


def _tell(dossier: Dossier, obligation: FinancialObligation, actor: Actor) -> None:
    told: dict[str, Any] = {"name": obligation.name, "place": obligation.place}
    reason = _("%(name)s. Nộp tại: %(place)s.") % told
    amount = obligation.amount
    tell(dossier.case, "obligation_due", actor=actor, amount=amount, reason=reason, **told)


def _check(demand: Demand) -> None:
    wrong: dict[str, str] = {}
    if demand.kind not in ObligationKind.values:
        wrong["kind"] = _("Chọn loại tiền phải nộp.")
    if not 1 <= len(demand.name.strip()) <= 200:
        wrong["name"] = _("Ghi nộp khoản gì, nhiều nhất 200 ký tự.")
    if not 0 < demand.amount <= LARGEST:
        wrong["amount"] = _("Ghi số tiền bằng đồng, lớn hơn 0.")
    if not 1 <= len(demand.legal_basis.strip()) <= 300:
        wrong["legal_basis"] = _("Ghi căn cứ tính khoản này, nhiều nhất 300 ký tự.")
    if not 1 <= len(demand.place.strip()) <= 300:
        wrong["place"] = _("Ghi nơi nộp, nhiều nhất 300 ký tự.")
    if wrong:
        raise InvalidInput(fields=wrong)


def _demand_fee(dossier: Dossier, obligation: FinancialObligation) -> None:
    FeeDemand.objects.create(
        dossier=dossier,
        key=fee_key(obligation),
        rule_key=EXCLUSION,
        kind=obligation.kind,
        name=obligation.name,
        unit_amount=obligation.amount,
        amount=obligation.amount,
        legal_basis=[obligation.legal_basis[:80]],
        to_be_confirmed=True,
    )
    _pay_state(dossier)


def fee_key(obligation: FinancialObligation) -> str:
    """Under which key the obligation stands among what is due."""
    return f"obligation-{obligation.pk}"


def _pay_state(dossier: Dossier) -> None:
    due = sum(fee.amount for fee in FeeDemand.objects.filter(dossier=dossier))
    paid = sum(row.amount for row in Payment.objects.filter(dossier=dossier))
    state = PaymentState.DUE if due > paid else PaymentState.PAID if paid else PaymentState.NONE
    dossier.payment_state = state
    dossier.save(update_fields=["payment_state"])


@action(RECEIVE)
def record_payment(
    step: Step, *, paid: Paid, version: int | None = None, actor: Actor
) -> FinancialObligation:
    """The desk records the payment: the dossier goes on, the waiting counts as the version says.

    Raises ``InvalidInput`` for another amount, or a treasury payment without its number.
    """
    dossier, locked = take_side(step, "collect_obligation", version=version, actor=actor)
    obligation = open_obligation(dossier)
    if obligation is None or dossier.case.state != DossierState.FINANCIAL_OBLIGATION:
        raise IllegalState
    _check_paid(obligation, paid)
    obligation.payment = _pay(dossier, paid, actor)
    obligation.proof_number = paid.proof_number.strip()
    obligation.met_by_text, obligation.met_at = actor.name, timezone.now()
    obligation.save()
    _pay_state(dossier)
    if obligation.held:
        exclude_wait(dossier, EXCLUSION, actor=actor)
    instrument = instrument_for(dossier, obligation.legal_basis)
    wake_steps(dossier, instrument_id=instrument, actor=actor)
    dossier.case.refresh_from_db(fields=["due_at"])
    move(dossier, DossierState.IN_PROCESS)
    due_at = dossier.case.due_at.isoformat() if dossier.case.due_at else ""
    tell(dossier.case, "obligation_met", actor=actor, amount=obligation.amount, due_at=due_at)
    go_on(dossier, locked, "paid", actor=actor)
    make_paper(dossier, PaperKind.ACCEPTANCE_SLIP, actor=actor)
    return obligation


def _check_paid(obligation: FinancialObligation, paid: Paid) -> None:
    wrong: dict[str, str] = {}
    if paid.amount != obligation.amount:
        wrong["amount"] = _("Số tiền không khớp với khoản phải nộp.")
    if paid.method not in {CASH, TREASURY}:
        wrong["method"] = _("Chọn cách nộp.")
    if paid.method == CASH and obligation.kind == ObligationKind.TAX:
        wrong["method"] = _("Thuế nộp vào ngân sách. Ghi số giấy nộp tiền.")
    number = paid.proof_number.strip()
    if paid.method == TREASURY and not 1 <= len(number) <= 60:
        wrong["proof_number"] = _("Ghi số giấy nộp tiền vào ngân sách.")
    if wrong:
        raise InvalidInput(fields=wrong)


def _pay(dossier: Dossier, paid: Paid, actor: Actor) -> Payment:
    now = timezone.now()
    payment = Payment.objects.create(
        dossier=dossier,
        amount=paid.amount,
        method=paid.method,
        paid_at=now,
        taken_by_text=actor.name,
        taken_by_id=actor.account_id,
    )
    if paid.method == CASH:
        number_receipt(payment, dossier, f"{timezone.localdate(now):%Y}")
    return payment


@action(RECEIVE)
def return_proof(
    step: Step, *, reason: str, version: int | None = None, actor: Actor
) -> FinancialObligation:
    """What the citizen sent proves nothing: ask for it again. Raises ``InvalidInput``."""
    words = said(reason, "reason", _("Ghi chứng từ chưa đúng ở đâu."))
    dossier, _locked = take_side(step, "collect_obligation", version=version, actor=actor)
    obligation = open_obligation(dossier)
    if obligation is None or obligation.proof_sent_at is None:
        raise IllegalState(_("Người nộp chưa gửi chứng từ."))
    obligation.proof_sent_at = None
    obligation.save(update_fields=["proof_sent_at"])
    tell(dossier.case, "obligation_proof_refused", actor=actor, reason=words)
    return obligation


@action(FILE)
def take_proof(dossier: Dossier, *, receipt: UploadReceipt, actor: Actor) -> FinancialObligation:
    """Keep what the edge received as a proof of payment, until it is sent."""
    obligation = _awaited(dossier)
    taken = version_of_receipt(receipt.id)
    if taken is None:
        if len(obligation.proof_files) >= MOST_PROOFS:
            raise IllegalState(_("Đã đủ 5 tệp. Hãy bỏ bớt một tệp rồi gửi lại."))
        file = open_file(
            _("Chứng từ nộp tiền"),
            owner_kind="onestop.dossier",
            owner_id=dossier.pk,
            person_id=actor.person_id,
            actor=actor,
        )
        taken = accept_quarantined(file, receipt=receipt, actor=actor)
    if taken.pk not in obligation.proof_files:
        obligation.proof_files = [*obligation.proof_files, taken.pk]
        obligation.save(update_fields=["proof_files"])
    return obligation


@action(FILE)
def drop_proof(dossier: Dossier, *, file_id: int, actor: Actor) -> FinancialObligation:
    """Take a file out of a proof that was not sent yet; an unknown id changes nothing."""
    obligation = _awaited(dossier)
    obligation.proof_files = [kept for kept in obligation.proof_files if kept != file_id]
    obligation.save(update_fields=["proof_files"])
    return obligation


@action(FILE)
def send_proof(dossier: Dossier, *, number: str = "", actor: Actor) -> FinancialObligation:
    """The citizen says that it is paid, with a file or the number of the treasury's paper."""
    obligation = _awaited(dossier)
    text = number.strip()
    must_fit(60, proof=text)
    if not obligation.proof_files and not text:
        raise InvalidInput(fields={"proof": _("Chụp giấy nộp tiền, hoặc ghi số của giấy đó.")})
    obligation.proof_number = text or obligation.proof_number
    obligation.proof_sent_at = timezone.now()
    obligation.save(update_fields=["proof_number", "proof_sent_at"])
    tell(dossier.case, "obligation_proof_sent", actor=actor)
    if obligation.proof_files:
        let_files_be_found(dossier)
    return obligation


def _awaited(dossier: Dossier) -> FinancialObligation:
    dossier.case = lock_case(dossier.case_id)
    obligation = open_obligation(dossier)
    if obligation is None or dossier.case.state != DossierState.FINANCIAL_OBLIGATION:
        raise IllegalState(_("Hồ sơ này không còn khoản nào phải nộp."))
    if obligation.proof_sent_at is not None:
        raise IllegalState(_("Bạn đã gửi chứng từ, quầy đang xem."), code="proof_sent")
    return obligation


@part_of_act
def cancel_obligation(dossier: Dossier) -> None:
    """Nothing has to be paid any more: the demand goes, what was issued stays on record."""
    obligation = open_obligation(dossier)
    if obligation is None:
        return
    obligation.cancelled_at = timezone.now()
    obligation.save(update_fields=["cancelled_at"])
    FeeDemand.objects.filter(dossier=dossier, key=fee_key(obligation)).delete()
    _pay_state(dossier)
