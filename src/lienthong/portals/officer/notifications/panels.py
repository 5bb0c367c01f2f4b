# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the log of a case says of a message that did not arrive."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.notifications.api import DeliveryState, MessageDelivery

WHY = (
    ("no answer", _("Nơi chuyển tin không trả lời.")),
    ("answer ", _("Nơi chuyển tin đang có lỗi.")),
    ("busy", _("Nơi chuyển tin đang bận.")),
    ("the answer", _("Nơi chuyển tin trả lời không đọc được.")),
    ("quota", _("Đã hết số tin được gửi hôm nay.")),
    ("refused", _("Nơi chuyển tin không nhận tin này.")),
    ("no browser", _("Không còn trình duyệt nào nhận.")),
    ("too late", _("Đã quá giờ nên không gửi nữa.")),
)
"""How adapters begin what they note, and what that is to whoever reads the log."""
OTHER = _("Nơi chuyển tin chưa nhận tin này.")


def why_of(delivery: MessageDelivery) -> str:
    """Why the message did not arrive (yet), in plain words; empty when nothing went wrong."""
    if delivery.state == DeliveryState.SENT or not delivery.error:
        return ""
    return str(next((said for begin, said in WHY if delivery.error.startswith(begin)), OTHER))
