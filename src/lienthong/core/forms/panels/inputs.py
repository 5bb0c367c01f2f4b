# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One question as inputs: what the field components of the interface draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import FormContext, Submitted
from lienthong.core.forms.domain.definitions import FieldSpec
from lienthong.core.forms.domain.messages import sentence
from lienthong.core.forms.domain.parts import parts_of
from lienthong.core.forms.domain.problems import Problem
from lienthong.core.forms.domain.questions import is_required
from lienthong.core.forms.domain.values import NO, YES, first
from lienthong.core.ui.api import FieldView

MOST_RADIOS = 6
Width = Literal["", "short", "medium", "id"]
WIDTHS: Mapping[str, Width] = {"xs": "short", "sm": "short", "md": "medium"}
KEYBOARDS = {"personal_id": "numeric", "number": "decimal", "tax_code": "numeric", "time": "text"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What drawing depends on besides the question itself."""

    strings: Submitted
    answers: Answers
    context: FormContext
    errors: Mapping[str, Problem]
    officer: bool = False


def field_views(question: FieldSpec, name: str, drawing: Drawing) -> tuple[FieldView, ...]:
    """The inputs of a question: several for an address, a person, an organisation; else one."""
    if question.is_composite:
        return tuple(
            view
            for part in parts_of(question)
            for view in field_views(part, f"{name}_{part.key}", drawing)
        )
    if question.kind == "address":
        return _address(question, name, drawing)
    return (_single(question, name, drawing),)


def _single(question: FieldSpec, name: str, drawing: Drawing) -> FieldView:
    problem = drawing.errors.get(name)
    choices = _choices(question, drawing)
    kind = _kind(question, len(choices), drawing.officer)
    return FieldView(
        name=name,
        label=question.label,
        kind=kind,
        value=_value(question, name, kind, drawing.strings),
        hint=question.hint,
        error=problem.message if problem else "",
        choices=(("", _("Chọn")), *choices) if kind == "select" else choices,
        optional=not is_required(question, drawing.answers, drawing.context),
        width="id" if question.kind == "personal_id" else WIDTHS.get(question.shown_width, ""),
        autocomplete=question.autocomplete,
        inputmode=KEYBOARDS.get(question.kind, ""),
        rows=int(question.attributes.get("rows", 5)),
    )


def _address(question: FieldSpec, name: str, drawing: Drawing) -> tuple[FieldView, ...]:
    problem = drawing.errors.get(name)
    optional = not is_required(question, drawing.answers, drawing.context)
    extra = question.attributes
    labels = {
        "division": extra.get("division_label") or _("Xã, phường hoặc đặc khu"),
        "detail": extra.get("detail_label") or _("Số nhà, đường, thôn hoặc tổ dân phố"),
    }
    hints = {"division": _("Ví dụ: Phường Đồng Hới, Quảng Trị"), "detail": ""}
    free = {"division": optional, "detail": optional or not extra.get("detail_required", False)}
    return tuple(
        FieldView(
            name=f"{name}_{part}",
            label=label,
            value=_place(f"{name}_{part}", drawing),
            hint=hints[part],
            error=problem.message if problem and problem.part == part else "",
            optional=free[part],
        )
        for part, label in labels.items()
        if part == "division" or extra.get("with_detail", True)
    )


def _place(name: str, drawing: Drawing) -> str:
    typed = first(drawing.strings, name)
    found = drawing.context.division(typed) if typed.isdigit() else None
    return found.text if found else typed


def _kind(
    question: FieldSpec, choices: int, officer: bool
) -> Literal[
    "text", "textarea", "select", "radio", "checkboxes", "date", "date_one", "tel", "money", "email"
]:
    if question.kind == "choice":
        if question.multiple:
            return "checkboxes"
        return "radio" if choices <= MOST_RADIOS else "select"
    if question.kind == "date":
        return "date_one" if officer else "date"
    if question.kind == "long_text":
        return "textarea"
    if question.kind == "yes_no":
        return "radio"
    if question.kind == "phone":
        return "tel"
    if question.kind == "money":
        return "money"
    return "email" if question.kind == "email" else "text"


def _choices(question: FieldSpec, drawing: Drawing) -> tuple[tuple[str, str], ...]:
    if question.kind == "yes_no":
        words = question.attributes
        yes = str(words.get("yes_label") or sentence("yes"))
        no = str(words.get("no_label") or sentence("no"))
        return ((YES, yes), (NO, no))
    if question.kind != "choice":
        return ()
    return tuple(
        (option.value, f"{option.label} – {option.hint}" if option.hint else option.label)
        for option in drawing.context.options_of(question, drawing.answers)
    )


def _value(question: FieldSpec, name: str, kind: str, strings: Submitted) -> str | tuple[str, ...]:
    if kind == "checkboxes":
        return tuple(strings.get(name, ()))
    parts = tuple(first(strings, f"{name}_{part}") for part in ("day", "month", "year"))
    if kind == "date":
        return parts if any(parts) else (first(strings, name), "", "")
    if kind == "date_one" and any(parts):
        day, month, year = parts
        return f"{day:>02}/{month:>02}/{year}"
    return first(strings, name)
