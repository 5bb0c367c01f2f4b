# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every setting a question can have, as an input; and which kind of question has which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.core.forms.api import (
    COMPOSITE_PARTS,
    MOST_ITEMS,
    PARTS,
    UNASKED,
    code_list_choices,
)
from lienthong.core.ui.api import WholeField
from lienthong.portals.administration.forms.said import MESSAGES, SAID

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = _StrPromise | str
Input = Callable[[], forms.Field]

NO_OWN_LIST = ("", _("Danh sách viết ở trên"))
LONGEST = 20_000
LARGEST_FILE_MB = 100


def _text(label: Words, hint: Words = "", **more: Any) -> Input:
    more = {"required": False, "max_length": 300, **more}
    return lambda: forms.CharField(label=label, help_text=hint, **more)


def _area(label: Words, hint: Words = "", rows: int = 2, **more: Any) -> Input:
    widget = forms.Textarea(attrs={"rows": rows})
    return lambda: forms.CharField(
        label=label, help_text=hint, required=False, widget=widget, **more
    )


def _whole(label: Words, hint: Words = "", most: int = LONGEST) -> Input:
    return lambda: WholeField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "width": "short"}),
        error_messages={"invalid": _("Nhập một số nguyên.")},
    )


def _amount(label: Words) -> Input:
    return lambda: Amount(
        label=label,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "width": "medium"}),
        error_messages={"invalid": _("Nhập một số.")},
    )


def _tick(label: Words, hint: Words = "") -> Input:
    return lambda: forms.BooleanField(label=label, help_text=hint, required=False)


def _list(label: Words, choices: Any, hint: Words = "") -> Input:
    return lambda: forms.ChoiceField(
        label=label,
        help_text=hint,
        required=False,
        choices=choices() if callable(choices) else choices,
    )


def _ticks(label: Words, choices: Any, hint: Words = "") -> Input:
    return lambda: forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
    )


def _time(label: Words) -> Input:
    return lambda: forms.RegexField(
        r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        label=label,
        required=False,
        widget=forms.TextInput(attrs={"width": "short"}),
        error_messages={"invalid": _("Nhập giờ và phút như 07:30.")},
    )


class Amount(forms.DecimalField):
    """A number; whole ones become int, so that content stays plain JSON."""

    def to_python(self, value: Any) -> Any:
        """Read it as people write it."""
        text = str(value or "").strip().replace(" ", "")
        plain = text.replace(".", "").replace(",", ".") if "," in text else text
        number = super().to_python(plain)
        if number is None:
            return None
        return int(number) if number == number.to_integral_value() else float(number)

    def validate(self, value: Any) -> None:
        """Whole numbers and others are checked alike."""
        forms.Field.validate(self, value)

    def run_validators(self, value: Any) -> None:
        """At most fifteen digits."""
        if value is not None and abs(value) >= 1e15:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


