# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A whole form told by another system as typed values, read as if a person had typed them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.definitions import (
    MOST_ITEMS,
    FieldSpec,
    FormSpec,
    PageSpec,
)
from lienthong.core.forms.domain.pages import read_page
from lienthong.core.forms.domain.parts import parts_of
from lienthong.core.forms.domain.problems import Problem
from lienthong.core.forms.domain.review import asked, review, settle
from lienthong.core.forms.domain.values import write_items, write_value
from lienthong.kernel.words import gettext

ADDRESS = ("division", "division_text", "detail")


def read_told(
    spec: FormSpec, told: Mapping[str, Any], context: FormContext, *, files: Mapping[str, int]
) -> tuple[dict[str, Any], list[Problem]]:
    """Settled answers, and everything wrong: in kind, unknown, not asked, refused, missing.

    ``files`` counts the files of each slot. With any problem the answers are not to be used.
    """
    answers: dict[str, Any] = {}
    problems = list(_misfits(spec, told))
    wrong = {problem.path.partition(".")[0] for problem in problems}
    usable = {key: value for key, value in told.items() if key not in wrong}
    for page in spec.pages:
        if page.is_files or not context.shows(page.show_if, answers):
            continue
        found = read_page(page, _written(page, usable), answers, context)
        answers |= found.answers
        problems += [one for one in found.errors if one.path not in wrong]
    known = {problem.path for problem in problems}
    problems += [
        one for one in review(spec, answers, context, files=files) if one.path not in known
    ]
    settled = settle(spec, answers, context)
    if not problems:
        given = {key for key, value in usable.items() if value not in (None, "", [], {})}
        given |= {slot for slot, count in files.items() if count}
        problems += _not_asked(
            given, {question.key for _, question in asked(spec, settled, context)}
        )
    return settled, problems


def _misfits(spec: FormSpec, told: Mapping[str, Any]) -> Iterator[Problem]:
    questions = {question.key: question for question in spec.fields()}
    for key, value in told.items():
        question = questions.get(key)
        if question is None or not question.is_asked or question.kind == "file":
            yield Problem(key[:80], gettext("Biểu mẫu không có câu hỏi này."))
        else:
            yield from _misfit(question, key, value)


def _misfit(question: FieldSpec, path: str, value: Any) -> Iterator[Problem]:
    if value is None:
        return
    if question.kind == "repeat":
        yield from _rows(question, path, value)
    elif not _fits(question, value):
        yield Problem(path, gettext("Kiểu dữ liệu không đúng với câu hỏi này."))


def _rows(question: FieldSpec, path: str, value: Any) -> Iterator[Problem]:
    inner = {field.key: field for field in question.fields}
    rows = value if isinstance(value, list) and len(value) <= MOST_ITEMS else None
    if rows is None or not all(
        isinstance(row, dict) and row.keys() <= inner.keys() for row in rows
    ):
        yield Problem(path, gettext("Kiểu dữ liệu không đúng với câu hỏi này."))
        return
    for index, row in enumerate(rows):
        for key, told in row.items():
            yield from _misfit(inner[key], f"{path}.{index}.{key}", told)


def _fits(question: FieldSpec, value: Any) -> bool:
    if question.is_composite:
        parts = {part.key: part for part in parts_of(question)}
        return _is_record(value, parts) and all(
            one is None or _fits(parts[key], one) for key, one in value.items()
        )
    if question.kind == "choice" and question.multiple:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return _SHAPES.get(question.kind, _is_text)(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_record(value: Any, keys: Iterable[str]) -> bool:
    return isinstance(value, dict) and value.keys() <= set(keys)


def _is_place(value: Any) -> bool:
    return _is_record(value, ADDRESS) and all(
        one is None or isinstance(one, str) for one in value.values()
    )


_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "yes_no": lambda value: isinstance(value, bool),
    "number": _is_number,
    "money": _is_number,
    "date": lambda value: isinstance(value, str) and as_date(value) is not None,
    "address": _is_place,
}


def _written(page: PageSpec, told: Mapping[str, Any]) -> dict[str, list[str]]:
    submitted: dict[str, list[str]] = {}
    for question in page.fields:
        value = told.get(question.key)
        if value is None:
            continue
        if question.kind == "repeat":
            submitted |= write_items(question, value)
        else:
            submitted |= write_value(question, question.key, _whole(question, value))
    return submitted


def _whole(question: FieldSpec, value: Any) -> Any:
    """An address with all its parts; anything else as it is."""
    if question.kind != "address":
        return value
    return {part: value.get(part) or "" for part in ADDRESS}


def _not_asked(given: set[str], asked_keys: set[str]) -> Iterator[Problem]:
    """What was told or sent although these answers do not lead to the question."""
    for key in sorted(given - asked_keys):
        yield Problem(key, gettext("Không hỏi câu này khi các câu khác trả lời như vậy."))
