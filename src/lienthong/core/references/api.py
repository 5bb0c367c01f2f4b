# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of references."""

from __future__ import annotations

from lienthong.core.references.adapters import (
    Place,
    find_former,
    find_place,
    law,
    places,
    search_places,
)
from lienthong.core.references.models import (
    DEMO_MARK,
    AdministrativeDivision,
    DivisionVersion,
    Instrument,
    Setting,
    SettingVersion,
)
from lienthong.core.references.queries import packaged_setting, setting

__all__ = [
    "DEMO_MARK",
    "AdministrativeDivision",
    "DivisionVersion",
    "Instrument",
    "Place",
    "Setting",
    "SettingVersion",
    "find_former",
    "find_place",
    "law",
    "packaged_setting",
    "places",
    "search_places",
    "setting",
]
