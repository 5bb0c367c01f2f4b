# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The form with which the picture of an agency's seal is set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.ui.api import OneInputDateField, WholeField
from lienthong.portals.officer.documents.forms.books import ActForm

USUAL_WIDTH = 36  # millimetres


class SealForm(ActForm):
    """How wide the real seal is, from which day its picture is used, by which paper."""

    width_mm = WholeField(
        label=_("Bề ngang thật của con dấu, mi-li-mét"),
        help_text=_("Trên giấy, con dấu in ra đúng cỡ này."),
        error_messages={
            "required": _("Nhập một số, ví dụ 36."),
            "invalid": _("Nhập một số, ví dụ 36."),
        },
    )
    since = OneInputDateField(
        label=_("Dùng từ ngày"), help_text=_("Văn bản đóng dấu từ ngày này dùng hình mới.")
    )
    basis = forms.CharField(
        label=_("Giấy chứng nhận đăng ký mẫu con dấu"),
        max_length=300,
        required=False,
        help_text=_("Số, ngày và nơi cấp, để người sau đối chiếu."),
    )

    def __init__(self, *args: Any, width: int = USUAL_WIDTH, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"width_mm": width, "since": timezone.localdate()})
        super().__init__(*args, **kwargs)
