# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers that law sets and may change: dated data with their legal basis, never constants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, cast

from lienthong.kernel.reference import read_yaml


@dataclass(frozen=True)
class Rule:
    """One number with the day it begins to apply and where it comes from."""

    name: str
    value: int
    valid_from: date
    legal_basis: str
    to_be_confirmed: bool


def rule(name: str, on: date) -> Rule:
    """The number in force on a date; before the first entry, the first. Raises KeyError."""
    entries = _rules()[name]
    return next((entry for entry in entries if entry.valid_from <= on), entries[-1])


@lru_cache(maxsize=1)
def _rules() -> dict[str, list[Rule]]:
    source = resources.files("lienthong.kernel.clock") / "rules.yaml"
    data = cast("dict[str, list[dict[str, Any]]]", read_yaml(source.read_text(encoding="utf-8")))
    found = {name: [Rule(name, **entry) for entry in entries] for name, entries in data.items()}
    for entries in found.values():
        entries.sort(key=lambda entry: entry.valid_from, reverse=True)
    return found
