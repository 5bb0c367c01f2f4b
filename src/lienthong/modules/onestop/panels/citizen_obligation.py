# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a citizen has to pay before the dossier goes on, and the proof of having paid."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.documents.api import FileVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.money import dong, in_words
from lienthong.modules.onestop.models import Dossier, FinancialObligation
from lienthong.modules.onestop.panels.citizen_drafts import MEDIA_TYPES, MEGABYTE, upload_url
from lienthong.modules.onestop.panels.citizen_words import day_and_time
from lienthong.modules.onestop.queries.turns import open_obligation

LARGEST = 20 * MEGABYTE
SLOT = "proof"


def owed(dossier: Dossier) -> dict[str, Any] | None:
    """What the tracking page says about money that is awaited; None when none is."""
    obligation = open_obligation(dossier)
    if obligation is None:
        return None
    return {
        "name": obligation.name,
        "amount": dong(obligation.amount),
        "place": obligation.place,
        "sent": obligation.proof_sent_at is not None,
        "url": reverse("onestop:citizen-obligation", args=[dossier.code]),
    }


def obligation_page(
    dossier: Dossier,
    obligation: FinancialObligation,
    *,
    typed: str,
    wrong: str,
    fault: str,
    actor: Actor,
) -> dict[str, Any]:
    """The page: what, how much, where, on what ground; the proof and its files."""
    here = reverse("onestop:citizen-proof", args=[dossier.code])
    files = _files(dossier, obligation)
    return {
        "page_title": _("Nộp tiền để hồ sơ được giải quyết tiếp"),
        "title": dossier.case.title,
        "code": dossier.code,
        "facts": _facts(obligation),
        "effect": _effect(obligation),
        "sent": obligation.proof_sent_at is not None,
        "number": typed or obligation.proof_number,
        "error": wrong,
        "errors": [{"target": "id_number", "message": wrong}] if wrong else [],
        "files": files,
        "slot": _slot(dossier, here, actor) | {"again": bool(files), "fault": fault},
        "remove_url": here,
        "dossier_url": reverse("onestop:citizen-dossier", args=[dossier.code]),
    }


def _facts(obligation: FinancialObligation) -> list[dict[str, str]]:
    return [
        {"label": _("Nộp khoản gì"), "value": obligation.name},
        {"label": _("Số tiền"), "value": dong(obligation.amount)},
        {"label": _("Bằng chữ"), "value": in_words(obligation.amount)},
        {"label": _("Nơi nộp"), "value": obligation.place},
        {"label": _("Căn cứ"), "value": obligation.legal_basis},
        {"label": _("Thông báo lúc"), "value": day_and_time(obligation.issued_at)},
    ]


def _effect(obligation: FinancialObligation) -> str:
    if obligation.held:
        return _("Ngày hẹn trả tạm ngừng tính tới khi quầy ghi nhận bạn đã nộp.")
    return _("Thời hạn giải quyết vẫn tính. Bạn nộp sớm để nhận kết quả đúng hẹn.")


def _slot(dossier: Dossier, here: str, actor: Actor) -> dict[str, Any]:
    return {
        "id": "tep-chung-tu",
        "label": _("Ảnh giấy nộp tiền"),
        "accept": ",".join(MEDIA_TYPES.values()),
        "max_mb": LARGEST // MEGABYTE,
        "return_url": here,
        "upload_url": upload_url(
            draft=f"dossier-{dossier.pk}",
            slot=SLOT,
            largest=LARGEST,
            types=tuple(MEDIA_TYPES.values()),
            return_path=here,
            actor=actor,
        ),
    }


def _files(dossier: Dossier, obligation: FinancialObligation) -> list[dict[str, Any]]:
    rows = FileVersion.objects.in_bulk(obligation.proof_files)
    return [
        {
            "id": pk,
            "name": rows[pk].original_name,
            "pages": rows[pk].pages,
            "url": reverse("onestop:citizen-file", args=[dossier.code, pk]),
        }
        for pk in obligation.proof_files
        if pk in rows
    ]
