# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From which day a version is used."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.ui.api import OneInputDateField
from lienthong.kernel.designs import first_day


class PublishForm(forms.Form):
    """The day."""

    valid_from = OneInputDateField(
        label=_("Dùng từ ngày"),
        help_text=_("Hồ sơ nhận trước ngày này giữ phiên bản cũ đến khi xong."),
        error_messages={"required": _("Nhập ngày bắt đầu dùng.")},
    )

    @classmethod
    def fresh(cls, newest: Any) -> PublishForm:
        """A first version from today; another from tomorrow or the first later day left free."""
        first = first_day(newest)
        tomorrow = timezone.localdate() + timedelta(days=1)
        return cls(initial={"valid_from": max(tomorrow, first) if newest else first})
