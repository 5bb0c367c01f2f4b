# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The form with which a certificate or a list of revocation is imported."""

from __future__ import annotations

from typing import cast

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.api import AnchorUse
from lienthong.core.ui.api import OneInputDateField

LARGEST = 5_000_000
A_LIST = "list"


class TrustForm(forms.Form):
    """What is imported, from where, believed from which day."""

    use = forms.ChoiceField(
        label=_("Dùng cho"),
        choices=[
            (AnchorUse.SIGNATURE.value, _("Chữ ký số")),
            (AnchorUse.TIME_STAMP.value, _("Dấu thời gian")),
            (AnchorUse.INTERMEDIATE.value, _("Chứng thư trung gian")),
            (A_LIST, _("Danh sách chứng thư bị thu hồi")),
        ],
        initial=AnchorUse.SIGNATURE,
        error_messages={"required": _("Chọn một loại.")},
    )
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=300,
        help_text=_("Ai công bố, văn bản hay địa chỉ nào, để người sau kiểm tra lại được."),
        error_messages={"required": _("Ghi nguồn của tệp này.")},
    )
    valid_from = OneInputDateField(label=_("Tin cậy từ ngày"), required=False)
    addresses = forms.CharField(
        label=_("Nơi công bố danh sách thu hồi"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một địa chỉ; hệ thống tự lấy bản mới 6 giờ một lần."),
    )
    services = forms.CharField(
        label=_("Nơi trả lời tình trạng chứng thư (OCSP)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Mỗi dòng một địa chỉ. Khi ký, hệ thống hỏi các nơi này về chứng thư của người ký."
        ),
    )

    def clean_addresses(self) -> list[str]:
        """Addresses of lists."""
        return _addresses(self.cleaned_data["addresses"])

    def clean_services(self) -> list[str]:
        """Addresses of status services."""
        return _addresses(self.cleaned_data["services"])

    @property
    def is_list(self) -> bool:
        """Whether a list of revocation is imported."""
        return cast("str", self.cleaned_data["use"]) == A_LIST


def _addresses(text: str) -> list[str]:
    """Addresses, one a line."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    check = URLValidator(schemes=["http", "https"], message=_("Địa chỉ chưa đúng."))
    for address in found:
        check(address)
    return found
