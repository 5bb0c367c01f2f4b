# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk's form for money that is owed while a dossier is resolved."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.kernel.money import dong
from lienthong.modules.onestop.enums import ObligationKind
from lienthong.modules.onestop.models import Dossier, FinancialObligation
from lienthong.modules.onestop.panels.turn_forms import (
    Act,
    Facts,
    Fields,
    TurnForm,
    carry_out_url,
    facts_of,
)
from lienthong.modules.onestop.panels.work_words import clock_words
from lienthong.modules.onestop.queries.turns import open_obligation


def collecting(dossier: Dossier, step: Step, f: Fields) -> TurnForm:
    """What the desk records when somebody has paid."""
    owed = open_obligation(dossier)
    sent = owed is not None and owed.proof_sent_at is not None
    known = owed.proof_number if owed else ""
    shown = [
        f.text(
            "method",
            _("Cách nộp"),
            "treasury" if sent else "",
            kind="select",
            choices=_ways(owed),
        ),
        f.text("amount", _("Số tiền đã nộp"), kind="money", width="medium"),
        f.text("proof_number", _("Số giấy nộp tiền"), known, optional=True, maxlength=60),
    ]
    acts = [Act("paid", _("Ghi đã nộp đủ"), "primary")]
    if sent:
        shown.append(f.text("reason", _("Chứng từ chưa đúng ở đâu"), optional=True))
        acts.append(Act("return_proof", _("Yêu cầu gửi lại chứng từ")))
    return TurnForm(
        key=step.node,
        title=_("Thu nghĩa vụ tài chính"),
        url=carry_out_url(step),
        facts=_owed_facts(owed) if owed else (),
        links=_proofs(owed) if owed else (),
        fields=tuple(shown),
        acts=tuple(acts),
    )


def _ways(owed: FinancialObligation | None) -> tuple[tuple[str, str], ...]:
    """How it may be paid: taxes only into the treasury."""
    treasury = ("treasury", _("Đã nộp vào ngân sách, có giấy nộp tiền"))
    if owed is not None and owed.kind == ObligationKind.TAX:
        return (treasury,)
    return (("cash", _("Tiền mặt tại quầy")), treasury)


def _owed_facts(owed: FinancialObligation) -> Facts:
    return facts_of(
        (
            (_("Khoản"), f"{owed.name} ({owed.get_kind_display()})"),
            (_("Số tiền"), dong(owed.amount)),
            (_("Nơi nộp"), owed.place),
            (_("Căn cứ"), owed.legal_basis),
            (_("Chứng từ gửi lúc"), clock_words(owed.proof_sent_at)),
        )
    )


def _proofs(owed: FinancialObligation) -> tuple[dict[str, str], ...]:
    return tuple(
        {"title": _("Chứng từ %s") % place, "url": reverse("officer:file", args=[pk])}
        for place, pk in enumerate(owed.proof_files, start=1)
    )
