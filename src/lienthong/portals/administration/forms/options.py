# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Options of a choice as lines of text: one option a line, "value = label" where the value counts.

Values are what is kept and compared: an option that keeps its label keeps its value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lienthong.core.forms.api import key_from

MOST_OPTIONS = 300
SIGN = " = "


def option_lines(options: Sequence[Mapping[str, Any]]) -> str:
    """The options as lines."""
    return "\n".join(_line(option) for option in options)


def read_options(text: str, known: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Options of the lines; hints and conditions of known options stay with them."""
    by_value = {str(option["value"]): option for option in known}
    by_label = {str(option["label"]): option for option in known}
    options: list[dict[str, Any]] = []
    taken: set[str] = set()
    for line in filter(None, (line.strip() for line in text.splitlines())):
        value, sign, label = line.partition(SIGN)
        value, label = (value.strip(), label.strip()) if sign else ("", line)
        old = by_value.get(value) or by_label.get(label) or {}
        value = _free(value or str(old.get("value", "")) or key_from(label), taken)
        options.append({**old, "value": value, "label": label})
        taken.add(value)
    return options[:MOST_OPTIONS]


def _line(option: Mapping[str, Any]) -> str:
    value, label = str(option["value"]), str(option["label"])
    return label if value == key_from(label) else f"{value}{SIGN}{label}"


def _free(wish: str, taken: set[str]) -> str:
    number, value = 2, wish
    while value in taken:
        value, number = f"{wish}_{number}", number + 1
    return value
