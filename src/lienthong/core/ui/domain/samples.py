# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Invented content of the living style guide, the longest real lengths among it."""

from datetime import date, timedelta
from typing import Any

from lienthong.core.ui.domain.days import weekday_short
from lienthong.core.ui.domain.fields import FieldView

Sample = dict[str, Any]
MARKS_TEST = "Ổn, Ẵm, Huyễn, Ệ, ự, ậ"
LONG_PROCEDURE = (
    "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong trường hợp"
    " giải quyết tranh chấp, khiếu nại, tố cáo về đất đai; xử lý hợp đồng thế chấp, góp vốn;"
    " kê biên"
)
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phúc Khánh Huyền Vy"
DUE = date(2026, 11, 26)


def style_guide() -> Sample:
    """Return the context of ``ui/style_guide.html``."""
    return {"themes": [_theme("light"), _theme("dark")], "marks": MARKS_TEST}


def _theme(name: str) -> Sample:
    return {
        "name": name,
        "due": DUE,
        "holiday": date(2026, 11, 24),
        "strip": {"cells": _cells(), "sentence": SENTENCE, "basis_url": "#"},
        "strip_short": {"cells": _cells()},
        "fields": _fields(name),
        "officer_fields": _officer_fields(name),
        "errors": [{"target": f"{name}_born_day", "message": ERROR}],
        "slots": _slots(name),
        "form_id": f"{name}-form",
        "search_id": f"{name}-search",
        "errors_id": f"{name}-errors",
        "dialog_id": f"{name}-dialog",
        **SHARED,
    }


SENTENCE = (
    "Thủ tục này có 3 ngày làm việc, tính từ ngày sau ngày nhận. Không tính Thứ Bảy, Chủ Nhật và"
    " 24/11 (nghỉ Ngày Văn hóa Việt Nam)."
)
ERROR = "Ngày 22/11/2026 chưa tới. Hãy nhập ngày con ra đời."
CELL_KINDS = (
    ("received", "Nhận", ""),
    ("off", "Nghỉ", "Thứ Bảy"),
    ("off", "Nghỉ", "Chủ Nhật"),
    ("counted", "Ngày 1", ""),
    ("holiday", "Nghỉ lễ", "Ngày Văn hóa Việt Nam"),
    ("paused", "Chờ", "chờ bổ sung"),
    ("promised", "Ngày 3", ""),
)


def _cells() -> list[Sample]:
    start = date(2026, 11, 20)
    days = [start + timedelta(days=k) for k in range(len(CELL_KINDS))]
    return [
        {
            "date": day,
            "weekday": weekday_short(day),
            "day": day.day,
            "kind": kind,
            "label": label,
            "reason": reason,
        }
        for day, (kind, label, reason) in zip(days, CELL_KINDS, strict=True)
    ]


def _fields(prefix: str) -> list[FieldView]:
    def field(name: str, label: str, **more: Any) -> FieldView:
        return FieldView(f"{prefix}_{name}", label, id=f"{prefix}_{name}", **more)

    sexes = (("female", "Nữ"), ("male", "Nam"))
    return [
        field("name", "Họ, chữ đệm và tên", value=LONG_NAME, hint="Viết như trên giấy khai sinh."),
        field("born", "Ngày sinh", kind="date", value=("22", "11", "2026"), error=ERROR,
              hint="Ví dụ: 15 11 2026"),
        field("sex", "Giới tính", kind="radio", value="female", choices=sexes),
        field("phone", "Điện thoại", kind="tel", value="0912 345 678", optional=True,
              width="medium"),
        field("ward", "Nơi cư trú", kind="select", choices=(("dh", "Phường Đồng Hới"),)),
        field("note", "Điều bạn muốn nói thêm", kind="textarea", optional=True),
        field("sure", "Tôi cam đoan lời khai là đúng.", kind="checkbox", value="on"),
    ]  # fmt: skip


