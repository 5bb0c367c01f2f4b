# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a form definition makes sense as a whole: keys, order, limits, conditions."""

import re
from collections.abc import Collection, Iterator

from lienthong.core.forms.domain.conditions import Expression, fields_in, problems_in
from lienthong.core.forms.domain.definitions import (
    FIELDS_PER_PAGE,
    LONGEST_ANSWER,
    MOST_ITEMS,
    WIDTHS,
    FieldSpec,
    FormSpec,
    PageSpec,
)

KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")
CONSTRAINTS: dict[str, set[str]] = {
    "text": {"min_length", "max_length", "pattern", "pattern_message"},
    "long_text": {"min_length", "max_length", "pattern", "pattern_message"},
    "person_name": {"min_length", "max_length"},
    "date": {
        "not_future",
        "not_past",
        "not_before",
        "not_after",
        "min_age_years",
        "max_age_years",
    },
    "personal_id": {"date_of_birth", "sex"},
    "phone": {"mobile_only"},
    "number": {"min", "max", "decimals"},
    "money": {"min", "max"},
}
INPUT_PARTS = {"date": ("day", "month", "year"), "address": ("division", "detail")}
MESSAGE_CODES = {
    *("required", "invalid", "too_short", "too_long", "pattern", "future", "past", "too_early"),
    *("too_late", "too_young", "too_old", "too_small", "too_big", "not_an_option"),
    "unknown_place",
}


def problems_of(spec: FormSpec, *, semantic_keys: Collection[str] | None = None) -> list[str]:
    """Every problem of a form that was read, each "path: sentence"."""
    problems = [*_form_problems(spec), *_duplicates(spec)]
    seen: set[str] = set()
    for page in spec.pages:
        problems += [f"{page.key}: {text}" for text in _page_problems(page, frozenset(seen))]
        for question in page.fields:
            problems += _field_problems(question, page, seen, semantic_keys)
            seen.add(question.key)
    return problems


def _form_problems(spec: FormSpec) -> Iterator[str]:
    if not KEY.fullmatch(spec.code):
        yield "form: code viết bằng chữ thường không dấu, nối bằng _"
    if not spec.pages:
        yield "form: cần ít nhất một trang"
    if not spec.basis.legal_basis:
        yield "form: cần căn cứ pháp lý"
    keys = {question.key for question in spec.all_fields()}
    for question in spec.all_fields():
        if question.kind == "personal_id" and not set(question.constraints.values()) <= keys:
            yield f"{question.key}: date_of_birth và sex là khóa của câu hỏi"
    if spec.valid_to is not None and spec.valid_to <= spec.valid_from:
        yield "form: valid_to phải sau valid_from"


