# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What Mẫu 04, 05 and the notice of what is owed say; Vietnamese whatever the screen speaks.

Legal basis: 03/2025/TT-VPCP (layout to be confirmed).
"""

from __future__ import annotations

from typing import Any

from django.utils import translation

from lienthong.core.units.api import version_of
from lienthong.kernel.money import dong, in_words
from lienthong.modules.onestop.enums import StopGround
from lienthong.modules.onestop.models import (
    Dossier,
    ExtensionNotice,
    FinancialObligation,
    StopNotice,
    Withdrawal,
)
from lienthong.modules.onestop.queries.papers import clock_day, long_day


@translation.override("vi")
def extension_values(dossier: Dossier, notice: ExtensionNotice) -> dict[str, Any]:
    """Mẫu 04: received, promised, who is to blame, why, the apology, the new date."""
    return {
        "received": long_day(dossier.accepted_at) if dossier.accepted_at else "",
        "promised": clock_day(notice.due_before),
        "new_due": clock_day(notice.new_due_at),
        "responsible": version_of(dossier.case.agency_id).name,
        "return_place": version_of(dossier.case.unit_id).name,
        "reason": notice.reason,
        "apology": notice.apology,
        "legal_basis": notice.legal_basis,
        "signer": notice.approved_by_text or notice.asked_by_text,
        "notice_id": notice.pk,
    }


@translation.override("vi")
def stop_values(dossier: Dossier, notice: StopNotice) -> dict[str, Any]:
    """Mẫu 05 for a stop: ground, reason, basis, what goes back, who decided."""
    return {
        "received": long_day(dossier.accepted_at) if dossier.accepted_at else "",
        "ground": str(notice.get_ground_display()),
        "reason": notice.reason,
        "legal_basis": notice.legal_basis,
        "returned": notice.returned_papers,
        "refund": dong(notice.refund) if notice.refund else "",
        "until": clock_day(notice.until_at),
        "signer": notice.approved_by_text,
        "notice_id": notice.pk,
    }


@translation.override("vi")
def withdrawal_values(dossier: Dossier, withdrawal: Withdrawal, *, basis: str) -> dict[str, Any]:
    """Mẫu 05 for a withdrawal that the one-stop confirmed."""
    originals = dossier.components.filter(originals__gt=0, present_only=False)
    names = [row.name for row in originals] if withdrawal.originals_returned else []
    return {
        "received": long_day(dossier.accepted_at) if dossier.accepted_at else "",
        "ground": str(StopGround.APPLICANT.label),
        "reason": withdrawal.reason,
        "legal_basis": basis,
        "returned": "; ".join(names),
        "refund": dong(withdrawal.refund) if withdrawal.refund else "",
        "until": "",
        "signer": withdrawal.answered_by_text,
        "notice_id": withdrawal.pk,
    }


@translation.override("vi")
def obligation_values(obligation: FinancialObligation) -> dict[str, Any]:
    """The notice of what has to be paid: for what, how much in figures and words, where, why."""
    return {
        "what": obligation.name,
        "money": str(obligation.get_kind_display()),
        "amount": dong(obligation.amount),
        "amount_words": in_words(obligation.amount),
        "pay_at": obligation.place,
        "legal_basis": obligation.legal_basis,
        "held": obligation.held,
        "practice": obligation.practice,
        "signer": obligation.issued_by_text,
        "notice_id": obligation.pk,
    }
