# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the form of a procedure asks, for systems that fill it in."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from lienthong.core.forms.api import COMPOSITE_PARTS, FieldSpec, PageSpec, options_of, spec_of
from lienthong.kernel.errors import OutOfScope
from lienthong.modules.onestop.actions.partner_filing import largest_of
from lienthong.modules.onestop.models import ProcedureVersion

MOST_OPTIONS = 300


class OptionAnswer(BaseModel):
    """One possible answer of a choice."""

    value: str
    label: str


class QuestionAnswer(BaseModel):
    """One question; ``show_if`` and ``required_if`` are expressions over earlier answers."""

    key: str
    kind: str
    label: str
    required: str = Field(description="always | conditional | optional")
    required_if: Any = None
    show_if: Any = None
    page: str
    meaning: str
    multiple: bool
    options: list[OptionAnswer]
    options_from: str = Field(description="list of codes with more options than are told here")
    parts: list[str]
    rows: list[QuestionAnswer]
    max_length: int | None
    max_files: int | None
    max_mb: int | None


class FormAnswer(BaseModel):
    """The form in force today of one procedure."""

    procedure: str
    form: str
    version: int
    questions: list[QuestionAnswer]


def form_of(version: ProcedureVersion) -> FormAnswer:
    """The questions of a procedure that can be filed. Raises ``OutOfScope`` for any other."""
    if not version.is_electronic:
        raise OutOfScope
    spec = spec_of(version.form_version_id or 0)
    return FormAnswer(
        procedure=version.procedure.code,
        form=spec.code,
        version=version.number,
        questions=[
            _question(one, page) for page in spec.pages for one in page.fields if one.is_asked
        ],
    )


def _question(question: FieldSpec, page: PageSpec) -> QuestionAnswer:
    required, is_file = question.required, question.kind == "file"
    always = {True: "always", False: "optional"}
    options = [] if is_file else _options(question)
    return QuestionAnswer(
        key=question.key,
        kind=question.kind,
        label=question.label,
        required=always[required] if isinstance(required, bool) else "conditional",
        required_if=None if isinstance(required, bool) else required,
        show_if=_both(page.show_if, question.show_if),
        page=page.key,
        meaning=question.semantic,
        multiple=question.multiple,
        options=options,
        options_from="" if options else question.options_from,
        parts=list(COMPOSITE_PARTS.get(question.kind, ())),
        rows=[_question(inner, page) for inner in question.fields],
        max_length=question.max_length if question.kind in {"text", "long_text"} else None,
        max_files=int(question.attributes.get("max_files", 10)) if is_file else None,
        max_mb=largest_of(question) if is_file else None,
    )


def _both(of_page: Any, own: Any) -> Any:
    """The condition of the page and the question's own, as one expression."""
    asked = [one for one in (of_page, own) if one is not None]
    return {"and": asked} if len(asked) == 2 else next(iter(asked), None)


def _options(question: FieldSpec) -> list[OptionAnswer]:
    listed = [(one.value, one.label) for one in question.options]
    if not listed and question.options_from:
        listed = [(one.value, one.label) for one in options_of(question.options_from)]
    few = listed if len(listed) <= MOST_OPTIONS else []
    return [OptionAnswer(value=value, label=label) for value, label in few]
