# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The printed papers and result papers, really drawn."""

from __future__ import annotations

import io
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from lienthong.core.documents.api import file_store, print_html, qr_svg
from lienthong.modules.onestop.views.desk.papers import COPIES

COMMON: dict[str, Any] = {
    "superior": "Ủy ban nhân dân tỉnh Quảng Trị",
    "agency": "Ủy ban nhân dân phường Đồng Hới",
    "receiving": "Trung tâm Phục vụ hành chính công phường Đồng Hới",
    "place": "Đồng Hới",
    "date": "ngày 20 tháng 11 năm 2026",
    "code": "H50.12-261120-0058",
    "submission_code": "ABCD-EFGH-2345",
    "submitter": "Trần Thị Mỹ Duyên",
    "personal_id": "044 *** 3812",
    "address": "Tổ dân phố 6, phường Đồng Hới",
    "phone": "0912 *** 486",
    "applicant": "Trần Thị Mỹ Duyên",
    "request": "Đăng ký khai sinh cho Lê Nguyễn Khánh Vy",
    "hotline": "1022",
    "made_by": "Phạm Thu Trang",
    "made_at": "14:20, Thứ Sáu 20/11/2026",
}
CELL = {"date": "2026-11-20", "weekday": "T6", "day": "20", "kind": "received", "label": "Nhận"}
PAPERS: dict[str, dict[str, Any]] = {
    "acceptance_slip": {
        "components": [{"name": "Tờ khai", "originals": 1, "certified": 0, "photocopies": 0}],
        "sets": 1,
        "received": "14:20, Thứ Sáu 20/11/2026",
        "receiver": "Phạm Thu Trang",
        "fee": "Miễn phí",
        "paid": "",
        "delivery": "bản điện tử",
        "due": "17:00, Thứ Sáu 20/11/2026",
        "explanation": {"sentence": "Trả trong ngày.", "cells": [CELL]},
    },
    "supplement_notice": {
        "reason": "Ảnh mờ.",
        "asked_by": "Phạm Thu Trang",
        "defects": [{"name": "Giấy chứng sinh", "what": "Chụp lại rõ dấu"}],
    },
    "non_acceptance_notice": {
        "reason": "Đã giải quyết ở hồ sơ khác.",
        "legal_basis": "60/2014/QH13, Điều 16",
        "submitted": "08:10, Thứ Sáu 20/11/2026",
    },
    "extension_notice": {
        "received": "Thứ Hai 16/11/2026",
        "promised": "17:00, Thứ Hai 23/11/2026",
        "new_due": "17:00, Thứ Năm 26/11/2026",
        "responsible": "Ủy ban nhân dân phường Đồng Hới",
        "return_place": "Trung tâm Phục vụ hành chính công phường Đồng Hới",
        "reason": "Chờ xác nhận tình trạng hôn nhân ở nơi khác. " * 4,
        "apology": "Chúng tôi xin lỗi vì trả kết quả chậm và mong bạn thông cảm.",
        "legal_basis": "61/2018/NĐ-CP, Điều 19",
        "signer": "Nguyễn Thị Thanh Linh",
    },
    "stop_notice": {
        "received": "Thứ Hai 16/11/2026",
        "ground": "Quá thời gian bổ sung",
        "reason": "Người nộp không bổ sung giấy tờ trong thời gian quy định. " * 4,
        "legal_basis": "61/2018/NĐ-CP, Điều 19",
        "returned": "Giấy chứng sinh\nTờ khai",
        "refund": "120.000 đ",
        "until": "17:00, Thứ Sáu 20/11/2026",
        "signer": "Nguyễn Thị Thanh Linh",
    },
    "obligation_notice": {
        "what": "Lệ phí trích đo",
        "money": "lệ phí",
        "amount": "120.000 đ",
        "amount_words": "Một trăm hai mươi nghìn đồng",
        "pay_at": "Quầy một cửa phường Đồng Hới",
        "legal_basis": "85/2019/TT-BTC, Điều 4",
        "held": True,
        "practice": True,
        "signer": "Phạm Thu Trang",
    },
    "control_slip": {
        "holds": [
            {
                "kind": "gia hạn",
                "reason": "Xin lỗi và hẹn lại",
                "since": "10:00 19/11/2026",
                "until": "17:00 26/11/2026",
                "basis": "61/2018/NĐ-CP",
                "due": "17:00 26/11/2026",
                "note": "Chờ trích lục.",
            }
        ],
        "due": "17:00, Thứ Sáu 20/11/2026",
        "rows": [
            {
                "title": "Thẩm tra",
                "unit": "UBND phường",
                "opened": "08:40 20/11/2026",
                "closed": "",
                "by": "",
                "due": "",
                "outcome": "",
                "comment": "",
            }
        ],
    },
}
RESULT: dict[str, Any] = {
    "superior": COMMON["superior"],
    "agency_name": COMMON["agency"],
    "title": "Giấy khai sinh",
    "lines": [
        {"key": "number", "label": "Số", "text": "……"},
        {"key": "child_full_name", "label": "Họ, chữ đệm, tên", "text": "LÊ NGUYỄN KHÁNH VY"},
        {"key": "child_sex", "label": "Giới tính", "text": "Nữ"},
    ],
    "dossier_code": COMMON["code"],
    "subject_name": "Trần Thị Mỹ Duyên",
    "procedure_name": "Thủ tục đăng ký khai sinh",
    "applicant": {"name": "Trần Thị Mỹ Duyên"},
    "data_subject": {"name": "Lê Nguyễn Khánh Vy"},
    "reason": "Cha mẹ không cư trú tại phường.",
    "document": SimpleNamespace(place="Đồng Hới"),
    "template_version": SimpleNamespace(to_be_confirmed=True),
    "code": "ABCD EFGH 2345",
    "verification_url": "http://127.0.0.1:8000/xac-minh/ABCDEFGH2345",
}

