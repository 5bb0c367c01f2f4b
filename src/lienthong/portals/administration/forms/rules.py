# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where conditions and calculations stand in a page or a question, and how they are put there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.forms.api import UNASKED, Content, fields_of, in_words
from lienthong.kernel.errors import OutOfScope

SHOW, REQUIRED, VALUE = "show_if", "required", "value"
BOUNDS = ("not_before", "not_after")
CHECK = re.compile(r"check-(\d{1,2}|new)")
TITLES: Mapping[str, object] = {
    SHOW: gettext_lazy("Chỉ hiện khi"),
    REQUIRED: gettext_lazy("Chỉ bắt buộc khi"),
    VALUE: gettext_lazy("Phép tính"),
    "not_before": gettext_lazy("Không trước ngày"),
    "not_after": gettext_lazy("Không sau ngày"),
}
MOST_CHECKS = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition or calculation of an element, in words; empty words where there is none."""

    slot: str
    title: object
    words: str


def rules_of(content: Content, element: Mapping[str, Any], sort: str) -> list[Rule]:
    """Every place for a condition or calculation that the element has."""
    questions = {question["key"]: question for question in fields_of(content)}
    slots = _slots(element, sort)
    rules = []
    for slot in slots:
        found = expression_in(element, slot)
        words = in_words(found, questions) if found is not None else ""
        rules.append(Rule(slot, title_of(slot), words))
    return rules


def title_of(slot: str) -> object:
    """What a place is called."""
    return TITLES.get(slot) or _("Kiểm tra thêm: điều này phải đúng")


def expression_in(element: Mapping[str, Any], slot: str) -> Any:
    """The expression at a place of an element; None when there is none."""
    if slot == REQUIRED:
        required = element.get(REQUIRED, True)
        return required if isinstance(required, Mapping) else None
    if slot in BOUNDS:
        return element.get("constraints", {}).get(slot)
    check = check_in(element, slot)
    return check.get("that") if slot.startswith("check") else element.get(slot)


def check_in(element: Mapping[str, Any], slot: str) -> Mapping[str, Any]:
    """The extra rule at a place; empty for a new one."""
    match = CHECK.fullmatch(slot)
    checks = element.get("checks", [])
    if match is None or match[1] == "new" or int(match[1]) >= len(checks):
        return {}
    found: Mapping[str, Any] = checks[int(match[1])]
    return found


def known_slot(element: Mapping[str, Any], sort: str, slot: str) -> str:
    """The place, when the element has it. Raises ``OutOfScope``."""
    if slot not in _slots(element, sort):
        raise OutOfScope
    return slot


def values_with(
    element: Mapping[str, Any], slot: str, expression: Any, more: Mapping[str, Any]
) -> dict[str, Any]:
    """The settings that put an expression (None: take it away) at a place."""
    if slot == REQUIRED:
        return {REQUIRED: expression}
    if slot in BOUNDS:
        limits = {**element.get("constraints", {}), slot: expression}
        limits = {name: value for name, value in limits.items() if value is not None}
        return {"constraints": limits or None}
    if slot == SHOW:
        told = more.get("words") or None
        return {SHOW: expression, "show_if_text": told} if "kind" in element else {SHOW: expression}
    if slot == VALUE:
        return {VALUE: expression}
    return {"checks": _checks_with(element, slot, expression, more) or None}


def _checks_with(
    element: Mapping[str, Any], slot: str, expression: Any, more: Mapping[str, Any]
) -> list[Any]:
    checks = list(element.get("checks", []))
    old = check_in(element, slot)
    made = {**old, "that": expression, "message": more["message"], "level": more["level"]}
    index = int(slot.removeprefix("check-")) if old else len(checks)
    checks[index : index + 1] = [] if expression is None else [made]
    return checks[:MOST_CHECKS]


def _slots(element: Mapping[str, Any], sort: str) -> list[str]:
    if sort != "field":
        return [SHOW] if sort == "page" else []
    kind = element["kind"]
    slots = [VALUE] if kind == "computed" else []
    slots += [SHOW] if kind in UNASKED else [SHOW, REQUIRED]
    slots += BOUNDS if kind == "date" else ()
    if kind in UNASKED or kind in {"file", "repeat"}:
        return slots
    checks = [f"check-{index}" for index in range(len(element.get("checks", [])))]
    return [*slots, *checks, "check-new"]
