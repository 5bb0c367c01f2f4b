# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fixed values of every printed paper, ordinary and as long as they may become."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from lienthong.core.documents.api import qr_svg
from lienthong.modules.onestop.tests.test_desk_prints import COMMON as FACTS
from lienthong.modules.onestop.tests.test_desk_prints import PAPERS as OLDER

QR = qr_svg("http://127.0.0.1:8000/tra-cuu/H50.12-261120-0058")
PEN = "M10 90L60 20L110 140L160 40L260 120L400 60"
COMMON: dict[str, Any] = FACTS | {
    "email": "duyen@example.vn",
    "channel": "trực tiếp",
    "applicant": "Lê Quang Thắng",
    "applicant_address": "Tổ dân phố 3, phường Đông Hà",
    "lookup_text": "dichvucong.quangtri.gov.vn/tra-cuu/",
    "cooperating": "Công an phường Đồng Hới",
    "received": "14:20, Thứ Sáu 20/11/2026",
    "due": "17:00, Thứ Sáu 20/11/2026",
    "online": False,
}
_CELLS = [
    {"date": "2026-11-20", "weekday": "T6", "day": "20", "kind": "received", "label": "Nhận"},
    {"date": "2026-11-23", "weekday": "T2", "day": "23", "kind": "promised", "label": "Hẹn trả"},
]
_COMPONENTS = [
    {"name": "Tờ khai đăng ký khai sinh", "originals": 1, "certified": 0, "photocopies": 0},
    {"name": "Giấy chứng sinh", "originals": 1, "certified": 2, "photocopies": 3},
]
_ROW = {
    "at": "08:40 20/11/2026",
    "giver": "Phạm Thu Trang",
    "giver_unit": "Trung tâm Phục vụ HCC phường Đồng Hới",
    "giver_signature": "đã xác nhận",
    "receiver": "Nguyễn Hải Yến",
    "receiver_unit": "UBND phường Đồng Hới",
    "receiver_signature": "đã xác nhận",
    "outcome": "sớm hạn",
    "note": "Thẩm tra. Đủ giấy tờ.",
}
_LINE = {
    "code": "H50.12-261120-0058",
    "content": "Đăng ký khai sinh cho Lê Nguyễn Khánh Vy",
    "owner": "Trần Thị Mỹ Duyên",
    "address": "Tổ dân phố 6, phường Đồng Hới",
    "papers": "2 bản chính, 1 bản sao",
    "result": "cấp kết quả",
    "fee": "Có",
    "post": "Không",
    "due": "17:00 20/11/2026",
    "outcome": "đúng hạn",
    "note": "Bản chính có vết ố.",
    "missing": False,
}
_SHEET = {
    "title": "giao hồ sơ để giải quyết",
    "from_name": "Trung tâm Phục vụ hành chính công phường Đồng Hới",
    "to_name": "Ủy ban nhân dân phường Đồng Hới",
    "rows": [_LINE, _LINE | {"code": "H50.12-261120-0059", "missing": True, "note": "Thiếu."}],
    "given": "16:10, Thứ Sáu 20/11/2026",
    "code": "0012/2026",
    "sheet": SimpleNamespace(
        giver_text="Phạm Thu Trang, Công chức một cửa",
        receiver_text="Nguyễn Hải Yến, Công chức tư pháp",
        giver_signature=PEN,
        receiver_signature="",
        note="Kèm một phong bì niêm phong.",
    ),
    "cash_total": "316.000 đ",
    "receipts": [{"code": "000012/2026", "words": "316.000 đ"}],
}
_REGISTER = {
    "code": "H50.12-261120-0058",
    "content": "Đăng ký khai sinh cho Lê Nguyễn Khánh Vy",
    "sets": 1,
    "applicant": "Trần Thị Mỹ Duyên",
    "address": "Tổ dân phố 6, phường Đồng Hới",
    "phone": "0912345486",
    "received": datetime.fromisoformat("2026-11-20T14:20+07:00"),
    "due": datetime.fromisoformat("2026-11-20T17:00+07:00"),
    "returned": datetime.fromisoformat("2026-11-20T16:50+07:00"),
    "taker": "Lê Quang Thắng",
    "area": "UBND phường Đồng Hới",
    "note": "Đã thu hồi 25/11/2026, 12/QĐ-UBND",
}
PAPERS: dict[str, dict[str, Any]] = {
    "acceptance_slip": OLDER["acceptance_slip"]
    | {
        "components": _COMPONENTS,
        "time_text": "Trả trong ngày. Nhận sau 15:00 thì trả vào ngày làm việc kế tiếp.",
        "delivery": "bản điện tử và bản giấy tại quầy, Trung tâm Phục vụ hành chính công",
        "explanation": {"sentence": "Trả trong ngày.", "cells": _CELLS},
    },
    "supplement_notice": OLDER["supplement_notice"]
    | {
        "defects": [
            {"name": "Giấy chứng sinh", "what": "Chụp lại rõ dấu", "originals": 1, "certified": 2}
        ],
        "answer_by": "17:00, Thứ Sáu 27/11/2026",
        "rules_at": "https://dichvucong.gov.vn",
    },
    "non_acceptance_notice": OLDER["non_acceptance_notice"],
    "extension_notice": {
        "received": "Thứ Hai 16/11/2026",
        "promised": "17:00, Thứ Hai 23/11/2026",
        "new_due": "17:00, Thứ Sáu 27/11/2026",
        "responsible": "Ủy ban nhân dân phường Đồng Hới",
        "return_place": "Trung tâm Phục vụ hành chính công phường Đồng Hới",
        "reason": "Chờ kết quả xác minh của nơi khác.",
        "apology": "Chúng tôi xin lỗi vì chưa trả kết quả đúng hẹn.",
        "legal_basis": "61/2018/NĐ-CP, Điều 19",
        "signer": "Lê Quang Vinh",
    },
    "stop_notice": {
        "received": "Thứ Hai 16/11/2026",
        "ground": "Quá thời gian bổ sung",
        "reason": "Quá ngày bổ sung mà chưa có giấy chứng sinh.",
        "legal_basis": "61/2018/NĐ-CP, Điều 19",
        "returned": "Giấy chứng sinh: 1 bản chính",
        "refund": "16.000 đ",
        "until": "17:00, Thứ Tư 23/12/2026",
        "signer": "Lê Quang Vinh",
    },
    "control_slip": {
        "rows": [_ROW, _ROW | {"outcome": "trễ hạn", "receiver_signature": ""}],
        "holds": [
            {
                "reason": "Xác minh",
                "kind": "không tính vào thời hạn",
                "basis": "18/2026/NĐ-CP",
                "note": "",
                "since": "08:40 20/11/2026",
                "until": "10:00 23/11/2026",
                "due": "17:00 23/11/2026",
            }
        ],
    },
    "forwarding": {
        "components": _COMPONENTS,
        "from_unit": "Trung tâm Phục vụ hành chính công phường Đồng Hới",
        "to_unit": "Ủy ban nhân dân phường Đông Hà",
        "reason": "Cha mẹ cư trú ở phường Đông Hà.",
        "given": "16:10, Thứ Sáu 20/11/2026",
        "giver": "Phạm Thu Trang",
        "submitted": "14:20, Thứ Sáu 20/11/2026",
    },
    "hand_over_sheet": _SHEET | {"purpose": "process"},
    "fee_receipt": {
        "number": "000012/2026",
        "series": "2026",
        "lines": [{"name": "Phí cấp bản sao trích lục", "kind": "fee", "amount": "16.000 đ"}],
        "total": "16.000 đ",
        "total_words": "Mười sáu nghìn đồng",
        "method": "Tiền mặt",
        "paid_at": "14:25, Thứ Sáu 20/11/2026",
        "taker": "Phạm Thu Trang",
    },
    "result_receipt": {
        "taker": "Lê Quang Thắng",
        "taker_phone": "0912345486",
        "giver": "Phạm Thu Trang",
        "returned_at": "16:50, Thứ Sáu 20/11/2026",
        "method": "bản điện tử và bản giấy tại quầy",
        "strokes": PEN,
        "result": "Giấy khai sinh: Lê Nguyễn Khánh Vy",
        "number": "58/2026",
        "originals": ["Giấy chứng sinh"],
    },
    "shipment": {
        "item": SimpleNamespace(
            recipient="Trần Thị Mỹ Duyên",
            phone="0912345486",
            address="12 Trần Hưng Đạo, phường Đồng Hới, tỉnh Quảng Trị",
            carrier="Bưu điện Việt Nam",
            code="EQ123456789VN",
            handed_by_text="Phạm Thu Trang",
            carrier_person="Trần Văn An",
            carrier_signature=PEN,
        ),
        "sender": "Trung tâm Phục vụ hành chính công phường Đồng Hới",
        "fee": "26.000 đ",
        "rows": [{"handed": "16:55, 20/11/2026"}],
    },
    "dossier_register": {
        "since": "01/11/2026",
        "until": "30/11/2026",
        "rows": [_REGISTER, _REGISTER | {"returned": None, "taker": "", "note": ""}],
    },
}
VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "hand_over_sheet_a5": ("hand_over_sheet", {"size": "a5"}),
    "hand_over_result": ("hand_over_sheet", {"purpose": "result"}),
    "hand_over_shift": ("hand_over_sheet", {"purpose": "shift"}),
}
LONG_NAME = "Công tằng Tôn nữ Nguyễn Phúc Thụy Vân Khánh Quỳnh Hương " * 2
LONG_ADDRESS = "Số nhà 128/45/7B đường Trần Hưng Đạo nối dài, thôn Tân Sơn Trung Hòa Thượng, " * 3
LONG_WORD = "H50.12.34.56-261120-" + "0058" * 6


def context_of(name: str, *, long: bool = False) -> tuple[str, dict[str, Any]]:
    """Template and context of a paper or one of its variants."""
    template, changes = VARIANTS.get(name, (name, {}))
    paper = COMMON | PAPERS[template] | changes
    if long:
        paper |= {
            "submitter": LONG_NAME,
            "applicant": LONG_NAME,
            "address": LONG_ADDRESS,
            "applicant_address": LONG_ADDRESS,
            "request": LONG_ADDRESS,
            "code": LONG_WORD,
            "taker": LONG_NAME,
            "reason": LONG_ADDRESS,
        }
    context = {"paper": paper, "qr": QR, "size": changes.get("size", "a4"), "signed": True}
    return f"onestop/print/{template}.html", context


ALL = sorted([*PAPERS, *VARIANTS])
