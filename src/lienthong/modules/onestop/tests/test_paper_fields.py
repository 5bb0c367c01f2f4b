# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers carry every field that the register of templates lists for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string

from lienthong.kernel.reference import read_yaml
from lienthong.modules.onestop.tests.papers import context_of

REFERENCE = Path(__file__).parents[1] / "reference" / "print_templates.yaml"
SHOWN: dict[str, str] = {
    "superior_unit": "ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ",
    "receiving_unit": "Trung tâm Phục vụ hành chính công phường Đồng Hới",
    "dossier_code": "H50.12-261120-0058",
    "submission_code": "ABCD-EFGH-2345",
    "qr": "<svg",
    "place_and_date": "Đồng Hới, ngày 20 tháng 11 năm 2026",
    "copy_marker": "Liên 2",
    "submitter_name": "Trần Thị Mỹ Duyên",
    "channel": "Nộp trực tiếp",
    "submitter_address": "Tổ dân phố 6, phường Đồng Hới",
    "submitter_phone": "0912 *** 486",
    "submitter_email": "duyen@example.vn",
    "submitter_personal_id": "044 *** 3812",
    "request": "Đăng ký khai sinh cho Lê Nguyễn Khánh Vy",
    "applicant_name": "Lê Quang Thắng",
    "applicant_address": "Tổ dân phố 3, phường Đông Hà",
    "applicant_phone": "0912 *** 486",
    "applicant_email": "duyen@example.vn",
    "applicant_personal_id": "044 *** 3812",
    "components": "Giấy chứng sinh",
    "set_count": "1 bộ",
    "legal_time": "Thời gian giải quyết:",
    "received_at": "14:20, Thứ Sáu 20/11/2026",
    "due_at": "17:00, Thứ Sáu 20/11/2026",
    "deadline_explanation": "Trả trong ngày.",
    "fee": "Miễn phí",
    "result_delivery": "bản điện tử và bản giấy tại quầy",
    "lookup": "dichvucong.quangtri.gov.vn/tra-cuu/",
    "contact_phone": "1022",
    "submitter_signature": "Người nộp",
    "receiver_signature": "Người tiếp nhận",
    "defects": "Chụp lại rõ dấu",
    "reason": "Ảnh mờ.",
    "answer_by": "17:00, Thứ Sáu 27/11/2026",
    "rules_at": "https://dichvucong.gov.vn",
    "guide_name": "Phạm Thu Trang",
    "guide_phone": "1022",
    "guide_signature": "Người hướng dẫn",
    "submitted_at": "08:10, Thứ Sáu 20/11/2026",
    "legal_basis": "60/2014/QH13, Điều 16",
    "contact": "1022",
    "refuser_signature": "Người từ chối tiếp nhận",
    "competent_agency": "Ủy ban nhân dân phường Đồng Hới",
    "cooperating_agencies": "Công an phường Đồng Hới",
    "hand_overs": "đã xác nhận",
    "order": "<th>TT</th>",
    "returned_at": "16:50 20/11/2026",
    "taker_name": "Lê Quang Thắng",
    "area": "Địa bàn",
}
OTHER: dict[tuple[str, str], str] = {
    ("non_acceptance_notice", "reason"): "Đã giải quyết ở hồ sơ khác.",
    ("dossier_register", "received_at"): "14:20 20/11/2026",
    ("dossier_register", "due_at"): "17:00 20/11/2026",
    ("dossier_register", "applicant_name"): "Trần Thị Mỹ Duyên",
    ("dossier_register", "applicant_address"): "Tổ dân phố 6, phường Đồng Hới",
    ("dossier_register", "applicant_phone"): "0912345486",
    ("dossier_register", "set_count"): "<td>1</td>",
}
"""What one paper shows otherwise than the rest."""
OURS = (
    "acceptance_slip",
    "supplement_notice",
    "non_acceptance_notice",
    "control_slip",
    "dossier_register",
)


def listed() -> dict[str, Any]:
    templates = read_yaml(REFERENCE.read_text("utf-8"))["templates"]
    return {template["key"]: template for template in templates}


@pytest.mark.parametrize("name", OURS)
def test_every_listed_field_stands_on_the_paper(name: str) -> None:
    template, context = context_of(name)
    page = render_to_string(template, context)
    fields = [field["key"] for field in listed()[name]["fields"]]
    assert len(fields) >= 9

    absent = [
        field for field in fields if OTHER.get((name, field), SHOWN.get(field, "\0")) not in page
    ]

    assert absent == []


@pytest.mark.parametrize("name", OURS)
def test_paper_has_the_listed_size(name: str) -> None:
    template, context = context_of(name)
    page = render_to_string(template, context)

    assert f"paper--{listed()[name]['paper'].lower()}" in page
    assert ("paper--wide" in page) == (listed()[name].get("orientation") == "landscape")


def test_fee_receipt_has_three_copies_and_the_amount_in_words() -> None:
    page = render_to_string(*context_of("fee_receipt"))

    for words in ("Liên 1: cơ quan thu lưu", "Liên 2: giao người nộp tiền", "Liên 3: lưu nội bộ"):
        assert page.count(words) == 1
    assert page.count("Mười sáu nghìn đồng") == 3
    assert page.count("16.000 đ") == 6


def test_online_slip_asks_for_no_signature_of_the_submitter() -> None:
    template, context = context_of("acceptance_slip")
    online = context | {"paper": context["paper"] | {"online": True}}

    assert "<strong>Người nộp</strong>" in render_to_string(template, context)
    assert "<strong>Người nộp</strong>" not in render_to_string(template, online)
