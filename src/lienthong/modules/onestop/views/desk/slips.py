# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What was just made: printed from the next screen by itself, or shown in the print view.

Legal basis: 61/2018/NĐ-CP, Điều 17, 18, 20 and 22.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.kernel.actor import Actor
from lienthong.kernel.views import get_or_404
from lienthong.modules.onestop.enums import PaperKind
from lienthong.modules.onestop.models import (
    Dossier,
    DossierPaper,
    HandOverSheet,
    Receipt,
    Shipment,
)
from lienthong.modules.onestop.permissions import HAND_OVER, RECEIVE, RETURN, VIEW
from lienthong.modules.onestop.queries.desk_profiles import print_profile
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.views.desk.papers import received_words

PRINTED = "in"
"""Names the slips that a screen of the desk prints beside."""
RECEIPT, RESULT, SHIPMENT, SHEET = "bien-lai", "ket-qua", "buu-gui", "ban-giao"
"""What is printed besides kept papers; stands before the number in the address."""
POSTED = gettext_lazy("Đã giao bưu chính. Người nhận được báo mã bưu gửi.")


@dataclass(frozen=True)
class Slip:
    """One thing to print: its name in the address, words about it, where it is shown."""

    key: str
    words: str
    url: str
    due: str = ""


def newest_paper(
    actor: Actor, dossier_id: int, kind: str, *, then: str = "onestop:officer-reception"
) -> HttpResponse:
    """Go on after an act that made a paper: to ``then``, where the desk prints at once."""
    papers = DossierPaper.objects.filter(dossier_id=dossier_id, kind=kind)
    paper = papers.order_by("-made_at", "-pk")[0]
    if actor.holds(RECEIVE.code) and print_profile(actor).at_once:
        return redirect(_beside(reverse(then), str(paper.pk), *_receipt_keys(paper)))
    return redirect("onestop:officer-paper-now", pk=paper.pk)


def _receipt_keys(slip: DossierPaper) -> list[str]:
    """The receipt of the cash that came with a dossier, or since its last paper."""
    if slip.kind != PaperKind.ACCEPTANCE_SLIP:
        return []
    receipts = Receipt.objects.filter(payment__dossier=slip.dossier_id, payment__method="cash")
    papers = DossierPaper.objects.filter(dossier=slip.dossier_id, made_at__lt=slip.made_at)
    if last := papers.aggregate(at=Max("made_at"))["at"]:
        receipts = receipts.filter(payment__paid_at__gt=last)
    return [f"{RECEIPT}-{pk}" for pk in receipts.order_by("-pk").values_list("pk", flat=True)[:1]]


def go_on(
    request: HttpRequest, actor: Actor, address: str, *, said: str, slip: tuple[str, int]
) -> HttpResponse:
    """Go on after an act with a slip (kind, number): printed there, where the desk prints at once.

    Otherwise ``said`` tells what was done, and the slip is printed when asked for.
    """
    if print_profile(actor).at_once:
        return redirect(_beside(address, "-".join(map(str, slip))))
    messages.success(request, said)
    return redirect(address)


def _beside(address: str, *keys: str) -> str:
    return f"{address}?{urlencode([(PRINTED, key) for key in keys])}"


def printed_beside(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """The slips that this screen prints in hidden frames; empty without one."""
    found = []
    for key in request.GET.getlist(PRINTED):
        kind, _dash, number = key.rpartition("-")
        if kind in SLIPS and number.isascii() and number.isdecimal():
            found.append(SLIPS[kind](actor, int(number)))
    return {"slips": found} if found else {}


def _paper(actor: Actor, pk: int) -> Slip:
    papers = DossierPaper.objects.select_related("dossier__case")
    paper: DossierPaper = get_or_404(actor, VIEW, papers, pk=pk)
    url = reverse("onestop:officer-paper", args=[pk])
    return Slip(str(pk), _words(paper), url, str(paper.data.get("due") or ""))


def _words(paper: DossierPaper) -> str:
    if paper.kind == PaperKind.ACCEPTANCE_SLIP:
        return received_words(paper.dossier)
    said = {"paper": paper.get_kind_display(), "code": paper.dossier.code}
    return _("%(paper)s, hồ sơ %(code)s.") % said


def _receipt(actor: Actor, pk: int) -> Slip:
    receipts = Receipt.objects.select_related("payment__dossier__case")
    receipt: Receipt = get_or_404(actor, VIEW, receipts, pk=pk)
    dossier = receipt.payment.dossier
    url = reverse("onestop:officer-fee-receipt", args=[dossier.pk])
    return Slip(f"{RECEIPT}-{pk}", received_words(dossier), url)


def _result(actor: Actor, pk: int) -> Slip:
    dossier: Dossier = get_or_404(actor, VIEW, dossiers(), pk=pk)
    url = reverse("onestop:officer-result-receipt", args=[pk])
    words = _("Đã trả kết quả hồ sơ %(code)s.") % {"code": dossier.code}
    return Slip(f"{RESULT}-{pk}", words, url)


def _shipment(actor: Actor, pk: int) -> Slip:
    get_or_404(actor, RETURN, Shipment.objects.all(), pk=pk)
    url = reverse("onestop:officer-shipment-print", args=[pk])
    return Slip(f"{SHIPMENT}-{pk}", str(POSTED), url)


def _sheet(actor: Actor, pk: int) -> Slip:
    sheet: HandOverSheet = get_or_404(actor, HAND_OVER, HandOverSheet.objects.all(), pk=pk)
    url = reverse("onestop:officer-hand-over-print", args=[pk])
    return Slip(f"{SHEET}-{pk}", _("Đã lập biên bản %(code)s.") % {"code": sheet.code}, url)


SLIPS: Mapping[str, Callable[[Actor, int], Slip]] = {
    "": _paper,
    RECEIPT: _receipt,
    RESULT: _result,
    SHIPMENT: _shipment,
    SHEET: _sheet,
}
