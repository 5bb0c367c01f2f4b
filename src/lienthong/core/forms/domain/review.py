# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole form: which questions are asked, which answers belong, what stops sending."""

from collections.abc import Iterator, Mapping
from typing import Any

from lienthong.core.forms.domain.computing import computed_value
from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.definitions import FieldSpec, FormSpec, PageSpec
from lienthong.core.forms.domain.problems import Problem
from lienthong.core.forms.domain.questions import is_required, items_problem, problems_with


def settle(spec: FormSpec, answers: Answers, context: FormContext) -> dict[str, Any]:
    """The answers that belong: in order of the form, without those of hidden questions."""
    kept: dict[str, Any] = {}
    for _, question in asked(spec, kept, context):
        if question.kind == "computed":
            _compute(question, kept, kept, context)
        elif question.key in answers:
            kept[question.key] = _settle_value(question, answers[question.key], kept, context)
    return kept


def asked(
    spec: FormSpec, answers: Answers, context: FormContext
) -> Iterator[tuple[PageSpec, FieldSpec]]:
    """Pages and questions that are asked. Lazy: `answers` may grow while this is walked."""
    for page in spec.pages:
        if context.shows(page.show_if, answers):
            for question in page.fields:
                if context.shows(question.show_if, answers):
                    yield page, question


def asked_pages(spec: FormSpec, answers: Answers, context: FormContext) -> list[PageSpec]:
    """Pages with at least one question, given the answers so far."""
    return [page for page in spec.pages if _asks(page, answers, context)]


def _asks(page: PageSpec, answers: Answers, context: FormContext) -> bool:
    return context.shows(page.show_if, answers) and any(
        context.shows(question.show_if, answers) for question in page.fields
    )


def review(
    spec: FormSpec, answers: Answers, context: FormContext, *, files: Mapping[str, int]
) -> list[Problem]:
    """Everything that stops sending: checked again on the day of sending, files included.

    `files` counts the kept files of each slot.
    """
    settled = settle(spec, answers, context)
    problems: list[Problem] = []
    for _, question in asked(spec, settled, context):
        problems += _review_question(question, settled, context, files)
    return problems


def _settle_value(
    question: FieldSpec, value: Any, kept: Mapping[str, Any], context: FormContext
) -> Any:
    if question.kind != "repeat":
        return value
    items = []
    for item in value:
        clean: dict[str, Any] = {}
        for inner in question.fields:
            if not context.shows(inner.show_if, {**kept, **clean}):
                continue
            if inner.kind == "computed":
                _compute(inner, clean, {**kept, **clean}, context)
            elif inner.key in item:
                clean[inner.key] = item[inner.key]
        items.append(clean)
    return items


def _compute(
    question: FieldSpec, into: dict[str, Any], scope: Mapping[str, Any], context: FormContext
) -> None:
    value = computed_value(question, scope, context)
    if value is not None:
        into[question.key] = value


def _review_question(
    question: FieldSpec, answers: Answers, context: FormContext, files: Mapping[str, int]
) -> list[Problem]:
    scope = dict(answers)
    if question.kind == "file":
        missing = not files.get(question.key) and is_required(question, scope, context)
        return [Problem(question.key, question.say("required"))] if missing else []
    if question.kind != "repeat":
        return list(problems_with(question, question.key, scope.get(question.key), scope, context))
    items = scope.get(question.key) or []
    problem = items_problem(question, len(items), scope, context)
    problems = [Problem(question.key, problem)] if problem else []
    for index, item in enumerate(items):
        problems += _review_item(question, f"{question.key}.{index}", item, scope, context)
    return problems


def _review_item(
    question: FieldSpec,
    prefix: str,
    item: Mapping[str, Any],
    scope: Mapping[str, Any],
    context: FormContext,
) -> list[Problem]:
    inside = {**scope, **item}
    return [
        problem
        for inner in question.fields
        if context.shows(inner.show_if, inside)
        for problem in problems_with(
            inner, f"{prefix}.{inner.key}", item.get(inner.key), inside, context
        )
    ]
