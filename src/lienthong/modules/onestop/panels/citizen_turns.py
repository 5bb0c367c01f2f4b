# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The turns that change the promised date, in the words citizens read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import CaseEvent
from lienthong.kernel.money import dong
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.citizen_words import due_words
from lienthong.modules.onestop.queries.turns import open_obligation, open_stop

TITLES = {
    "extended": gettext_lazy("Chúng tôi trễ hẹn và hẹn lại"),
    "supplement_reminded": gettext_lazy("Chúng tôi nhắc bạn bổ sung giấy tờ"),
    "supplement_expired": gettext_lazy("Đã quá hạn bổ sung giấy tờ"),
    "obligation_due": gettext_lazy("Bạn cần nộp tiền để hồ sơ được giải quyết tiếp"),
    "obligation_proof_sent": gettext_lazy("Bạn đã gửi chứng từ nộp tiền"),
    "obligation_proof_refused": gettext_lazy("Bạn cần gửi lại chứng từ nộp tiền"),
    "obligation_met": gettext_lazy("Đã ghi nhận bạn nộp đủ tiền"),
    "stopped": gettext_lazy("Hồ sơ dừng giải quyết"),
    "resumed": gettext_lazy("Hồ sơ được giải quyết tiếp"),
    "process_told": gettext_lazy("Chúng tôi báo bạn"),
}
REASONED = frozenset({"stopped", "withdrawn", "obligation_proof_refused", "process_told"})


def turn_title(event: CaseEvent) -> str:
    """What happened; empty for events that citizens are not told."""
    return str(TITLES.get(event.kind, ""))


def turn_text(event: CaseEvent) -> str:
    """Why, and what it means for the date or for the citizen."""
    data = event.data
    if event.kind == "extended":
        return _("Chúng tôi trễ hẹn. Lý do: %(reason)s Ngày mới: %(due)s.") % {
            "reason": closed(str(data.get("reason", ""))),
            "due": _due(data),
        }
    if event.kind == "obligation_due":
        words = _("%(name)s: %(sum)s. Nộp tại: %(place)s.")
        return words % {
            "name": data.get("name", ""),
            "sum": dong(int(data.get("amount", 0))),
            "place": data.get("place", ""),
        }
    if event.kind in {"resumed", "obligation_met"} and data.get("due_at"):
        return _("Hẹn trả kết quả: %(due)s.") % {"due": _due(data)}
    if event.kind in {"supplement_reminded", "supplement_expired"} and data.get("answer_by"):
        return _("Hạn bổ sung: %(due)s.") % {"due": _moment(str(data["answer_by"]))}
    return str(data.get("reason", "")) if event.kind in REASONED else ""


def paying_words(dossier: Dossier) -> str:
    """What the citizen has to do while money is awaited; empty in any other state."""
    obligation = open_obligation(dossier)
    if obligation is None:
        return ""
    if obligation.proof_sent_at is not None:
        return _("Quầy đang xem chứng từ bạn gửi. Bạn không phải làm gì.")
    words = _("%(name)s: %(sum)s. Nộp tại: %(place)s.")
    sum_ = dong(obligation.amount)
    return words % {"name": obligation.name, "sum": sum_, "place": obligation.place}


def stopped_words(dossier: Dossier) -> str:
    """Why the dossier is stopped and what follows; empty in any other state."""
    stop = open_stop(dossier)
    if stop is None:
        return ""
    reason = closed(stop.reason)
    return _("%(reason)s Nhận lại giấy tờ tại quầy, hoặc gọi 1022 để hỏi.") % {"reason": reason}


def closed(text: str) -> str:
    """A reason as a sentence of its own."""
    words = text.strip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _due(data: Mapping[str, Any]) -> str:
    return _moment(str(data.get("due_at", "")))


def _moment(text: str) -> str:
    return due_words(datetime.fromisoformat(text)) if text else ""
