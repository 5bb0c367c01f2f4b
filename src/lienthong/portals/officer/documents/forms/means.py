# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The form with which officers add a means of signing of their own."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.api import MeansKind


class MeansForm(forms.Form):
    """What kind of key, what it is called and where it is found."""

    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[
            (MeansKind.PLUGIN.value, _("Phần mềm ký và thiết bị cắm ở máy của tôi")),
            (MeansKind.REMOTE.value, _("Ký số từ xa, xác nhận trên điện thoại")),
        ],
        widget=forms.RadioSelect,
        initial=MeansKind.PLUGIN.value,
        error_messages={"required": _("Chọn một loại.")},
    )
    label = forms.CharField(
        label=_("Tên gọi"),
        max_length=80,
        required=False,
        help_text=_("Ví dụ: USB màu đen, SIM Viettel."),
    )
    reference = forms.CharField(
        label=_("Tên tài khoản ở dịch vụ ký số từ xa"),
        max_length=200,
        required=False,
        help_text=_("Chỉ cần khi ký số từ xa."),
    )

    def clean(self) -> dict[str, object]:
        """A remote key needs the name there."""
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("kind") == MeansKind.REMOTE and not cleaned.get("reference"):
            self.add_error("reference", _("Ghi tên tài khoản của bạn ở dịch vụ ký số từ xa."))
        return cleaned
