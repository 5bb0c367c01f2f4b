# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tab: the result, its number, its lines and tables, printed forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.forms.settings import (
    AREA,
    CHOICE,
    COLUMN,
    NAMES,
    TABLE,
    TICK,
    TICKS,
    Setting,
)
from lienthong.modules.onestop.forms.shared import (
    KEY,
    NOTE,
    Elements,
    Section,
    Tab,
    basis,
    limit,
    unconfirmed,
)

COLLECTIVE = _("Ký thay mặt tập thể (TM.)")
COLLECTIVE_HINT = _("Khi luật giao cho Ủy ban nhân dân, không giao riêng cho Chủ tịch.")
RESULT = Section(
    "result",
    _("Kết quả"),
    (
        Setting("name", _("Tên giấy"), required=True),
        Setting("code", _("Mã kết quả"), rare=True),
        Setting("sealed", _("Đóng dấu cơ quan"), TICK),
        Setting("collective", COLLECTIVE, TICK, hint=COLLECTIVE_HINT),
        Setting("validity.text", _("Thời gian có giá trị, bằng lời"), AREA),
        *limit("validity.", _("Có giá trị")),
        basis(),
        unconfirmed(),
        NOTE,
    ),
    place="result",
)
NUMBER = Section(
    "result/number",
    _("Số và sổ"),
    (
        Setting("number.title", _("Tên sổ"), required=True),
        Setting(
            "number.pattern",
            _("Cách ghi số"),
            hint=_(
                "{value} là số, {value:02} là số có số 0 đứng trước, {year} là năm, {symbol} là"
                " ký hiệu, {agency} là chữ viết tắt tên cơ quan."
            ),
            required=True,
        ),
        Setting("number.book", _("Mã sổ"), required=True, rare=True),
        basis("number.legal_basis"),
        unconfirmed("number.to_be_confirmed"),
    ),
    place="result",
)
REFUSAL = Section(
    "result/refusal",
    _("Văn bản từ chối"),
    (
        Setting("refusal.name", _("Tên văn bản"), required=True),
        Setting(
            "refusal.symbol",
            _("Ký hiệu"),
            hint=_("Ví dụ TB-{agency}; {agency} là chữ viết tắt tên cơ quan."),
            required=True,
        ),
        Setting("refusal.collective", COLLECTIVE, TICK, hint=COLLECTIVE_HINT),
        Setting("refusal.book", _("Mã sổ"), required=True, rare=True),
        basis("refusal.legal_basis"),
        unconfirmed("refusal.to_be_confirmed"),
    ),
    place="result",
)
PRINTS = (
    ("01", _("01 Giấy tiếp nhận và hẹn trả")),
    ("02", _("02 Yêu cầu bổ sung")),
    ("03", _("03 Từ chối tiếp nhận")),
    ("04", _("04 Xin lỗi, gia hạn")),
    ("05", _("05 Dừng giải quyết")),
    ("06", _("06 Phiếu kiểm soát")),
    ("07", _("07 Sổ theo dõi")),
)
PAPERS = Section(
    "print_templates",
    _("Mẫu in của một cửa"),
    (Setting("print_templates", _("Thủ tục này dùng"), TICKS, choices=PRINTS),),
)
LINES_OF_RESULT = Elements(
    "result/fields",
    _("Dòng trên giấy"),
    _("dòng"),
    (
        Setting("label", _("Tên dòng"), required=True),
        Setting(
            "from",
            _("Lấy từ câu trả lời"),
            NAMES,
            hint=_("Chọn nhiều câu thì giấy ghi lần lượt, cách nhau bằng dấu phẩy."),
        ),
        Setting(
            "value",
            _("Hoặc lấy từ hồ sơ"),
            CHOICE,
            choices=(
                ("", _("Không lấy")),
                ("applicant.name", _("Tên người nộp")),
                ("applicant.identity", _("Số định danh người nộp")),
                ("competent_agency.name", _("Cơ quan cấp")),
                ("result.date", _("Ngày cấp")),
                ("result.number", _("Số giấy")),
                ("result.conditions", _("Điều kiện các đơn vị nêu")),
            ),
        ),
        Setting(
            "style",
            _("Cách viết"),
            CHOICE,
            choices=(
                ("", _("Như trả lời")),
                ("upper", _("Chữ hoa")),
                ("words", _("Bằng chữ")),
                ("year", _("Chỉ năm")),
            ),
        ),
        Setting("prefix", _("Chữ đứng trước")),
        Setting("optional", _("Bỏ dòng khi không có"), TICK),
        KEY,
    ),
    {"key": "line", "label": _("Dòng mới")},
)


def column_settings(table: Mapping[str, Any]) -> tuple[Setting, ...]:
    """For each column of a table on the paper: the column of the form it is filled from."""
    words = gettext("Cột “%(label)s” lấy từ")
    return tuple(
        Setting(f"items.{column['key']}", words % {"label": column.get("label", "")}, COLUMN)
        for column in table.get("columns") or ()
        if column.get("key")
    )


COLUMNS = Elements(
    "columns",
    _("Cột"),
    _("cột"),
    (
        Setting("label", _("Tên cột"), required=True),
        Setting(
            "style",
            _("Cách viết"),
            CHOICE,
            choices=(("", _("Như trả lời")), ("code", _("Mã của lựa chọn"))),
            rare=True,
        ),
        KEY,
    ),
    {"key": "column", "label": _("Cột mới")},
)
TABLES = Elements(
    "result/tables",
    _("Bảng trên giấy"),
    _("bảng"),
    (
        Setting("title", _("Tên bảng"), required=True),
        Setting(
            "items.group",
            _("Bảng trong biểu mẫu"),
            TABLE,
            hint=_("Thêm các cột ở bên, rồi nói mỗi cột lấy từ cột nào của bảng này."),
            required=True,
        ),
        KEY,
    ),
    {"key": "table", "title": _("Bảng mới"), "items": {"group": ""}, "columns": []},
    inner=(COLUMNS,),
    further=column_settings,
)
RESULT_TAB = Tab(
    "ket-qua", _("Kết quả và mẫu in"), (RESULT, NUMBER, REFUSAL, PAPERS), (LINES_OF_RESULT, TABLES)
)
