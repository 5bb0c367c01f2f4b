# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One question among the others: must it be answered, and is the answer acceptable."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.definitions import MOST_ITEMS, FieldSpec
from lienthong.core.forms.domain.limits import wrong_with
from lienthong.core.forms.domain.parts import parts_of
from lienthong.core.forms.domain.problems import Problem


def is_required(question: FieldSpec, answers: Answers, context: FormContext) -> bool:
    """Whether the question must be answered, given the other answers."""
    return (
        question.is_asked
        and question.required is not False
        and (question.required is True or context.shows(question.required, answers))
    )


def refusal_of(
    question: FieldSpec, value: Any, scope: Mapping[str, Any], context: FormContext
) -> str | None:
    """The sentence that refuses an answer (None when missing), or None when it is fine."""
    for problem in problems_with(question, question.key, value, scope, context):
        return problem.message
    return None


def problems_with(
    question: FieldSpec, name: str, value: Any, scope: Mapping[str, Any], context: FormContext
) -> Iterator[Problem]:
    """What is wrong with an answer under an input name; for a composite one, part by part."""
    place = Problem(name, "", first_part(question))
    if value is None:
        if is_required(question, scope, context):
            yield replace(place, message=question.say("required"))
        return
    inside = {**scope, question.key: value}
    if question.is_composite:
        for part in parts_of(question):
            own = {**scope, **value}
            yield from problems_with(part, f"{name}_{part.key}", value.get(part.key), own, context)
    refusal = wrong_with(question, value, inside, context)
    if refusal is not None:
        yield replace(place, message=refusal)


def items_problem(
    question: FieldSpec, count: int, scope: Mapping[str, Any], context: FormContext
) -> str | None:
    """The sentence about the number of items of a repeat group, or None."""
    least = int(question.attributes.get("min_items", 0))
    most = int(question.attributes.get("max_items", MOST_ITEMS))
    if count == 0 and is_required(question, scope, context):
        return question.say("required")
    if 0 < count < least:
        return question.say("too_few_items", count=count, limit=least)
    return question.say("too_many_items", count=count, limit=most) if count > most else None


def first_part(question: FieldSpec) -> str:
    """The part of the input that an error jumps to."""
    first = {"date": "day", "address": "division", "person": "full_name", "organisation": "name"}
    return first.get(question.kind, "")
