# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Items of a repeat group as they stand in the submitted strings."""

import re
from typing import Any

from lienthong.core.forms.domain.context import Submitted
from lienthong.core.forms.domain.definitions import MOST_ITEMS, FieldSpec, PageSpec

_ITEM_NAME = re.compile(r"(?P<index>\d{1,2})\.(?P<rest>[a-z0-9_.]+)")


def change_items(page: PageSpec, submitted: Submitted) -> Submitted | None:
    """Add or remove one item of a repeat group when such a button was pressed, else None."""
    for question in page.fields:
        if question.kind != "repeat":
            continue
        count = item_count(question, submitted)
        if question.key in submitted.get("_add", ()):
            most = int(question.attributes.get("max_items", MOST_ITEMS))
            return {**submitted, f"{question.key}.count": [str(min(count + 1, most))]}
        for name in submitted.get("_remove", ()):
            key, _, index = name.partition(".")
            if key == question.key and index.isdigit() and int(index) < count:
                return _without_item(question.key, int(index), count, submitted)
    return None


def item_count(question: FieldSpec, submitted: Submitted) -> int:
    """How many items of a repeat group were on the page."""
    told = (submitted.get(f"{question.key}.count") or ("",))[0]
    seen = [
        int(match["index"]) + 1
        for name in submitted
        if name.startswith(f"{question.key}.")
        and (match := _ITEM_NAME.fullmatch(name.removeprefix(f"{question.key}.")))
    ]
    counted = int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0
    return min(max([counted, *seen]), MOST_ITEMS)


def is_blank(prefix: str, submitted: Submitted, *, sign: str = ".") -> bool:
    """Whether nothing at all was typed into one item, or (sign "_") one composite question."""
    return not any(
        value.strip()
        for name, values in submitted.items()
        if name.startswith(f"{prefix}{sign}")
        for value in values
    )


def _without_item(key: str, removed: int, count: int, submitted: Submitted) -> Submitted:
    kept: dict[str, Any] = {f"{key}.count": [str(count - 1)]}
    for name, values in submitted.items():
        match = (
            _ITEM_NAME.fullmatch(name.removeprefix(f"{key}."))
            if name.startswith(f"{key}.")
            else None
        )
        if match is None:
            kept.setdefault(name, values)
        elif int(match["index"]) != removed:
            index = int(match["index"]) - (int(match["index"]) > removed)
            kept[f"{key}.{index}.{match['rest']}"] = values
    return kept