DRAWINGS = (
    "Đơn đề nghị cấp giấy phép xây dựng (Mẫu số 01)",
    "Một trong những giấy tờ hợp pháp về đất đai",
    "Bản vẽ mặt bằng công trình trên lô đất kèm sơ đồ vị trí",
    "Bản vẽ mặt bằng các tầng, mặt đứng và mặt cắt chính",
    "Bản vẽ mặt bằng móng, mặt cắt móng và giải pháp kết cấu chính",
    "Bản vẽ đấu nối giao thông, cấp điện, cấp nước, thoát nước",
)
SENTENCE = (
    "Thời hạn 20 ngày tính từ ngày sau ngày nhận 26/11/2026, kể cả ngày nghỉ,"
    " nên hạn là 17:00 Thứ Tư 16/12/2026."
)


@dataclass(frozen=True)
class Drawing:
    """What the press made: pages, and the fields of the form by name."""

    pages: int
    fields: dict[str, Any]


def draw(template: str, context: dict[str, Any]) -> Drawing:
    """Draw through the press and read the kept PDF again."""
    drawn = print_html(template, context)
    with (
        file_store().open(drawn.kept.key) as stream,
        pikepdf.open(io.BytesIO(stream.read())) as pdf,
    ):
        form = pdf.Root.get("/AcroForm")
        fields = {str(field.T): _facts(field) for field in form.Fields} if form else {}
    return Drawing(drawn.pages, fields)


def texts_of(template: str, context: dict[str, Any]) -> list[str]:
    """The words of every page."""
    drawn = print_html(template, context)
    with file_store().open(drawn.kept.key) as stream:
        document = pypdfium2.PdfDocument(io.BytesIO(stream.read()))
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _facts(field: Any) -> dict[str, Any]:
    _left, bottom, _right, top = (float(edge) for edge in field.Rect)
    lock = field.get("/Lock")
    return {
        "kind": str(field.FT),
        "height": top - bottom,
        "lock": str(lock.Action) if lock is not None else "",
        "named": {str(name) for name in lock.get("/Fields", [])} if lock is not None else set(),
    }


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_papers_fit_on_one_a5_page(name: str) -> None:
    context = {"paper": COMMON | PAPERS[name], "qr": qr_svg("http://127.0.0.1:8000/tra-cuu/x")}

    drawing = draw(f"onestop/print/{name}.html", context)

    assert drawing.pages == 1
    assert drawing.fields == {}


def test_slip_with_many_papers_and_many_days_still_fits_on_one_a5_page() -> None:
    day = {"date": "2026-12-01", "weekday": "CN", "day": "28", "kind": "counted"}
    cells = [day | {"label": f"Ngày {number}"} for number in range(10, 19)]
    cells.insert(4, {"kind": "gap", "label": "… 12 ngày …"})
    many = {
        "components": [
            {"name": name, "originals": 1, "certified": 0, "photocopies": 1, "electronic": 1}
            for name in DRAWINGS
        ],
        "explanation": {"sentence": SENTENCE, "cells": cells},
        "address": "152 đường Lý Thường Kiệt, Phường Đồng Hới, Tỉnh Quảng Trị",
        "delivery": "bản điện tử và bản giấy tại quầy, Trung tâm Phục vụ hành chính công",
        "time_text": "20 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.",
    }
    paper = COMMON | PAPERS["acceptance_slip"] | many
    context = {"paper": paper, "qr": qr_svg("http://127.0.0.1:8000/tra-cuu/x")}

    assert draw("onestop/print/acceptance_slip.html", context).pages == 1


