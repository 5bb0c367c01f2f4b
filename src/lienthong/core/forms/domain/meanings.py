# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers under what they mean, for papers, exchange and the next form."""

from collections.abc import Iterator
from typing import Any

from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.definitions import FieldSpec, FormSpec


def meanings_of(spec: FormSpec, answers: Answers) -> dict[str, Any]:
    """Typed answers under their semantic keys; the parts of a composite one under theirs too."""
    return dict(
        pair
        for question in spec.fields()
        if question.semantic and question.key in answers
        for pair in _pairs(question, answers[question.key])
    )


def _pairs(question: FieldSpec, value: Any) -> Iterator[tuple[str, Any]]:
    if question.is_composite:
        yield from ((f"{question.semantic}.{part}", text) for part, text in value.items())
    else:
        yield question.semantic, value
