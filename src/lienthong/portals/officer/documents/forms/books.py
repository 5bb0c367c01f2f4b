# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the clerk types; the fields carry the names by which acts refuse them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.api import (
    CopyKind,
    CopyMedium,
    IssuedDocument,
    SendingMeans,
    signers_of,
    titles_of,
)
from lienthong.core.numbering.api import Book, gaps_in, numbers_of
from lienthong.core.ui.api import OneInputDateField, WholeField
from lienthong.kernel.errors import InvalidInput

REASON = {"required": _("Ghi lý do."), "max_length": _("Lý do dài tối đa 300 ký tự.")}
CHOOSE = {"required": _("Chọn một mục."), "invalid_choice": _("Chọn một mục trong danh sách.")}
COUNT = {
    "required": _("Nhập một số."),
    "invalid": _("Nhập một số, ví dụ 12."),
    "min_value": _("Nhập một số, ví dụ 12."),
}


def reason_field(label: Any = _("Lý do")) -> forms.CharField:
    """A reason that stays in the register."""
    return forms.CharField(
        label=label,
        max_length=300,
        help_text=_("In trong sổ, ai xem sổ cũng đọc được."),
        error_messages=REASON,
    )


class ActForm(forms.Form):
    """Base: takes the refusals of an act."""

    def refuse(self, refused: InvalidInput) -> None:
        """Put the sentences of the act at the fields they are about."""
        for name, text in refused.fields.items():
            self.add_error(name if name in self.fields else None, text or str(refused))
        if not refused.fields:
            self.add_error(None, str(refused))


