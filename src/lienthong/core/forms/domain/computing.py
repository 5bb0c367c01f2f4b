# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Computed questions: the value is worked out from earlier answers, never typed."""

import math
from typing import Any

from lienthong.core.forms.domain.conditions import Answers, evaluate, is_number
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.definitions import FieldSpec

MOST_DECIMALS = 6
DEFAULT_DECIMALS = 2


def computed_value(question: FieldSpec, answers: Answers, context: FormContext) -> Any:
    """The value, of the declared sort and rounded (halves away from zero); None when unknown."""
    attributes = question.attributes
    value = evaluate(attributes.get("value"), answers, context.today)
    result = attributes.get("result", "number")
    if result in {"number", "money"}:
        decimals = 0 if result == "money" else attributes.get("decimals", DEFAULT_DECIMALS)
        return rounded(value, int(decimals)) if is_number(value) else None
    if result == "date":
        day = as_date(value)
        return None if day is None else day.isoformat()
    if result == "yes_no":
        return value if isinstance(value, bool) else None
    return value or None if isinstance(value, str) else None


def rounded(value: float, decimals: int) -> int | float:
    """The number with at most so many decimals, halves away from zero; whole ones are int.

    The browser does the same steps on the same kind of number, so both always agree.
    """
    factor = float(10**decimals)
    steps = math.floor(abs(value) * factor + 0.5)
    number = steps / factor if value >= 0 else -steps / factor
    return int(number) if number % 1 == 0 else number
