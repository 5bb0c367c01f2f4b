# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One question among the others: must it be answered, and is the answer acceptable."""

from collections.abc import Mapping
from typing import Any

from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.definitions import MOST_ITEMS, FieldSpec
from lienthong.core.forms.domain.limits import wrong_with


def is_required(question: FieldSpec, answers: Answers, context: FormContext) -> bool:
    """Whether the question must be answered, given the other answers."""
    return question.required is not False and (
        question.required is True or context.shows(question.required, answers)
    )


def refusal_of(
    question: FieldSpec, value: Any, scope: Mapping[str, Any], context: FormContext
) -> str | None:
    """The sentence that refuses an answer (None when missing), or None when it is fine."""
    if value is None:
        return question.say("required") if is_required(question, scope, context) else None
    return wrong_with(question, value, {**scope, question.key: value}, context)


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
    return {"date": "day", "address": "division"}.get(question.kind, "")