class NewBookForm(ActForm):
    """A book of a year, new or going on after an older one."""

    series = forms.ChoiceField(label=_("Sổ"), error_messages=CHOOSE)
    year = WholeField(label=_("Năm"), error_messages=COUNT)
    last = WholeField(
        label=_("Số cuối của sổ cũ"),
        help_text=_("Để 0 khi bắt đầu từ số 1."),
        min_value=0,
        initial=0,
        error_messages=COUNT,
    )
    reason = forms.CharField(
        label=_("Vì sao bắt đầu từ số này"), max_length=300, required=False, error_messages=REASON
    )

    def __init__(self, agency_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = titles_of(agency_id)
        self.fields["series"].choices = list(titles.items())  # type: ignore[attr-defined]


class HoldForm(ActForm):
    """Numbers kept back."""

    count = WholeField(label=_("Giữ mấy số"), min_value=1, error_messages=COUNT)
    until = OneInputDateField(
        label=_("Giữ đến hết ngày"), error_messages={"required": _("Nhập ngày cuối cùng còn giữ.")}
    )
    reason = reason_field()


class InsertForm(ActForm):
    """A number with a letter after another."""

    after = WholeField(
        label=_("Chèn sau số"),
        help_text=_("Chèn sau số 12 thì được số 12a, rồi 12b."),
        min_value=1,
        error_messages=COUNT,
    )
    dated_on = OneInputDateField(
        label=_("Ngày văn bản"),
        help_text=_("Nằm giữa ngày của số trước và số sau."),
        error_messages={"required": _("Nhập ngày văn bản.")},
    )
    reason = reason_field()


class GapForm(ActForm):
    """Why numbers are missing."""

    span = forms.ChoiceField(label=_("Các số thiếu"), error_messages=CHOOSE)
    reason = reason_field(_("Vì sao thiếu"))

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["span"].choices = [  # type: ignore[attr-defined]
            (f"{gap.first}-{gap.last}", _words(gap.first, gap.last))
            for gap in gaps_in(book, numbers_of(book))
        ]

    def numbers(self) -> tuple[int, int]:
        """First and last number; only when valid."""
        first, _sep, last = str(self.cleaned_data["span"]).partition("-")
        return int(first), int(last)


def _words(first: int, last: int) -> str:
    if first == last:
        return gettext("Số %(first)s") % {"first": first}
    return gettext("Từ số %(first)s đến số %(last)s") % {"first": first, "last": last}


class ReasonForm(ActForm):
    """A reason alone."""

    reason = reason_field()


class CopyForm(ActForm):
    """A certified copy."""

    kind = forms.ChoiceField(
        label=_("Hình thức sao"),
        choices=CopyKind.choices,
        widget=forms.RadioSelect,
        initial=CopyKind.FULL,
        error_messages=CHOOSE,
    )
    pages = forms.CharField(
        label=_("Các trang được trích"),
        help_text=_("Chỉ ghi khi trích sao, ví dụ 1-2, 4."),
        required=False,
        max_length=200,
    )
    medium = forms.ChoiceField(
        label=_("Bản giấy hay điện tử"),
        choices=CopyMedium.choices,
        widget=forms.RadioSelect,
        initial=CopyMedium.PAPER,
        error_messages=CHOOSE,
    )
    signer = forms.ChoiceField(
        label=_("Người ký bản sao giấy"),
        help_text=_("Bản điện tử chỉ có chữ ký số của cơ quan."),
        required=False,
        error_messages=CHOOSE,
    )
    quantity = WholeField(label=_("Số bản"), min_value=1, initial=1, error_messages=COUNT)
    recipient = forms.CharField(
        label=_("Nơi nhận"),
        max_length=200,
        error_messages={"required": _("Ghi nơi nhận bản sao.")},
    )

    def __init__(self, document: IssuedDocument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signers = [(str(key), name) for key, name in signers_of(document.agency_id)]
        self.fields["signer"].choices = [("", gettext("Chọn người ký")), *signers]  # type: ignore[attr-defined]


class RecipientsForm(ActForm):
    """Recipients, one a line."""

    names = forms.CharField(
        label=_("Nơi nhận"),
        help_text=_("Mỗi nơi một dòng."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=9000,
        error_messages={"required": _("Ghi nơi nhận, mỗi nơi một dòng.")},
    )
    means = forms.ChoiceField(
        label=_("Cách gửi"), choices=SendingMeans.choices, error_messages=CHOOSE
    )
    copies = WholeField(label=_("Số bản mỗi nơi"), min_value=1, initial=1, error_messages=COUNT)


class KeeperForm(ActForm):
    """Who keeps the original."""

    kept_by = forms.CharField(label=_("Đơn vị, người nhận bản lưu"), max_length=200, required=False)


class OriginalForm(ActForm):
    """Who uses the kept original, with whose leave."""

    user_name = forms.CharField(
        label=_("Người sử dụng"),
        max_length=200,
        error_messages={"required": _("Ghi họ tên người sử dụng.")},
    )
    allowed_by = forms.CharField(
        label=_("Người cho phép"),
        max_length=200,
        error_messages={"required": _("Ghi người cho phép sử dụng.")},
    )
    file_notation = forms.CharField(label=_("Số và ký hiệu hồ sơ"), max_length=80, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class RecallForm(ActForm):
    """Why a document is taken back, and by what."""

    reason = forms.CharField(
        label=_("Lý do thu hồi"),
        help_text=_("Người tra cứu văn bản đọc được lý do này."),
        max_length=500,
        error_messages=REASON,
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Số, ngày văn bản thu hồi."),
        max_length=300,
        error_messages={"required": _("Ghi căn cứ.")},
    )


class ReplaceForm(RecallForm):
    """By which other document."""

    code = forms.CharField(
        label=_("Mã kiểm tra của văn bản thay thế"),
        help_text=_("16 chữ và số dưới mã QR. Văn bản đó phải đã ban hành."),
        max_length=40,
        error_messages={"required": _("Nhập mã kiểm tra của văn bản thay thế.")},
    )
    reason = forms.CharField(
        label=_("Lý do thay thế"),
        help_text=_("Người tra cứu văn bản đọc được lý do này."),
        max_length=500,
        error_messages=REASON,
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Số, ngày văn bản thay thế."),
        max_length=300,
        error_messages={"required": _("Ghi căn cứ.")},
    )
    field_order = ("code", "reason", "basis")


class CorrectionForm(ActForm):
    """A letter that puts an error of form right."""

    letter = forms.CharField(
        label=_("Công văn đính chính"),
        help_text=_("Số, ký hiệu và ngày, ví dụ 07/UBND-VP ngày 21/11/2026."),
        max_length=200,
        error_messages={"required": _("Ghi số, ký hiệu và ngày công văn đính chính.")},
    )
    text = forms.CharField(
        label=_("Nội dung đính chính"),
        help_text=_("Chỗ sai và chỗ đúng. Người tra cứu văn bản đọc được."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": _("Ghi chỗ sai và chỗ đúng.")},
    )
    code = forms.CharField(
        label=_("Mã kiểm tra của công văn"),
        help_text=_("Khi công văn được ban hành trong hệ thống này."),
        required=False,
        max_length=40,
    )


def this_year() -> int:
    """The year of the clerk's desk."""
    return timezone.localdate().year
