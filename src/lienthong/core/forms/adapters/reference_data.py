# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The packaged data of forms: number rules, meanings of answers, short code lists."""

from __future__ import annotations

from functools import cache
from typing import Any

from lienthong.core.forms.domain.definitions import Option
from lienthong.core.forms.domain.people import PersonalIdRules
from lienthong.kernel.reference import packaged_yaml

CODE_LISTS = ("code_lists.yaml", "industries.yaml")


def read_reference(name: str) -> Any:
    """The content of one packaged YAML file."""
    return packaged_yaml("lienthong.core.forms", name)


@cache
def personal_id_rules() -> PersonalIdRules:
    """How personal identification numbers are built."""
    data = read_reference("personal_id.yaml")
    places = {code for line in data["places"] for code in line.split()}
    for first, last in data["place_ranges"]:
        places |= {f"{code:03d}" for code in range(first, last + 1)}
    codes = {digit: (sex, century) for digit, (sex, century) in data["centuries"].items()}
    return PersonalIdRules(codes, frozenset(places))


@cache
def semantic_keys() -> frozenset[str]:
    """Every known meaning of an answer."""
    return frozenset(read_reference("semantic_keys.yaml")["keys"])


@cache
def semantic_titles() -> dict[str, tuple[str, str]]:
    """Every meaning: what it says, and the kind of question that may carry it."""
    keys = read_reference("semantic_keys.yaml")["keys"]
    return {key: (entry["title"], entry["kind"]) for key, entry in keys.items()}


@cache
def code_list_titles() -> tuple[tuple[str, str], ...]:
    """Names and titles of the packaged code lists."""
    data: dict[str, Any] = {}
    for name in CODE_LISTS:
        data |= read_reference(name)["lists"]
    return tuple((name, str(entry["title"])) for name, entry in data.items())


@cache
def code_lists() -> dict[str, tuple[Option, ...]]:
    """The packaged code lists by name."""
    data: dict[str, Any] = {}
    for name in CODE_LISTS:
        data |= read_reference(name)["lists"]
    return {
        name: tuple(Option(str(value), label) for value, label in entry["options"].items())
        for name, entry in data.items()
    }