def _duplicates(spec: FormSpec) -> Iterator[str]:
    for what, keys in (
        ("trang", [page.key for page in spec.pages]),
        ("câu hỏi", [question.key for question in spec.all_fields()]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{key}: khóa {what} dùng hai lần"
    inputs = {
        f"{question.key}_{part}"
        for question in spec.all_fields()
        for part in INPUT_PARTS.get(question.kind, ())
    }
    for key in sorted(inputs & {question.key for question in spec.all_fields()}):
        yield f"{key}: trùng tên một phần của câu hỏi khác"


def _page_problems(page: PageSpec, earlier: frozenset[str]) -> Iterator[str]:
    if not KEY.fullmatch(page.key):
        yield "khóa trang viết bằng chữ thường không dấu, nối bằng _"
    if not 1 <= len(page.fields) <= FIELDS_PER_PAGE:
        yield f"một trang có từ 1 đến {FIELDS_PER_PAGE} câu hỏi"
    kinds = {question.kind for question in page.fields}
    if "file" in kinds and kinds != {"file"}:
        yield "tệp đứng ở trang riêng"
    if "repeat" in kinds and len(page.fields) > 1:
        yield "nhóm lặp lại đứng một mình trên trang"
    yield from _expression_problems("show_if", page.show_if, earlier)


def _expression_problems(
    name: str, expression: Expression, known: Collection[str]
) -> Iterator[str]:
    if expression is None:
        return
    yield from (f"{name}: {text}" for text in problems_in(expression))
    for key in sorted(fields_in(expression) - set(known)):
        yield f"{name}: {key} không phải câu hỏi đứng trước"


def _field_problems(
    question: FieldSpec, page: PageSpec, seen: set[str], semantic_keys: Collection[str] | None
) -> list[str]:
    problems = [
        *_shape_problems(question),
        *_rule_problems(question, seen),
        *_visibility_problems(question, page, seen),
        *_meaning_problems(question, semantic_keys),
    ]
    inside = seen | {question.key}
    found = [f"{question.key}: {text}" for text in problems]
    for inner in question.fields:
        if inner.kind in {"repeat", "file"}:
            found.append(f"{inner.key}: {inner.kind} không đứng trong nhóm lặp lại được")
        found += _field_problems(inner, page, inside, semantic_keys)
        inside = inside | {inner.key}
    return found


def _shape_problems(question: FieldSpec) -> Iterator[str]:
    if not KEY.fullmatch(question.key):
        yield "khóa câu hỏi viết bằng chữ thường không dấu, nối bằng _"
    if question.width and question.width not in WIDTHS:
        yield f"không có độ rộng {question.width!r}"
    for name in sorted(set(question.constraints) - CONSTRAINTS.get(question.kind, set())):
        yield f"không có giới hạn {name!r}"
    for code in sorted(set(question.messages) - MESSAGE_CODES):
        yield f"không có câu báo {code!r}"
    if question.kind == "choice":
        yield from _option_problems(question)
    if question.kind == "repeat":
        yield from _repeat_problems(question)
    yield from _limit_problems(question)
    if question.basis.to_be_confirmed and not question.basis.note:
        yield "to_be_confirmed cần note"


def _option_problems(question: FieldSpec) -> Iterator[str]:
    values = [option.value for option in question.options]
    if bool(values) == bool(question.options_from):
        yield "câu chọn có options hoặc options_from"
    if len(values) != len(set(values)):
        yield "giá trị lựa chọn dùng hai lần"


def _repeat_problems(question: FieldSpec) -> Iterator[str]:
    if not 1 <= len(question.fields) <= FIELDS_PER_PAGE:
        yield f"nhóm lặp lại có từ 1 đến {FIELDS_PER_PAGE} câu hỏi"
    least = question.attributes.get("min_items", 0)
    most = question.attributes.get("max_items", MOST_ITEMS)
    if not (isinstance(least, int) and isinstance(most, int) and 0 <= least <= most <= MOST_ITEMS):
        yield f"min_items và max_items từ 0 đến {MOST_ITEMS}"


def _limit_problems(question: FieldSpec) -> Iterator[str]:
    limits = question.constraints
    for name in ("min_length", "max_length", "min_age_years", "max_age_years", "decimals"):
        if name in limits and (not isinstance(limits[name], int) or limits[name] < 0):
            yield f"{name} là số nguyên không âm"
    if isinstance(limits.get("max_length"), int) and limits["max_length"] > LONGEST_ANSWER:
        yield f"max_length tối đa {LONGEST_ANSWER}"
    if "pattern" in limits:
        try:
            re.compile(str(limits["pattern"]))
        except re.error:
            yield "pattern không phải biểu thức chính quy"
        if "pattern_message" not in limits:
            yield "pattern cần pattern_message"


def _rule_problems(question: FieldSpec, seen: set[str]) -> Iterator[str]:
    known = seen | {question.key}
    if not isinstance(question.required, bool):
        yield from _expression_problems("required", question.required, seen)
    for index, check in enumerate(question.checks):
        yield from _expression_problems(f"checks.{index}", check.that, known)
    for option in question.options:
        yield from _expression_problems(f"option {option.value}", option.show_if, seen)
    for name in ("not_before", "not_after"):
        yield from _expression_problems(name, question.constraints.get(name), seen)
    if question.kind == "personal_id":
        for name in ("date_of_birth", "sex"):
            other = question.constraints.get(name)
            if other is not None and not isinstance(other, str):
                yield f"{name} là khóa của câu hỏi"
    for rule in question.prefill:
        yield from _expression_problems("prefill", rule.when, seen)


def _visibility_problems(question: FieldSpec, page: PageSpec, seen: set[str]) -> Iterator[str]:
    yield from _expression_problems("show_if", question.show_if, seen)
    if question.show_if is None:
        return
    own_page = {
        inner.key for other in page.fields for inner in (other, *other.fields) if inner != question
    }
    if fields_in(question.show_if) & own_page and not question.show_if_text:
        yield "show_if nhìn câu hỏi cùng trang nên cần show_if_text"


def _meaning_problems(question: FieldSpec, semantic_keys: Collection[str] | None) -> Iterator[str]:
    if semantic_keys is None:
        return
    meanings = {rule.semantic for rule in question.prefill} | {question.semantic} - {""}
    for meaning in sorted(meanings - set(semantic_keys)):
        yield f"không có nghĩa {meaning!r}"