def _officer_fields(prefix: str) -> list[FieldView]:
    def field(name: str, label: str, **more: Any) -> FieldView:
        return FieldView(f"{prefix}_o_{name}", label, id=f"{prefix}_o_{name}", **more)

    return [
        field("name", "Họ tên", value="Mai Xuân Ổn"),
        field("id", "Số định danh", value="044088007719"),
        field(
            "born", "Ngày sinh", kind="date_one", value="31/02/1990", error="Tháng 2 có 28 ngày."
        ),
        field("ward", "Nơi cư trú", value="Phường Đồng Hới", readonly=True),
    ]


def _slots(prefix: str) -> list[Sample]:
    def slot(key: str, label: str, state: str, **more: Any) -> Sample:
        return {"id": f"{prefix}-{key}", "label": label, "state": state} | more

    blurred = "Ảnh bị mờ, không đọc được chữ. Hãy chụp lại nơi đủ sáng."
    done = {"name": "hop-dong.pdf", "pages": 3, "url": "#", "remove_url": "#"}
    return [
        slot("birth", "Giấy chứng sinh", "empty"),
        slot("request", "Đơn đề nghị", "uploading", name="don-de-nghi.pdf", percent=62),
        slot("lease", "Hợp đồng thuê", "done", **done),
        slot("photo", "Ảnh giấy chứng sinh", "failed", fault=blurred),
        slot("home", "Thông tin cư trú", "national", source="cơ sở dữ liệu dân cư"),
    ]


def _case(number: int, state: str, words: str, title: str, person: str) -> Sample:
    return {
        "id": str(number),
        "url": "#",
        "deadline": {"state": state, "words": words},
        "icon": "folder",
        "kind": "Hồ sơ",
        "title": title,
        "person": person,
        "code": f"H50.12-261120-{number:04d}",
        "step": "Thẩm định",
        "current": number == 42,
    }


