# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of references."""

from __future__ import annotations

from lienthong.core.references.actions.configuration import (
    ConfigurationRefused,
    Difference,
    OnConflict,
    Report,
    bring_configuration,
    exported,
    travelling,
)
from lienthong.core.references.adapters import (
    Place,
    find_former,
    find_place,
    law,
    places,
    search_places,
)
from lienthong.core.references.domain.package import (
    LARGEST,
    Item,
    PackageError,
    checksum,
    read_package,
    write_package,
)
from lienthong.core.references.models import (
    DEMO_MARK,
    AdministrativeDivision,
    DivisionVersion,
    Instrument,
    Setting,
    SettingVersion,
)
from lienthong.core.references.permissions import EXCHANGE, KEEP
from lienthong.core.references.queries import (
    ends_on,
    grounded_setting,
    packaged_setting,
    setting,
)

__all__ = [
    "DEMO_MARK",
    "EXCHANGE",
    "KEEP",
    "LARGEST",
    "AdministrativeDivision",
    "ConfigurationRefused",
    "Difference",
    "DivisionVersion",
    "Instrument",
    "Item",
    "OnConflict",
    "PackageError",
    "Place",
    "Report",
    "Setting",
    "SettingVersion",
    "bring_configuration",
    "checksum",
    "ends_on",
    "exported",
    "find_former",
    "find_place",
    "grounded_setting",
    "law",
    "packaged_setting",
    "places",
    "read_package",
    "search_places",
    "setting",
    "travelling",
    "write_package",
]
