# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One page: which questions are asked, what was answered, what is wrong. Hidden answers drop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lienthong.core.forms.domain.computing import computed_value
from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import FormContext, Submitted
from lienthong.core.forms.domain.definitions import FieldSpec, PageSpec
from lienthong.core.forms.domain.items import is_blank, item_count
from lienthong.core.forms.domain.limits import warnings_about
from lienthong.core.forms.domain.parts import parts_of
from lienthong.core.forms.domain.problems import Problem, WrongAnswer
from lienthong.core.forms.domain.questions import (
    first_part,
    items_problem,
    problems_with,
    refusal_of,
)
from lienthong.core.forms.domain.values import keeping_former, read_value


@dataclass(slots=True)
class PageInput:
    """A page as somebody sent it: typed answers, sentences, and the strings for showing again."""

    answers: dict[str, Any] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    submitted: Submitted = field(default_factory=dict)

    @property
    def is_valid(self) -> bool:
        """Whether the page may be saved."""
        return not self.errors


def read_page(
    page: PageSpec, submitted: Submitted, answers: Answers, context: FormContext
) -> PageInput:
    """Read a page that was sent; `answers` are those of the whole draft."""
    own = {question.key for question in page.fields}
    scope = {key: value for key, value in answers.items() if key not in own}
    found = PageInput(submitted=submitted)
    for question in page.fields:
        if question.kind == "file" or not context.shows(question.show_if, scope):
            continue
        value = _read(question, question.key, submitted, scope, context, found)
        value = keeping_former(value, answers.get(question.key))
        if value is not None:
            scope[question.key] = found.answers[question.key] = value
    found.warnings = [
        warning
        for question in page.fields
        if question.key in found.answers
        for warning in warnings_of(question, scope, context)
    ]
    return found


def warnings_of(question: FieldSpec, answers: Answers, context: FormContext) -> list[Problem]:
    """Hints about one answered question, for the page and for check-your-answers."""
    value = answers.get(question.key)
    if value is None:
        return []
    if question.kind != "repeat":
        return _warnings(question, question.key, value, answers, context)
    return [
        warning
        for index, item in enumerate(value)
        for inner in question.fields
        if inner.key in item
        for warning in _warnings(
            inner,
            f"{question.key}.{index}.{inner.key}",
            item[inner.key],
            {**answers, **item},
            context,
        )
    ]


def _warnings(
    question: FieldSpec, name: str, value: Any, answers: Answers, context: FormContext
) -> list[Problem]:
    if question.is_composite:
        return [
            warning
            for part in parts_of(question)
            if part.key in value
            for warning in _warnings(
                part, f"{name}_{part.key}", value[part.key], {**answers, **value}, context
            )
        ]
    return [Problem(name, text) for text in warnings_about(question, value, answers, context)]


def _read(
    question: FieldSpec,
    name: str,
    submitted: Submitted,
    scope: Mapping[str, Any],
    context: FormContext,
    found: PageInput,
) -> Any:
    if question.kind == "repeat":
        return _read_items(question, submitted, scope, context, found)
    if question.kind == "computed":
        return computed_value(question, scope, context)
    if question.is_composite:
        return _read_parts(question, name, submitted, scope, context, found)
    return _read_one(question, name, submitted, scope, context, found)


def _read_parts(
    question: FieldSpec,
    name: str,
    submitted: Submitted,
    scope: Mapping[str, Any],
    context: FormContext,
    found: PageInput,
) -> dict[str, Any] | None:
    if is_blank(name, submitted, sign="_"):
        found.errors += problems_with(question, name, None, scope, context)
        return None
    before = len(found.errors)
    value: dict[str, Any] = {}
    for part in parts_of(question):
        inside = {**scope, **value}
        read = _read_one(part, f"{name}_{part.key}", submitted, inside, context, found)
        value |= {} if read is None else {part.key: read}
    if len(found.errors) > before:
        return None
    found.errors += problems_with(question, name, value, scope, context)
    return value if len(found.errors) == before else None


def _read_one(
    question: FieldSpec,
    name: str,
    submitted: Submitted,
    scope: Mapping[str, Any],
    context: FormContext,
    found: PageInput,
) -> Any:
    try:
        value = read_value(question, name, submitted, scope, context)
    except WrongAnswer as wrong:
        message = _own_sentence(question, wrong)
        found.errors.append(Problem(name, message, wrong.part or first_part(question)))
        return None
    refusal = refusal_of(question, value, scope, context)
    if refusal is not None:
        found.errors.append(Problem(name, refusal, first_part(question)))
        return None
    return value


def _own_sentence(question: FieldSpec, wrong: WrongAnswer) -> str:
    if "invalid" in question.messages and wrong.code not in question.messages:
        return question.messages["invalid"]
    return question.say(wrong.code, **wrong.values_)


def _read_items(
    question: FieldSpec,
    submitted: Submitted,
    scope: Mapping[str, Any],
    context: FormContext,
    found: PageInput,
) -> list[dict[str, Any]] | None:
    items: list[dict[str, Any]] = []
    for index in range(item_count(question, submitted)):
        prefix = f"{question.key}.{index}"
        if is_blank(prefix, submitted):
            continue
        items.append(_read_item(question, prefix, submitted, scope, context, found))
    problem = items_problem(question, len(items), scope, context)
    if problem is not None:
        found.errors.append(Problem(question.key, problem))
    return items or None


def _read_item(
    question: FieldSpec,
    prefix: str,
    submitted: Submitted,
    scope: Mapping[str, Any],
    context: FormContext,
    found: PageInput,
) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for inner in question.fields:
        inside = {**scope, **item}
        if context.shows(inner.show_if, inside):
            name = f"{prefix}.{inner.key}"
            value = _read(inner, name, submitted, inside, context, found)
            if value is not None:
                item[inner.key] = value
    return item
