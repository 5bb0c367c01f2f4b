# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dated settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from lienthong.core.references.models import SettingVersion


def setting(key: str, *, on: date | None = None) -> Any:
    """The value of a setting on the day (today). Raises ``LookupError`` when none is in force."""
    found = SettingVersion.objects.filter(setting__key=key).on(on or timezone.localdate()).first()
    if found is None:
        raise LookupError(key)
    return found.value
