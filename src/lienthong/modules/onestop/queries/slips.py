# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The papers the one-stop draws from files of its own: their grounds, who prints them, samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.clock import midnight
from lienthong.kernel.printing import PackagedPaper, PrintUse, nothing_rests
from lienthong.kernel.reference import packaged_yaml
from lienthong.modules.onestop.enums import PaperKind
from lienthong.modules.onestop.models import (
    DossierPaper,
    HandOverSheet,
    Receipt,
    ResultReturn,
    Shipment,
)

SLIPS: Mapping[str, str] = {
    PaperKind.ACCEPTANCE_SLIP: "acceptance_slip",
    PaperKind.SUPPLEMENT_NOTICE: "supplement_notice",
    PaperKind.NON_ACCEPTANCE_NOTICE: "non_acceptance_notice",
    PaperKind.EXTENSION_NOTICE: "extension_notice",
    PaperKind.STOP_NOTICE: "stop_notice",
    PaperKind.CONTROL_SLIP: "control_slip",
    PaperKind.OBLIGATION_NOTICE: "obligation_notice",
    PaperKind.FORWARDING: "forwarding",
    PaperKind.VISIT_RECORD: "visit_record",
}
"""The template by which a kept paper of a kind is drawn."""
FEE_RECEIPT, RESULT_RECEIPT = "fee_receipt", "result_receipt"
HAND_OVER_PAPER, SHIPMENT_SLIP = "hand_over_sheet", "shipment"
REGISTER_PAPER, CERTIFICATION_BOOK = "dossier_register", "certification_book"
DAY_PAPER = "day_list"


def slip_file(code: str) -> str:
    """The packaged file of a slip."""
    return f"onestop/print/{code}.html"


def _sample(code: str) -> dict[str, Any]:
    """What a slip says, with made-up values."""
    read = _told()
    lists = [(one["title"], one["title"], one["rows"]) for one in read["lists"]]
    made_up = {"signed": True, "size": "a4", "rating_qr": "", "day": date(2026, 11, 20)}
    return {**made_up, "lists": lists, "paper": read["common"] | read["slips"][code]}


@cache
def _told() -> dict[str, Any]:
    read: dict[str, Any] = packaged_yaml("lienthong.modules.onestop", "slips.yaml")
    return read


def _kept(version_id: int, _day: date) -> bool:
    """Whether a paper that is kept was drawn with the version."""
    return DossierPaper.objects.filter(print_version=version_id).exists()


def _of_day(rows: Any, moment: str) -> Callable[[int, date], bool]:
    """Whether there is a row of the day: it is drawn again with the version of its day."""

    def rests(_version_id: int, day: date) -> bool:
        span = {f"{moment}__gte": midnight(day), f"{moment}__lt": midnight(day + timedelta(1))}
        return bool(rows.filter(**span).exists())

    return rests


def _slip(code: str, title: object, rests: Callable[[int, date], bool]) -> PackagedPaper:
    return PackagedPaper(
        code=code,
        title=title,
        template_name=slip_file(code),
        sample=partial(_sample, code),
        used=_("Một cửa"),
        fields=_told()["fields"],
        rests=rests,
        **{"size": "a5"} | _told()["papers"][code],
    )


_LATER: tuple[tuple[str, object, Callable[[int, date], bool]], ...] = (
    (FEE_RECEIPT, PaperKind.FEE_RECEIPT.label, _of_day(Receipt.objects, "payment__paid_at")),
    (RESULT_RECEIPT, PaperKind.RESULT_RECEIPT.label, _of_day(ResultReturn.objects, "returned_at")),
    (HAND_OVER_PAPER, _("Biên bản bàn giao"), _of_day(HandOverSheet.objects, "given_at")),
    (
        SHIPMENT_SLIP,
        _("Phiếu gửi kết quả qua bưu chính"),
        _of_day(Shipment.objects, "handed_at"),
    ),
    (REGISTER_PAPER, PaperKind.DOSSIER_REGISTER.label, nothing_rests),
    (DAY_PAPER, _("Danh sách cuối ngày"), nothing_rests),
    (CERTIFICATION_BOOK, _("Sổ chứng thực bản sao"), nothing_rests),
)
"""What is drawn when it is asked for: from a row of its day, or from what stands now."""
SLIP_PRINTS = PrintUse(
    papers=(
        *(_slip(code, PaperKind(kind).label, _kept) for kind, code in SLIPS.items()),
        *(_slip(code, title, rests) for code, title, rests in _LATER),
    )
)
