# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Limits of one typed answer: length, pattern, dates, ages, amounts, and the form's own checks."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lienthong.core.forms.domain.amounts import write_number
from lienthong.core.forms.domain.conditions import Answers, evaluate, holds
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.dates import spoken
from lienthong.core.forms.domain.days import age_on, as_date
from lienthong.core.forms.domain.definitions import FieldSpec
from lienthong.core.forms.domain.people import personal_id_warnings, tax_code_warnings


def wrong_with(
    question: FieldSpec, value: Any, answers: Answers, context: FormContext
) -> str | None:
    """The first sentence that refuses a typed answer, or None. `answers` holds the value too."""
    for message in _refusals(question, value, answers, context):
        return message
    return None


def warnings_about(
    question: FieldSpec, value: Any, answers: Answers, context: FormContext
) -> list[str]:
    """Sentences that ask the person to look again, without stopping them."""
    warnings = _checked(question, answers, context, "warning")
    if question.kind == "tax_code":
        return [*warnings, *tax_code_warnings(str(value))]
    if question.kind != "personal_id":
        return list(warnings)
    born = as_date(answers.get(question.constraints.get("date_of_birth", "")))
    sex = answers.get(question.constraints.get("sex", ""))
    return [
        *warnings,
        *personal_id_warnings(str(value), context.personal_id, born=born, sex=sex),
    ]


def _refusals(
    question: FieldSpec, value: Any, answers: Answers, context: FormContext
) -> Iterator[str]:
    if question.kind in {"text", "long_text", "person_name"}:
        yield from _text_refusals(question, value)
    elif question.kind == "date":
        day = as_date(value)
        if day is None:
            yield question.say("invalid", given=value)
        else:
            yield from _date_refusals(question, day, context.today)
            yield from _bound_refusals(question, day, answers, context.today)
    elif question.kind in {"number", "money"}:
        yield from _amount_refusals(question, value)
    elif question.kind == "time":
        yield from _time_refusals(question, value)
    yield from _checked(question, answers, context, "error")


def _text_refusals(question: FieldSpec, value: str) -> Iterator[str]:
    least = question.constraints.get("min_length", 0)
    if len(value) < least:
        yield question.say("too_short", count=len(value), limit=least)
    if len(value) > question.max_length:
        yield question.say("too_long", count=len(value), limit=question.max_length)
    pattern = question.constraints.get("pattern")
    if pattern is not None and not re.fullmatch(pattern, value):
        yield question.messages.get("pattern") or str(question.constraints["pattern_message"])


def _date_refusals(question: FieldSpec, day: date, today: date) -> Iterator[str]:
    limits, given = question.constraints, spoken(day)
    if limits.get("not_future") and day > today:
        yield question.say("future", given=given)
    if limits.get("not_past") and day < today:
        yield question.say("past", given=given)
    age = age_on(day, today)
    if "min_age_years" in limits and age < limits["min_age_years"]:
        yield question.say("too_young", given=given, limit=limits["min_age_years"])
    if "max_age_years" in limits and age > limits["max_age_years"]:
        yield question.say("too_old", given=given, limit=limits["max_age_years"])


def _bound_refusals(question: FieldSpec, day: date, answers: Answers, today: date) -> Iterator[str]:
    for name, code, sign in (("not_before", "too_early", -1), ("not_after", "too_late", 1)):
        bound = as_date(evaluate(question.constraints.get(name), answers, today))
        if bound is not None and (day - bound).days * sign > 0:
            yield question.say(code, given=spoken(day), limit=spoken(bound))


def _amount_refusals(question: FieldSpec, value: float) -> Iterator[str]:
    limits, given = question.constraints, write_number(value)
    if "min" in limits and value < limits["min"]:
        yield question.say("too_small", given=given, limit=write_number(limits["min"]))
    if "max" in limits and value > limits["max"]:
        yield question.say("too_big", given=given, limit=write_number(limits["max"]))


def _time_refusals(question: FieldSpec, value: str) -> Iterator[str]:
    limits = question.constraints
    if value < limits.get("earliest", value):
        yield question.say("time_early", given=value, limit=limits["earliest"])
    if value > limits.get("latest", value):
        yield question.say("time_late", given=value, limit=limits["latest"])


def _checked(
    question: FieldSpec, answers: Answers, context: FormContext, level: str
) -> Iterator[str]:
    for check in question.checks:
        if check.level == level and not holds(check.that, answers, context.today):
            yield check.message
