# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From a table to plain JSON values, in the format that ``read_table`` reads."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

from lienthong.core.process.domain.tables import FORMAT, Step, Table

_RENAMED = {"sets": "set"}


def dump_table(table: Table) -> dict[str, Any]:
    """The table as JSON values; what equals its default is left out."""
    return {"format": FORMAT} | {
        key: value for key, value in _plain(table).items() if key != "to_be_confirmed" or value
    }


def dump_row(step: Step) -> dict[str, Any]:
    """One step as JSON values, without the steps inside it; branches keep only their titles."""
    row = _row(step)
    row.pop("steps", None)
    row.pop("start", None)
    if step.branches:
        row["branches"] = [
            {key: text for key in ("title", "when") if (text := getattr(branch, key))}
            for branch in step.branches
        ]
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return _row(value)
    return value


def _row(record: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for item in fields(record):
        value = getattr(record, item.name)
        always = item.name in {"code", "node", "title", "default", "kind"}
        if isinstance(record, Step) and item.name == "kind":
            always = value != item.default
        if always or not _is_default(value, item):
            row[_RENAMED.get(item.name, item.name)] = _plain(value)
    return row


def _is_default(value: Any, item: Any) -> bool:
    if value in ("", (), None) or value == {}:
        return True
    return bool(value == item.default)
