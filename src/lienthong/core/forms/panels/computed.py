# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A computed question for showing: its value now, and the formula for the browser."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lienthong.core.forms.domain.computing import DEFAULT_DECIMALS, computed_value
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.definitions import FieldSpec
from lienthong.core.forms.domain.display import MONEY_SIGN, display
from lienthong.core.forms.domain.messages import sentence


def computed_body(
    question: FieldSpec, answers: Mapping[str, Any], context: FormContext
) -> dict[str, str]:
    """Value as text and formula as JSON."""
    attributes = question.attributes
    result = attributes.get("result", "number")
    formula = {
        "value": attributes.get("value"),
        "result": result,
        "decimals": attributes.get("decimals", DEFAULT_DECIMALS),
        "suffix": MONEY_SIGN if result == "money" else attributes.get("suffix", ""),
        "yes": sentence("yes"),
        "no": sentence("no"),
    }
    value = computed_value(question, answers, context)
    return {
        "value": display(question, value, answers, context),
        "formula": json.dumps(formula, ensure_ascii=False),
    }
