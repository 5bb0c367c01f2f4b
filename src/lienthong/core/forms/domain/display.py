# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers as people read them: dates, money, places, chosen labels."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lienthong.core.forms.domain.amounts import write_number
from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.dates import spoken
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.definitions import FieldSpec
from lienthong.core.forms.domain.messages import sentence
from lienthong.core.forms.domain.parts import parts_of
from lienthong.core.forms.domain.people import spoken_phone
from lienthong.kernel.money import in_words

MONEY_SIGN = "đ"


def display(question: FieldSpec, value: Any, answers: Answers, context: FormContext) -> str:
    """The text of an answer; empty for no answer. Repeat groups are shown item by item."""
    if value is None:
        return ""
    if question.kind == "date":
        day = as_date(value)
        return spoken(day) if day else str(value)
    if question.kind == "choice":
        return _labels(question, value, answers, context)
    if question.kind == "yes_no":
        name = "yes" if value else "no"
        return str(question.attributes.get(f"{name}_label") or sentence(name))
    if question.is_composite:
        return _parts_in_words(question, value, answers, context)
    if question.kind == "computed":
        as_kind = str(question.attributes.get("result", "number"))
        return display(replace(question, kind=as_kind), value, answers, context)
    if question.kind == "address":
        return _address(value)
    if question.kind in {"number", "money"}:
        return _amount(question, value)
    return spoken_phone(value) if question.kind == "phone" else str(value)


def _address(value: Mapping[str, Any]) -> str:
    """The address of today; one that was converted keeps the wording that was typed."""
    today = ", ".join(part for part in (value["detail"], value["division_text"]) if part)
    former = value.get("former")
    return f"{today} ({sentence('place_former', former=former)})" if former else today


def _parts_in_words(question: FieldSpec, value: Any, answers: Answers, context: FormContext) -> str:
    first, *others = (
        (part.label, display(part, value.get(part.key), answers, context))
        for part in parts_of(question)
    )
    told = [f"{label[:1].lower()}{label[1:]} {text}" for label, text in others if text]
    return ", ".join([first[1], *told])


def date_in_words(day: date) -> str:
    """A date as civil status papers write it: "ngày mười lăm tháng mười một năm hai nghìn …"."""
    month = "tư" if day.month == 4 else _count(day.month)
    return f"ngày {_count(day.day)} tháng {month} năm {_count(day.year)}"


def _labels(question: FieldSpec, value: Any, answers: Answers, context: FormContext) -> str:
    chosen = value if isinstance(value, list) else [value]
    source = context.options(question.options_from) if question.options_from else question.options
    labels = {option.value: option.label for option in source}
    return ", ".join(labels.get(item, str(item)) for item in chosen)


def _amount(question: FieldSpec, value: float) -> str:
    suffix = MONEY_SIGN if question.kind == "money" else question.attributes.get("suffix", "")
    return write_number(value) + (f"\u00a0{suffix}" if suffix else "")


def _count(number: int) -> str:
    return in_words(number).removesuffix(" đồng").lower()