SHARED: Sample = {
    "crumbs": [("Trang chủ", "#"), ("Sinh con", "#"), ("Đăng ký khai sinh", None)],
    "states": [
        {"state": "on_time", "words": "Còn 3 ngày", "text": "đúng tiến độ; hình tròn có dấu"},
        {"state": "due_soon", "words": "Còn 2 giờ 40", "text": "còn không quá 8 giờ làm việc"},
        {"state": "late", "words": "Trễ 1 ngày", "text": "đã quá hạn; tam giác"},
        {"state": "paused", "words": "Chờ bổ sung", "text": "không tính thời hạn; hai vạch dừng"},
        {"state": "redated", "words": "Đã hẹn lại 30/11", "text": "có thay đổi cần biết"},
        {"state": "closed", "words": "Xong trước hạn", "text": "đã trả kết quả"},
        {"state": "closed_late", "words": "Xong trễ 1 ngày", "text": "đã trả, trễ hẹn"},
    ],
    "facts": [
        {"label": "Mã hồ sơ", "value": "H50.12-261120-0042"},
        {"label": "Người nộp", "value": LONG_NAME},
        {"label": "Lệ phí", "value": "99.999.999.999.000 đ", "url": "#", "url_label": "Biên lai"},
    ],
    "cells": [
        {"label": "Thời gian", "value": "Trong ngày", "note": "Nộp sau 15:00: ngày làm việc sau"},
        {"label": "Lệ phí", "value": "Miễn phí", "note": "Khi đăng ký trong 60 ngày"},
        {"label": "Nơi giải quyết", "value": "Phường, xã", "note": "Nơi cha hoặc mẹ cư trú"},
        {"label": "Bạn nhận", "value": "Giấy khai sinh", "note": "Bản điện tử và 1 bản giấy"},
    ],
    "services": [
        {"name": LONG_PROCEDURE, "url": "#", "online": "partial", "channel": "Một phần trên mạng",
         "time": "20 ngày", "fee": "75.000 đ"},
        {"name": "Đăng ký khai sinh", "url": "#", "online": "full", "channel": "Trọn gói trên mạng",
         "time": "Trong ngày", "fee": "Miễn phí"},
    ],
    "tiles": [
        {"title": "Tra cứu hồ sơ", "text": "Đang ở bước nào", "url": "#", "icon": "file-search"},
        {"title": "Lấy số chờ", "text": "Đặt lịch, khỏi đợi", "url": "#", "icon": "ticket"},
        {"title": "Nộp phí, lệ phí", "text": "Có biên lai ngay", "url": "#", "icon": "receipt"},
        {"title": "Kiểm tra giấy", "text": "Quét mã QR trên giấy", "url": "#", "icon": "qrcode"},
    ],
    "needs": [
        {"title": "Giấy chứng sinh", "text": "Bệnh viện trong tỉnh gửi thẳng.", "needed": True},
        {"title": "Không cần giấy chứng nhận kết hôn", "text": "", "needed": False},
    ],
    "steps": [
        {"title": "Trả lời 5 trang câu hỏi", "text": "Khoảng 7 phút. Tự lưu sau mỗi trang."},
        {"title": "Xem lại rồi nộp", "text": "Bạn nhận mã hồ sơ và ngày hẹn trả."},
    ],
    "timeline": [
        {"title": "Bạn đã nộp hồ sơ", "state": "done", "when": "Thứ Sáu 20/11/2026, 10:14"},
        {"title": "Kiểm tra tình trạng hôn nhân", "state": "current", "when": "Từ 20/11, 13:35",
         "who": "Lê Thị Hà, tư pháp – hộ tịch", "text": "Bạn không phải làm gì."},
        {"title": "Trả kết quả cho bạn", "state": "future", "when": "Chậm nhất Thứ Năm 26/11/2026",
         "icon": "certificate"},
    ],
    "answers": [
        {"label": "Họ, chữ đệm và tên", "value": LONG_NAME},
        {"label": "Nơi sinh", "value": "Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới",
         "source": "Giấy chứng sinh điện tử"},
    ],
    "process": [
        {"name": "Tiếp nhận", "state": "done", "who": "Phạm Thu Trang", "when": "10:41, xong"},
        {"name": "Thẩm định", "state": "current", "who": "Lê Thị Hà (bạn)",
         "when": "đến 25/11, 17:00"},
        {"name": "Ký số", "state": "future", "who": "Trần Quốc Bảo", "when": "0,5 ngày"},
        {"name": "Trả kết quả", "state": "future", "who": "Quầy 5", "when": "26/11, 17:00"},
    ],
    "tabs": [
        {"title": "Gấp nhất trước", "url": "#", "count": 47, "current": True},
        {"title": "Trễ", "url": "#", "count": 0, "icon": "alert-triangle"},
    ],
    "filters": [
        {"label": "Bước", "value": "tất cả", "options": [{"title": "Thẩm định", "url": "#"}]},
        {"label": "Địa bàn", "value": "Phường Đồng Hới", "remove_url": "#"},
    ],
    "groups": [
        {"title": "Trễ hạn", "count": 1,
         "rows": [_case(19, "late", "Trễ 1 ngày", LONG_PROCEDURE, "Hoàng Văn Tuấn")]},
        {"title": "Thứ Năm 26/11", "count": 2,
         "rows": [_case(42, "on_time", "3 ngày", "Xác nhận tình trạng hôn nhân", LONG_NAME),
                  _case(43, "paused", "Chờ bổ sung", "Đăng ký lại khai tử", "Mai Xuân Ổn")]},
    ],
    "kpis": [
        {"label": "Trả đúng hạn", "value": "99,2", "unit": "%",
         "compare": "hơn 0,1 điểm; mục tiêu 98", "direction": "ok", "url": "#",
         "points": [98.6, 98.9, 98.2, 99.3, 99.5, 99.2]},
        {"label": "Đang trễ", "value": "19", "compare": "nhiều hơn 5", "direction": "warn",
         "url": "#", "points": [9, 7, 4, 3, 5, 8]},
    ],
    "page": {"first": 1, "last": 18, "total": "10.000", "previous_url": "", "next_url": "#"},
}  # fmt: skip
