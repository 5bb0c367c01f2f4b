# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a form says otherwise than an earlier one: element by element, attribute by attribute."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lienthong.core.forms.domain.amounts import write_number
from lienthong.core.forms.domain.conditions import OPERATORS, is_number
from lienthong.core.forms.domain.outline import fields_of
from lienthong.core.forms.domain.wording import in_words
from lienthong.kernel.designs import Content
from lienthong.kernel.words import gettext, gettext_noop

ADDED, REMOVED, MOVED, CHANGED = "added", "removed", "moved", "changed"
NAMES: Mapping[str, str] = {
    "title": gettext_noop("tiêu đề"),
    "legal_basis": gettext_noop("căn cứ pháp lý"),
    "declaration": gettext_noop("lời cam đoan"),
    "lead": gettext_noop("lời dẫn"),
    "group": gettext_noop("nhóm khi xem lại"),
    "show_if": gettext_noop("điều kiện hiện"),
    "show_if_text": gettext_noop("lời của điều kiện hiện"),
    "label": gettext_noop("nội dung câu hỏi"),
    "kind": gettext_noop("loại câu hỏi"),
    "hint": gettext_noop("gợi ý"),
    "required": gettext_noop("bắt buộc"),
    "options": gettext_noop("các lựa chọn"),
    "options_from": gettext_noop("danh mục"),
    "multiple": gettext_noop("chọn nhiều"),
    "semantic": gettext_noop("nghĩa để điền sẵn"),
    "prefill": gettext_noop("cách điền sẵn"),
    "constraints": gettext_noop("giới hạn"),
    "checks": gettext_noop("kiểm tra thêm"),
    "messages": gettext_noop("câu báo riêng"),
    "value": gettext_noop("phép tính"),
    "result": gettext_noop("loại kết quả"),
    "parts": gettext_noop("các phần được hỏi"),
    "item_title": gettext_noop("tên mỗi dòng"),
    "summary_label": gettext_noop("tên ở trang xem lại"),
}
INNER = frozenset({"pages", "fields", "key", "version", "valid_from", "valid_to", "code"})
"""Attributes that are compared as elements of their own, or say nothing about the content."""
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: which element (key, name), what sort, and the words before and after."""

    key: str
    name: str
    sort: str
    attribute: str = ""
    before: str = ""
    after: str = ""


def difference(old: Content, new: Content) -> list[Change]:
    """Every difference, in order of the new form; what is gone comes last."""
    questions = {**_by_key(fields_of(old)), **_by_key(fields_of(new))}
    found = list(_attributes("form", gettext("Thông tin chung"), old, new, questions))
    for before, after, name in (
        (_by_key(old.get("pages", [])), _by_key(new.get("pages", [])), "title"),
        (_by_key(fields_of(old)), _by_key(fields_of(new)), "label"),
    ):
        found += _elements(before, after, name, questions)
    moved = _moved(_places(old), _places(new))
    found += [Change(key, str(questions[key].get("label", key)), MOVED) for key in moved]
    return found


def _elements(
    before: Mapping[str, Any], after: Mapping[str, Any], name: str, questions: Mapping[str, Any]
) -> Iterator[Change]:
    for key, element in after.items():
        called = str(element.get(name, key))
        if key not in before:
            yield Change(key, called, ADDED)
        else:
            yield from _attributes(key, called, before[key], element, questions)
    for key, element in before.items():
        if key not in after:
            yield Change(key, str(element.get(name, key)), REMOVED)


def _attributes(
    key: str,
    called: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    questions: Mapping[str, Any],
) -> Iterator[Change]:
    for name in dict.fromkeys((*new, *old)):
        if name in INNER or old.get(name) == new.get(name):
            continue
        told = gettext(NAMES[name]) if name in NAMES else name
        before, after = (_said(side.get(name), questions) for side in (old, new))
        yield Change(key, called, CHANGED, told, before, after)


def _said(value: Any, questions: Mapping[str, Any]) -> str:
    return _words(value, questions)[:LONGEST]


def _words(value: Any, questions: Mapping[str, Any]) -> str:
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if is_number(value):
        return write_number(value)
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(_words(item, questions) for item in value)
    if len(value) == 1 and set(value) <= OPERATORS:
        return in_words(value, questions)
    if "label" in value:
        return str(value["label"])
    if "that" in value:
        return f"{in_words(value['that'], questions)} ({value.get('message', '')})"
    return ", ".join(f"{name}: {_words(item, questions)}" for name, item in value.items())


def _by_key(elements: Any) -> dict[str, Any]:
    return {element["key"]: element for element in elements}


def _places(content: Content) -> dict[str, str]:
    """Every question, in order, and the page or table in which it stands."""
    places: dict[str, str] = {}
    for page in content.get("pages", []):
        for question in page.get("fields", []):
            places[question["key"]] = page["key"]
            places |= {inner["key"]: question["key"] for inner in question.get("fields", [])}
    return places


def _moved(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Questions in another page or out of the old order: as few as explain the new order."""
    common = [key for key in new if key in old]
    position = {key: index for index, key in enumerate(old)}
    kept = _longest_rising([position[key] for key in common])
    stay = {common[index] for index in kept}
    return [key for key in common if key not in stay or old[key] != new[key]]


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Indices of a longest rising part of a list."""
    ends: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(ends, number)
        before.append(chain[place - 1] if place else -1)
        ends[place : place + 1] = [number]
        chain[place : place + 1] = [index]
    found: list[int] = []
    index = chain[-1] if chain else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found
