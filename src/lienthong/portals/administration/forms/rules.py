# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where conditions and calculations stand in a page or a question, and how they are put there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.forms.api import UNASKED, fields_of, in_words, semantic_titles
from lienthong.kernel.designs import Content
from lienthong.kernel.errors import OutOfScope

SHOW, REQUIRED, VALUE = "show_if", "required", "value"
BOUNDS = ("not_before", "not_after")
CHECK = re.compile(r"check-(\d{1,2}|new)")
PREFILL = re.compile(r"prefill-(\d{1,2}|new)")
OPTION = re.compile(r"option-(\d{1,3})")
TITLES: Mapping[str, object] = {
    SHOW: gettext_lazy("Chỉ hiện khi"),
    REQUIRED: gettext_lazy("Chỉ bắt buộc khi"),
    VALUE: gettext_lazy("Phép tính"),
    "not_before": gettext_lazy("Không trước ngày"),
    "not_after": gettext_lazy("Không sau ngày"),
}
MOST_CHECKS = 20
MOST_OPTIONS = 12
"""Options that are each offered a condition; of longer lists only those that have one."""


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
        rules.append(Rule(slot, title_of(slot, element), words))
    return rules


def title_of(slot: str, element: Mapping[str, Any]) -> object:
    """What a place is called."""
    if option := option_in(element, slot):
        return _("Lựa chọn “%(label)s” chỉ có khi") % {"label": option.get("label", "")}
    if PREFILL.fullmatch(slot):
        meaning = str(prefill_in(element, slot).get("from", ""))
        title = semantic_titles().get(meaning, (meaning, ""))[0]
        known = _("Lấy sẵn “%(title)s” khi") % {"title": title}
        return known if meaning else _("Lấy sẵn từ dữ liệu nhà nước khi")
    return TITLES.get(slot) or _("Kiểm tra thêm: điều này phải đúng")


def expression_in(element: Mapping[str, Any], slot: str) -> Any:
    """The expression at a place of an element; None when there is none."""
    if slot == REQUIRED:
        required = element.get(REQUIRED, True)
        return required if isinstance(required, Mapping) else None
    if slot in BOUNDS:
        return element.get("constraints", {}).get(slot)
    if PREFILL.fullmatch(slot):
        return prefill_in(element, slot).get("when")
    if OPTION.fullmatch(slot):
        return option_in(element, slot).get("show_if")
    check = check_in(element, slot)
    return check.get("that") if slot.startswith("check") else element.get(slot)


def prefill_in(element: Mapping[str, Any], slot: str) -> Mapping[str, Any]:
    """The rule of taking a known answer at a place; empty for a new one."""
    return _numbered(PREFILL, slot, prefills_of(element))


def option_in(element: Mapping[str, Any], slot: str) -> Mapping[str, Any]:
    """The option at a place; empty for another place."""
    return _numbered(OPTION, slot, element.get("options", []))


def prefills_of(element: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rules of a question; its own meaning counts as one without condition."""
    if "prefill" in element:
        return list(element["prefill"])
    return [{"from": element["semantic"]}] if element.get("semantic") else []


def _numbered(
    pattern: re.Pattern[str], slot: str, entries: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    match = pattern.fullmatch(slot)
    if match is None or match[1] == "new" or int(match[1]) >= len(entries):
        return {}
    return entries[int(match[1])]


def check_in(element: Mapping[str, Any], slot: str) -> Mapping[str, Any]:
    """The extra rule at a place; empty for a new one."""
    return _numbered(CHECK, slot, element.get("checks", []))


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
    if PREFILL.fullmatch(slot):
        return {"prefill": _prefills_with(element, slot, expression, more)}
    if OPTION.fullmatch(slot):
        return {"options": _options_with(element, slot, expression)}
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


def _prefills_with(
    element: Mapping[str, Any], slot: str, expression: Any, more: Mapping[str, Any]
) -> list[Any] | None:
    """The rules with this one; taken out without a source."""
    rules = prefills_of(element)
    old = prefill_in(element, slot)
    index = int(slot.removeprefix("prefill-")) if old else len(rules)
    made = {"from": more["source"]} | ({"when": expression} if expression is not None else {})
    rules[index : index + 1] = [made] if more["source"] else []
    return rules[:MOST_CHECKS] or None


def _options_with(element: Mapping[str, Any], slot: str, expression: Any) -> list[Any]:
    options = [dict(option) for option in element.get("options", [])]
    option = options[int(slot.removeprefix("option-"))]
    option.pop("show_if", None)
    if expression is not None:
        option["show_if"] = expression
    return options


def _slots(element: Mapping[str, Any], sort: str) -> list[str]:
    if sort != "field":
        return [SHOW] if sort == "page" else []
    kind = element["kind"]
    slots = [VALUE] if kind == "computed" else []
    slots += [SHOW] if kind in UNASKED else [SHOW, REQUIRED]
    slots += BOUNDS if kind == "date" else ()
    if kind in UNASKED or kind in {"file", "repeat"}:
        return slots
    options = element.get("options", [])
    slots += [
        f"option-{index}"
        for index, option in enumerate(options)
        if len(options) <= MOST_OPTIONS or "show_if" in option
    ]
    if any(kind == of_kind for _title, of_kind in semantic_titles().values()):
        slots += [f"prefill-{index}" for index in range(len(prefills_of(element)))]
        slots.append("prefill-new")
    checks = [f"check-{index}" for index in range(len(element.get("checks", [])))]
    return [*slots, *checks, "check-new"]
