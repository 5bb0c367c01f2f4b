# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What figures are called, what they mean, and the addresses of the lists behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.queries.figures import Asked

KEYS: Mapping[str, str] = {
    "received": "tong-so",
    "new": "nhan-moi",
    "online": "nhan-truc-tuyen",
    "desk": "nhan-truc-tiep",
    "post": "nhan-buu-chinh",
    "carried": "ky-truoc-chuyen-sang",
    "done": "da-giai-quyet",
    "early": "truoc-han",
    "on_time": "dung-han",
    "kept": "khong-tre",
    "late": "tre-han",
    "withdrawn": "rut",
    "pending": "dang-giai-quyet",
    "in_time": "con-trong-han",
    "soon": "sap-den-han",
    "overdue": "qua-han",
    "held": "dong-ho-dung",
    "lapsed": "bat-dau-tre",
    "coming": "phai-tra",
    "supplemented": "phai-bo-sung",
    "digitised": "da-so-hoa",
    "charged": "co-phi",
    "paid_online": "nop-tien-truc-tuyen",
}
FIGURE_KEYS = {key: name for name, key in KEYS.items()}
TITLES: Mapping[str, object] = {
    "received": _("Tổng số hồ sơ phải giải quyết"),
    "new": _("Nhận trong kỳ"),
    "online": _("Nhận trực tuyến"),
    "desk": _("Nhận trực tiếp"),
    "post": _("Nhận qua bưu chính"),
    "carried": _("Kỳ trước chuyển sang"),
    "done": _("Đã giải quyết"),
    "early": _("Xong trước hạn"),
    "on_time": _("Xong đúng hạn"),
    "kept": _("Xong không trễ"),
    "late": _("Xong trễ hạn"),
    "withdrawn": _("Người nộp rút"),
    "pending": _("Đang giải quyết"),
    "in_time": _("Đang giải quyết, còn trong hạn"),
    "soon": _("Sắp đến hạn"),
    "overdue": _("Đang trễ"),
    "held": _("Đồng hồ đang dừng"),
    "lapsed": _("Bắt đầu trễ trong kỳ"),
    "coming": _("Phải trả trong những ngày này"),
    "supplemented": _("Xong, từng phải bổ sung"),
    "digitised": _("Xong, giấy tờ đã số hóa"),
    "charged": _("Xong, có phí, lệ phí"),
    "paid_online": _("Xong, nộp tiền trực tuyến"),
}
EXPLANATIONS: Mapping[str, object] = {
    "received": _(
        "Nhận trong kỳ cộng kỳ trước chuyển sang; bằng đã giải quyết cộng đang giải quyết."
    ),
    "carried": _("Tiếp nhận trước kỳ, tới đầu kỳ chưa xong."),
    "done": _("Có kết quả, bị từ chối hoặc người nộp rút, trong kỳ."),
    "on_time": _("Xong đúng ngày hẹn; hồ sơ người nộp rút cũng tính ở đây, như biểu báo cáo."),
    "late": _("Xong sau ngày hẹn. Xin lỗi và hẹn lại sau ngày hẹn không làm hết trễ."),
    "overdue": _("Đã quá lúc hẹn, đồng hồ vẫn chạy và chưa có kết quả."),
    "soon": _("Còn không quá 8 giờ làm việc, hoặc số giờ quy định đang dùng."),
    "held": _("Chờ bổ sung, chờ nộp tiền, chờ xác minh hoặc đang dừng: thời gian này không tính."),
    "lapsed": _("Hồ sơ có lúc hẹn đầu tiên bị quá trong kỳ, dù sau đó đã xong hay chưa."),
    "digitised": _("Nộp trực tuyến, hoặc mọi giấy tờ đã nộp đều có bản điện tử lúc xong."),
    "supplemented": _("Người nộp từng được yêu cầu bổ sung, trước hoặc sau khi tiếp nhận."),
}


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of a question: the board, its tables, the list behind each figure."""

    asked: Asked

    def query(self, **changes: object) -> str:
        """The question as the part of an address after its path; None leaves a condition out."""
        asked = self.asked
        values: dict[str, object] = {
            "tu": asked.since.isoformat(),
            "den": asked.until.isoformat(),
            "don-vi": asked.unit_id,
            "thu-tuc": asked.procedure_id,
            "can-bo": asked.officer_id,
        }
        values |= {name.replace("_", "-"): value for name, value in changes.items()}
        return "?" + urlencode({k: v for k, v in values.items() if v is not None})

    def figure(self, name: str, **changes: object) -> str:
        """The list behind a figure."""
        return reverse("onestop:officer-figure", args=[KEYS[name]]) + self.query(**changes)

    def board(self, **changes: object) -> str:
        """The board."""
        return reverse("onestop:officer-figures") + self.query(**changes)

    def report(self) -> str:
        """Biểu II.06a of the same days."""
        return reverse("onestop:officer-figure-report") + self.query()

    def table(self, by: str, **changes: object) -> str:
        """A table by ``don-vi``, ``thu-tuc``, ``can-bo`` or the heat map ``tre``."""
        return reverse("onestop:officer-figure-table", args=[by]) + self.query(**changes)


def percent(value: float | None) -> str:
    """``99,1``; a dash when there is nothing to divide by."""
    return "–" if value is None else f"{value:.1f}".replace(".", ",")


def day_words(day: date) -> str:
    """``20/11/2026``."""
    return f"{day:%d/%m/%Y}"
