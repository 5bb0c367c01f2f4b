# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The values that a caller hands to an instance: declared, typed, small."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lienthong.core.process.domain.expressions import type_of
from lienthong.core.process.domain.refusals import BadData
from lienthong.core.process.domain.tables import Table, Value

MOST_NUMBERS, FARTHEST = 400, 1_000_000
LARGEST_DATA = 8192
"""Largest JSON text of one hand-over, in characters: forms live elsewhere."""


def checked_values(table: Table, data: Mapping[str, Value]) -> dict[str, Value]:
    """The data when every name is declared and fits its type. Raises ``BadData``."""
    for name, value in data.items():
        datum = table.data.get(name)
        if datum is None or type_of(value) is not datum.type:
            raise BadData(name)
    if len(json.dumps(dict(data), ensure_ascii=False)) > LARGEST_DATA:
        raise BadData(max(data, key=lambda name: len(str(data[name]))))
    return {name: list(item) if isinstance(item, list) else item for name, item in data.items()}


def is_drawn(place: object) -> bool:
    """Whether a value says where something is drawn: at least four whole numbers, not too far."""
    if not isinstance(place, list) or not 4 <= len(place) <= MOST_NUMBERS:
        return False
    return all(type(number) is int and abs(number) <= FARTHEST for number in place)


def asked_values(table: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Value]:
    """The answers that the conditions of a stored table look at: declared names that fit.

    An answer of another sort, or none, leaves the name at its default.
    """
    declared = table.get("data", {})
    return {
        name: answers[name]
        for name, item in declared.items()
        if name in answers and type_of(answers[name]) == item["type"]
    }
