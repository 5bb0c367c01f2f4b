# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forwarding, post and revocation in the words of the citizen's timeline."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.cases.api import CaseEvent
from lienthong.modules.onestop.enums import Delivery, ShipmentState
from lienthong.modules.onestop.models import Dossier

TOLD_WITH_REASON = frozenset(
    {
        "not_accepted",
        "supplement_requested",
        "withdrawal_declined",
        "revoked",
        "forwarded",
        "basis_rejected",
        "post_returned",
        "post_lost",
    }
)


def move_title(event: CaseEvent) -> str:
    """The heading of an event about moving; empty for every other one."""
    said = event.data
    titles = {
        "forwarded": _("Đã chuyển hồ sơ tới %(to)s"),
        "taken_over": _("%(unit)s đã nhận hồ sơ chuyển tới"),
        "came_back": _("Hồ sơ trở lại %(at)s"),
        "shipped": _("Kết quả đã giao %(carrier)s, mã bưu gửi %(code)s"),
        "post_returned": _("Bưu chính trả kết quả về quầy"),
        "post_lost": _("Bưu gửi thất lạc, quầy cấp lại bản giấy"),
        "copy_reissued": _("Đã cấp lại bản giấy để gửi"),
        "corrects": _("Kết quả này thay kết quả của hồ sơ %(other)s"),
        "corrected": _("Kết quả đã được cấp lại theo hồ sơ %(other)s"),
    }
    named = ("to", "unit", "at", "carrier", "code", "other")
    values = {name: str(said.get(name, "")) for name in named}
    return str(titles.get(event.kind, "")) % values


def post_words(dossier: Dossier) -> str:
    """What the citizen does about a result by post; empty for every other delivery."""
    if dossier.delivery != Delivery.POST:
        return ""
    item = dossier.shipments.order_by("-pk").first()
    if item is None or item.state == ShipmentState.PREPARED:
        return _("Tải bản điện tử ngay. Bản giấy chờ giao bưu chính, bạn không phải làm gì.")
    if item.state == ShipmentState.HANDED:
        words = _("Bưu chính đang phát bản giấy, mã bưu gửi %(code)s. Bạn kiểm tra rồi ký nhận.")
        seen = _("Bưu chính báo đã qua %(place)s.") if item.scan_text else ""
        said = (words % {"code": item.code}, seen % {"place": item.scan_text})
        return " ".join(part for part in said if part)
    if item.state == ShipmentState.LOST:
        return _("Bưu gửi thất lạc. Quầy cấp lại bản giấy, bạn không phải làm gì.")
    return _("Bưu chính không phát được. Gọi 1022 hoặc tới quầy để nhận bản giấy.")
