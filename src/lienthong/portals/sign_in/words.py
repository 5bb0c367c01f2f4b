# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sentences that more than one step of signing in says."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _


def locked_message(until: datetime) -> ValidationError:
    """Why nobody gets in now, and until when."""
    at = timezone.localtime(until).strftime("%H:%M")
    text = _(
        "Đã nhập sai quá nhiều lần nên tạm khóa đến %(at)s. "
        "Hãy chờ, hoặc nhờ quản trị hệ thống của đơn vị mở khóa."
    )
    return ValidationError(text % {"at": at}, code="locked")


def device_words(browser: str, system: str) -> str:
    """``Chrome trên Windows``, or the half that is known; empty when neither is."""
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system
