# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The palette: every kind of question with its name, an example and an icon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lienthong.core.forms.api import NO_COLUMN

SEVERAL = "choices"
"""The palette's name of a choice that takes several answers."""


@dataclass(frozen=True, slots=True)
class KindView:
    """One kind of question in the palette."""

    kind: str
    title: object
    hint: object
    icon: str

    @property
    def is_column(self) -> bool:
        """Whether it can be a column of a table of rows."""
        return self.kind not in NO_COLUMN


PALETTE: Sequence[tuple[object, Sequence[KindView]]] = (
    (
        _("Chữ và số"),
        (
            KindView("text", _("Một dòng chữ"), _("Số nhà, lý do ngắn"), "text-size"),
            KindView("long_text", _("Đoạn văn"), _("Trình bày, mô tả"), "notes"),
            KindView("number", _("Số"), _("Diện tích, số người"), "hash"),
            KindView("money", _("Số tiền"), _("Đồng Việt Nam"), "cash-banknote"),
            KindView("date", _("Ngày tháng"), _("Ngày, tháng, năm"), "calendar"),
            KindView("time", _("Giờ"), _("Giờ và phút"), "clock"),
        ),
    ),
    (
        _("Chọn"),
        (
            KindView("choice", _("Chọn một"), _("Một trong nhiều câu"), "circle-check"),
            KindView(SEVERAL, _("Chọn nhiều"), _("Nhiều câu cùng lúc"), "checklist"),
            KindView("yes_no", _("Có hay không"), _("Hai câu trả lời"), "square-check"),
        ),
    ),
    (
        _("Người và nơi"),
        (
            KindView("person", _("Một người"), _("Họ tên, ngày sinh, số định danh"), "user"),
            KindView("person_name", _("Họ tên"), _("Chỉ họ, chữ đệm và tên"), "user-circle"),
            KindView("personal_id", _("Số định danh"), _("12 chữ số, có kiểm tra"), "id"),
            KindView("phone", _("Điện thoại"), _("Số ở Việt Nam"), "phone"),
            KindView("email", _("Thư điện tử"), _("Địa chỉ thư"), "mail"),
            KindView("address", _("Địa chỉ"), _("Xã, phường và số nhà"), "map-pin"),
            KindView("organisation", _("Tổ chức"), _("Tên, mã số thuế"), "building"),
        ),
    ),
    (
        _("Tệp, bảng và phần máy tính"),
        (
            KindView("file", _("Chỗ gửi tệp"), _("Ảnh chụp hoặc PDF"), "paperclip"),
            KindView("repeat", _("Bảng nhiều dòng"), _("Lặp lại, như từng người con"), "table"),
            KindView("section", _("Tiêu đề nhóm"), _("Chia trang thành phần"), "list"),
            KindView("computed", _("Tự tính"), _("Máy tính từ câu khác"), "equal"),
        ),
    ),
)
KINDS: Mapping[str, KindView] = {view.kind: view for _title, group in PALETTE for view in group}
