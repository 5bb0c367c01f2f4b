# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists whose ways of looking can be kept: which address, what it may carry, columns, orders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission

COLUMNS, ORDER, VIEW = "cot", "sap", "cx"
"""Names in an address: the columns shown, the order, the kept view that is looked at."""
LONGEST = 100


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list as its module declares it in ``tables.py``.

    ``keys`` are the names in its address that narrow it; ``columns`` those that may be hidden and
    ``orders`` the ways to sort it, as (key, title); the first order is the usual one.
    """

    code: str
    title: object
    url_name: str
    permission: Permission
    keys: tuple[str, ...]
    columns: tuple[tuple[str, object], ...] = ()
    orders: tuple[tuple[str, object], ...] = ()

    def kept(self, data: Mapping[str, str]) -> dict[str, str]:
        """What of an address can be kept; what the list does not know is left out."""
        values = {key: str(data.get(key, ""))[:LONGEST] for key in self.keys}
        values[COLUMNS] = ",".join(self.shown(data)) if data.get(COLUMNS) else ""
        values[ORDER] = self.order(data) if data.get(ORDER) else ""
        return {key: value for key, value in values.items() if value}

    def shown(self, data: Mapping[str, str]) -> list[str]:
        """The columns that are shown, all of them when the address does not say."""
        known = [key for key, _title in self.columns]
        asked = str(data.get(COLUMNS, "")).split(",")
        return [key for key in known if key in asked] if data.get(COLUMNS) else known

    def hidden(self, data: Mapping[str, str]) -> frozenset[str]:
        """The columns that are not shown."""
        return frozenset(key for key, _title in self.columns) - set(self.shown(data))

    def order(self, data: Mapping[str, str]) -> str:
        """The key of the order, the usual one when the address says nothing that is known."""
        known = [key for key, _title in self.orders]
        asked = str(data.get(ORDER, ""))
        return asked if asked in known else (known[0] if known else "")

    def query(self, data: Mapping[str, str], *, view: int = 0) -> str:
        """The part of an address after its path, for what can be kept."""
        values = dict(sorted(self.kept(data).items()))
        return "?" + urlencode(values | ({VIEW: str(view)} if view else {}))


@dataclass(frozen=True, slots=True)
class ListExport:
    """A list that can be taken away whole, declared in ``tables.py`` (``EXPORTS``).

    ``columns`` says which columns an address shows, as (key, title); ``count`` and ``rows`` read
    what its conditions leave, within the rights of who asks; ``rows`` reads piece by piece.
    ``heading`` gives the lines that stand above the columns of a workbook.
    """

    code: str
    title: object
    permission: Permission
    columns: Callable[[Mapping[str, str]], list[tuple[str, str]]]
    count: Callable[[Actor, Mapping[str, str]], int]
    rows: Callable[[Actor, Mapping[str, str]], Iterator[Mapping[str, object]]]
    heading: Callable[[Actor, Mapping[str, str]], Sequence[str]] | None = None
