# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who a document goes to, by name: agencies of the province and units of the own agency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from lienthong.core.units.api import UnitVersion
from lienthong.kernel.text import fold, one_line


def units_named(names: Iterable[str], agency_id: int) -> dict[str, int]:
    """Return the unit behind each name that is one's full or short name, whatever its case.

    A name that several units bear means that of the own agency; otherwise nobody.
    """
    rows = UnitVersion.objects.on(timezone.localdate()).order_by("unit_id")
    known: dict[str, dict[int, int]] = defaultdict(dict)
    for unit, agency, *written in rows.values_list("unit_id", "agency_id", "name", "short_name"):
        for name in written:
            known[_key(name)][unit] = agency
    found = {}
    for name in names:
        units = known.get(_key(name), {})
        own = [unit for unit, agency in units.items() if agency == agency_id]
        if len(units) == 1 or len(own) == 1:
            found[name] = own[0] if len(own) == 1 else next(iter(units))
    return found


def _key(name: str) -> str:
    return fold(one_line(name))