_FILE_TYPES = (("jpeg", "JPEG"), ("png", "PNG"), ("pdf", "PDF"))
_RESULTS = (
    ("number", _("Số")),
    ("money", _("Số tiền")),
    ("text", _("Chữ")),
    ("date", _("Ngày tháng")),
    ("yes_no", _("Có hay không")),
)
_WIDTHS = (
    ("", _("Theo loại câu hỏi")),
    ("xs", _("Rất ngắn")),
    ("sm", _("Ngắn")),
    ("md", _("Vừa")),
    ("full", _("Cả dòng")),
)
_REQUIRED = (("always", _("Bắt buộc")), ("never", _("Không bắt buộc")))
FIELDS: Mapping[str, Input] = {
    "label": _text(
        _("Nội dung câu hỏi"),
        required=True,
        error_messages={"required": _("Nhập câu hỏi.")},
    ),
    "hint": _area(_("Gợi ý dưới câu hỏi"), max_length=1000),
    "required": _list(_("Có phải trả lời không"), _REQUIRED),
    "options": _area(_("Các lựa chọn"), _("Mỗi dòng một lựa chọn."), rows=5, max_length=30_000),
    "options_from": _list(_("Hoặc lấy từ danh mục"), lambda: [NO_OWN_LIST, *code_list_choices()]),
    "multiple": _tick(_("Chọn được nhiều câu")),
    "semantic": _list(
        _("Điền sẵn từ dữ liệu nhà nước"),
        (),
        _("Người dân xem lại và sửa được. Có nguồn và sự đồng ý mới điền."),
    ),
    "min_length": _whole(_("Ít nhất bao nhiêu ký tự")),
    "max_length": _whole(_("Nhiều nhất bao nhiêu ký tự")),
    "pattern": _text(
        _("Cách viết bắt buộc"), _("Biểu thức chính quy, ví dụ [0-9]{3}/[0-9]{4}."), max_length=200
    ),
    "pattern_message": _text(_("Câu báo khi viết sai")),
    "min": _amount(_("Nhỏ nhất")),
    "max": _amount(_("Lớn nhất")),
    "decimals": _whole(_("Số chữ số sau dấu phẩy"), most=6),
    "suffix": _text(_("Đơn vị đo"), _("Ví dụ m², gam, người."), max_length=30),
    "not_future": _tick(_("Không sau hôm nay")),
    "not_past": _tick(_("Không trước hôm nay")),
    "min_age_years": _whole(_("Đủ bao nhiêu tuổi"), most=150),
    "max_age_years": _whole(_("Không quá bao nhiêu tuổi"), most=150),
    "earliest": _time(_("Sớm nhất")),
    "latest": _time(_("Muộn nhất")),
    "mobile_only": _tick(_("Chỉ số di động")),
    "yes_label": _text(_("Câu thay cho “Có”"), max_length=100),
    "no_label": _text(_("Câu thay cho “Không”"), max_length=100),
    "with_detail": _tick(_("Hỏi cả số nhà, đường, thôn")),
    "detail_required": _tick(_("Bắt buộc có số nhà, đường, thôn")),
    "abroad": _tick(_("Nhận cả nơi ở nước ngoài")),
    "accept": _ticks(_("Loại tệp nhận"), _FILE_TYPES, _("Không chọn thì nhận cả ba.")),
    "max_mb": _whole(_("Mỗi tệp lớn nhất (MB)"), most=LARGEST_FILE_MB),
    "max_files": _whole(_("Nhiều nhất mấy tệp"), most=50),
    "item_title": _text(_("Tên mỗi dòng"), _("{n} là số thứ tự, ví dụ “Con thứ {n}”.")),
    "add_label": _text(_("Chữ trên nút thêm dòng"), max_length=100),
    "min_items": _whole(_("Ít nhất mấy dòng"), most=MOST_ITEMS),
    "max_items": _whole(_("Nhiều nhất mấy dòng"), most=MOST_ITEMS),
    "result": _list(_("Kết quả là"), _RESULTS),
    "rows": _whole(_("Cao mấy dòng"), most=30),
    "key": lambda: forms.RegexField(
        r"^[a-z][a-z0-9_]{0,62}$",
        label=_("Khóa"),
        help_text=_("Tên máy dùng trong điều kiện và mẫu in. Đổi khóa thì điều kiện đổi theo."),
        required=False,
        error_messages={"invalid": _("Khóa viết bằng chữ thường không dấu, nối bằng dấu _.")},
    ),
    "name": _text(_("Danh từ trong câu báo"), _("Ví dụ “ngày sinh của con” trong “Hãy nhập …”.")),
    "ask": _text(_("Cả câu nhắc"), _("Thay cho câu “Hãy nhập …” khi cần.")),
    "summary_label": _text(_("Tên ở trang xem lại")),
    "width": _list(_("Độ rộng ô"), _WIDTHS),
    "show_if_text": _text(
        _("Nói rõ điều kiện hiện"),
        _("Cho người không dùng JavaScript: “Trả lời khi …”."),
    ),
}
BASIC = ("label", "hint", "required")
ADVANCED = ("key", "name", "ask", "summary_label", "width", "show_if_text", *MESSAGES)
OWN: Mapping[str, tuple[str, ...]] = {
    "text": ("semantic", "min_length", "max_length", "pattern", "pattern_message"),
    "long_text": ("semantic", "min_length", "max_length", "rows"),
    "person_name": ("semantic",),
    "date": ("semantic", "not_future", "not_past", "min_age_years", "max_age_years"),
    "time": ("earliest", "latest"),
    "choice": ("options", "options_from", "multiple", "semantic"),
    "yes_no": ("yes_label", "no_label"),
    "personal_id": ("semantic",),
    "phone": ("semantic", "mobile_only"),
    "email": ("semantic",),
    "number": ("semantic", "min", "max", "decimals", "suffix"),
    "money": ("semantic", "min", "max"),
    "address": ("semantic", "with_detail", "detail_required", "abroad"),
    "person": ("parts", "optional_parts", "semantic"),
    "organisation": ("parts", "optional_parts", "semantic"),
    "file": ("accept", "max_mb", "max_files"),
    "repeat": ("item_title", "add_label", "min_items", "max_items"),
    "computed": ("result", "decimals", "suffix"),
    "section": (),
}
WITHOUT: Mapping[str, frozenset[str]] = {
    "section": frozenset({"required", "name", "ask", "summary_label", "width"}),
    "computed": frozenset({"required", "name", "ask", "width"}),
    "file": frozenset({"width"}),
    "repeat": frozenset({"width"}),
}
"""Settings that make no sense for a kind."""


def by_kind(kind: str) -> list[str]:
    """Names of the settings of a kind of question, in order; the rarely needed ones last."""
    said = () if kind in UNASKED else ("said_required", *SAID.get(kind, ()))
    others = (name for name in ADVANCED if name not in MESSAGES)
    names = (*BASIC, *OWN[kind], *others, *said)
    return [name for name in names if name not in WITHOUT.get(kind, frozenset())]


def field_for(name: str, kind: str) -> forms.Field:
    """The input of a setting; parts depend on the kind of question."""
    if name in {"parts", "optional_parts"}:
        others = COMPOSITE_PARTS[kind][1:]
        label = _("Hỏi thêm") if name == "parts" else _("Phần không bắt buộc")
        return _ticks(label, [(part, PARTS[part]) for part in others])()
    if name in MESSAGES:
        return _text(MESSAGES[name][1], _("Bỏ trống thì hệ thống tự báo."))()
    return FIELDS[name]()
