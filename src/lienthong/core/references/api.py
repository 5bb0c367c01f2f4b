# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of references."""

from __future__ import annotations

from lienthong.core.references.models import (
    AdministrativeDivision,
    DivisionVersion,
    Instrument,
    Setting,
    SettingVersion,
)
from lienthong.core.references.queries import setting

__all__ = [
    "AdministrativeDivision",
    "DivisionVersion",
    "Instrument",
    "Setting",
    "SettingVersion",
    "setting",
]
