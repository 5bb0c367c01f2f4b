# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What may be shown of a message: its parts by name, values only where they are no one's affair.

Messages carry names, telephone numbers and one-time codes. Whoever looks after the connections
needs the shape and the keys, not the people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PLAIN = frozenset(
    {"id", "code", "reference", "topic", "kind", "state", "status", "number", "sequence", "at",
     "channel", "version", "unit", "procedure", "item"}
)  # fmt: skip
"""Names whose short values are shown."""
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a message: where it stands, what is shown, or how long what is hidden is."""

    path: str
    value: str = ""
    hidden: int = 0


def parts_of(payload: Mapping[str, Any]) -> list[Part]:
    """The parts of a message in the order they stand, nested ones with the path to them."""
    return [part for name, value in payload.items() for part in _parts(str(name), value)]


def _parts(path: str, value: Any) -> list[Part]:
    if isinstance(value, Mapping):
        return [part for name, one in value.items() for part in _parts(f"{path}.{name}", one)]
    if isinstance(value, list):
        return [part for n, one in enumerate(value, 1) for part in _parts(f"{path}[{n}]", one)]
    text = "" if value is None else str(value)
    shown = path.rsplit(".", 1)[-1] in PLAIN and len(text) <= LONGEST
    return [Part(path, value=text) if shown else Part(path, hidden=len(text))]
