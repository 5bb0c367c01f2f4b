# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What receipts and the papers about moving a dossier say, besides what every paper says.

Legal basis: 61/2018/NĐ-CP, Điều 18, 20 and 22.
"""

from __future__ import annotations

from typing import Any

from django.utils import translation

from lienthong.core.units.api import version_of
from lienthong.kernel.money import dong, in_words
from lienthong.modules.onestop.enums import Delivery
from lienthong.modules.onestop.models import HandOver, Receipt, ResultReturn
from lienthong.modules.onestop.queries.papers import clock_day, paper_values


def forwarding_values(given: HandOver) -> dict[str, Any]:
    """The record of a forwarding: from where to where, why, with which papers."""
    rows = given.dossier.components.all()
    return {
        "from_unit": version_of(given.from_unit_id).name,
        "to_unit": version_of(given.to_unit_id).name,
        "reason": given.reason,
        "given": clock_day(given.given_at),
        "due": clock_day(given.due_at),
        "giver": given.giver_text,
        "submitted": clock_day(given.dossier.submitted_at),
        "components": [
            {
                "name": row.name,
                "originals": row.originals,
                "certified": row.certified_copies,
                "photocopies": row.photocopies,
                "electronic": len(row.files),
                "source": row.source,
            }
            for row in rows
        ],
    }


def fee_receipt_values(receipt: Receipt) -> dict[str, Any]:
    """The receipt of fees: lines, total in figures and words; the same on all three copies."""
    payment = receipt.payment
    dossier = payment.dossier
    values = paper_values(dossier, "fr", made_by=payment.taken_by_text)
    return values | {
        "number": receipt.code,
        "series": f"{receipt.number.book.period}",
        "lines": [
            {"name": fee.name, "kind": fee.kind, "amount": dong(fee.amount)}
            for fee in dossier.fees.all()
            if fee.amount
        ],
        "total": dong(payment.amount),
        "total_words": in_words(payment.amount),
        "method": "Tiền mặt" if payment.method == "cash" else "Chuyển khoản",
        "paid_at": clock_day(payment.paid_at),
        "taker": payment.taken_by_text,
    }


def result_receipt_values(handed: ResultReturn, document: Any) -> dict[str, Any]:
    """The receipt for a result: who gave, who took, which paper, when; the pen of the taker."""
    dossier = handed.result.dossier
    values = paper_values(dossier, "rr", made_by=handed.returned_by_text)
    with translation.override("vi"):
        method = str(Delivery(handed.method).label)
    return values | {
        "taker": handed.taker_name or dossier.submitter.full_name,
        "taker_phone": handed.taker_phone,
        "giver": handed.returned_by_text,
        "returned_at": clock_day(handed.returned_at),
        "method": method,
        "strokes": handed.signature,
        "result": document.abstract if document else "",
        "number": document.number_text if document else "",
        "originals": [row.name for row in dossier.components.filter(originals__gt=0)],
    }
