# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What remains of answers when another version of the form takes over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.definitions import FormSpec
from lienthong.core.forms.domain.prefill import acceptable
from lienthong.core.forms.domain.review import review, settle


def still_good(
    before: FormSpec, after: FormSpec, answers: Mapping[str, Any], context: FormContext
) -> dict[str, Any]:
    """Answers that the other version asks for too and would take, without what it hides."""
    known = {question.key: question for question in before.fields()}
    kept: dict[str, Any] = {}
    for question in after.fields():
        value = answers.get(question.key)
        if value is not None and question != known.get(question.key):
            value = acceptable(question, value, kept, context)
        if value is not None:
            kept[question.key] = value
    return settle(after, kept, context)


def first_open_page(
    spec: FormSpec, answers: Mapping[str, Any], context: FormContext, files: Mapping[str, int]
) -> str:
    """Key of the first page with something to answer; empty when nothing is."""
    for problem in review(spec, answers, context, files=files):
        return spec.page_of(problem.path.partition(".")[0]).key
    return ""
