# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Filled-in declarations of each procedure, from the data file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lienthong.demo.sources import read


def answers_of(procedure: str, cases: Iterable[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, and those of the cases that hold, with every ``@name`` replaced by its value.

    Raises ``KeyError`` for a procedure without a declaration or a name without a value.
    """
    declaration = read("lives")["declarations"][procedure]
    answers = dict(declaration["answers"])
    for case in cases:
        answers |= declaration.get(case, {})
    return {key: _filled(value, values) for key, value in answers.items()}


def _filled(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("@"):
        return values[value[1:]]
    if isinstance(value, list):
        return [_filled(one, values) for one in value]
    if isinstance(value, dict):
        return {key: _filled(one, values) for key, one in value.items()}
    return value