@pytest.mark.parametrize(("floors", "pages"), [(2, 1), (9, 2)])
def test_permit_keeps_its_signature_beside_its_words(floors: int, pages: int) -> None:
    place = "152 đường Lý Thường Kiệt, Phường Đồng Hới, Tỉnh Quảng Trị"
    lines = [
        *({"key": f"long{number}", "label": "Địa chỉ", "text": place} for number in range(13)),
        *({"key": f"short{number}", "label": "Số tầng", "text": "2"} for number in range(9)),
    ]
    rows = [[str(number), "80 m²", "3,9 m", "Phòng ngủ"] for number in range(floors)]
    table = {"title": "Các tầng", "columns": ["Tầng", "Diện tích", "Cao", "Để"], "rows": rows}
    context = RESULT | {
        "title": "Giấy phép xây dựng",
        "lines": lines,
        "tables": [table],
        "validity": "Giấy phép có hiệu lực khởi công trong 12 tháng kể từ ngày cấp.",
        "qr": "",
    }

    texts = texts_of("onestop/results/construction_permit.html", context)

    assert len(texts) == pages
    assert "Chủ đầu tư phải" in texts[-1]
    assert "Mã kiểm tra" in texts[-1]


def test_slip_too_long_for_one_page_takes_its_signatures_along() -> None:
    reason = "Quá ngày bổ sung mà chưa có giấy chứng sinh. "
    for times in range(1, 20):
        paper = COMMON | PAPERS["stop_notice"] | {"reason": reason * times}
        pages = texts_of("onestop/print/stop_notice.html", {"paper": paper, "qr": ""})
        if len(pages) > 1:
            break

    assert len(pages) == 2
    for words in ("Đại diện cơ quan", "Liên 2: giao người nộp"):
        assert words in pages[-1]
    assert "Độc lập - Tự do - Hạnh phúc" in pages[0]


def test_slip_says_what_was_promised() -> None:
    paper = COMMON | PAPERS["acceptance_slip"]
    page = render_to_string("onestop/print/acceptance_slip.html", {"paper": paper, "qr": ""})

    for words in ("17:00, Thứ Sáu 20/11/2026", "Trả trong ngày.", "Miễn phí", "Liên 2"):
        assert words in page
    assert "Liên 1" not in page
    kept = {"paper": paper, "qr": "", "copies": COPIES[:2]}
    assert "Liên 1: lưu" in render_to_string("onestop/print/acceptance_slip.html", kept)


def test_unpaid_fee_is_said() -> None:
    paper = COMMON | PAPERS["acceptance_slip"] | {"fee": "16.000 đ"}
    page = render_to_string("onestop/print/acceptance_slip.html", {"paper": paper})

    assert "chưa nộp" in page


@pytest.mark.parametrize("name", ["birth_certificate", "refusal_notice"])
def test_results_have_fields_for_number_date_and_both_signatures(name: str) -> None:
    context = RESULT | {"qr": mark_safe(qr_svg(RESULT["verification_url"]))}

    drawing = draw(f"onestop/results/{name}.html", context)

    assert drawing.pages == 1
    assert {name: field["kind"] for name, field in drawing.fields.items()} == {
        "number": "/Tx",
        "date": "/Tx",
        "capacity": "/Tx",
        "signer": "/Tx",
        "person": "/Sig",
        "agency": "/Sig",
    }
    for name in ("person", "agency"):
        assert drawing.fields[name]["height"] >= 18 / 25.4 * 72 - 0.01  # written with two digits
    assert drawing.fields["person"]["lock"] == "/Exclude"
    assert drawing.fields["person"]["named"] == {"number", "date", "agency"}
    assert drawing.fields["agency"]["lock"] == "/All"


def test_lines_of_the_certificate_and_the_mark_of_doubt() -> None:
    page = render_to_string("onestop/results/birth_certificate.html", RESULT | {"qr": ""})

    assert "LÊ NGUYỄN KHÁNH VY" in page
    assert "……" not in page
    assert "Bố cục chờ đối chiếu" in page
    reason = render_to_string("onestop/results/refusal_notice.html", RESULT | {"qr": ""})
    assert "Cha mẹ không cư trú tại phường." in reason
