# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fees at the counter: cash paid, receipt numbered.

Legal basis: 61/2018/NĐ-CP, Điều 22.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import lock_case, tell
from lienthong.core.numbering.api import NumberState, take_number
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.domain.codes import receipt_code
from lienthong.modules.onestop.enums import DossierState, PaymentState
from lienthong.modules.onestop.models import Dossier, Payment, Receipt
from lienthong.modules.onestop.permissions import RECEIVE


@action(RECEIVE)
def take_cash(dossier: Dossier, *, amount: int, actor: Actor) -> Receipt:
    """Take what is due in cash and number the receipt. ``amount`` in đồng, must equal the sum due.

    Raises ``IllegalState`` when nothing is due any more, ``InvalidInput`` for another amount.
    """
    if lock_case(dossier.case_id).state == DossierState.FINANCIAL_OBLIGATION:
        raise IllegalState(_("Khoản này thu ở bước Thu nghĩa vụ tài chính."))
    due = sum(fee.amount for fee in dossier.fees.all()) - sum(
        payment.amount for payment in dossier.payments.all()
    )
    if due <= 0:
        raise IllegalState(_("Hồ sơ này không còn khoản nào phải nộp."))
    if amount != due:
        raise InvalidInput(fields={"cash": _("Số tiền không khớp với phí, lệ phí phải nộp.")})
    now = timezone.now()
    payment = Payment.objects.create(
        dossier=dossier,
        amount=amount,
        method="cash",
        paid_at=now,
        taken_by_text=actor.name,
        taken_by_id=actor.account_id,
    )
    Dossier.objects.filter(pk=dossier.pk).update(payment_state=PaymentState.PAID)
    dossier.payment_state = PaymentState.PAID
    tell(dossier.case, "paid", actor=actor, amount=amount, method="cash")
    return number_receipt(payment, dossier, f"{timezone.localdate(now):%Y}")


@part_of_act
def number_receipt(payment: Payment, dossier: Dossier, year: str) -> Receipt:
    """The receipt of a payment, numbered from the book of the receiving unit."""
    number = take_number(
        dossier.case.unit_id,
        "fee_receipt",
        year,
        subject_kind="onestop.payment",
        subject_id=payment.pk,
        state=NumberState.ISSUED,
    )
    return Receipt.objects.create(
        payment=payment, number=number, code=receipt_code(number.value, year)
    )
