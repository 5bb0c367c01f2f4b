# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One question: from submitted strings to a typed answer, and back to strings for the inputs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lienthong.core.forms.domain.amounts import read_money, read_number, write_number
from lienthong.core.forms.domain.cleaning import clean_line, clean_text
from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import Division, FormContext, Submitted
from lienthong.core.forms.domain.dates import PARTS, read_date
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.definitions import FieldSpec
from lienthong.core.forms.domain.parts import parts_of
from lienthong.core.forms.domain.people import (
    read_email,
    read_name,
    read_personal_id,
    read_phone,
    read_tax_code,
)
from lienthong.core.forms.domain.problems import WrongAnswer
from lienthong.core.forms.domain.times import read_time

Reader = Callable[[FieldSpec, str, Submitted, Answers, FormContext], Any]
YES, NO = "yes", "no"


def read_value(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> Any:
    """The typed answer of a question under an input name; None when nothing was given.

    Raises WrongAnswer. Repeat groups and files are not read here (see pages).
    """
    return _READERS[question.kind](question, name, submitted, answers, context)


def write_value(question: FieldSpec, name: str, value: Any) -> dict[str, list[str]]:
    """The strings that stand in the inputs for an answer; reading them gives it back."""
    if value is None or not question.is_asked:
        return {}
    if question.is_composite:
        return _write_parts(question, name, value)
    if question.kind == "date":
        day = as_date(value) or date.min
        texts = (str(day.day), str(day.month), f"{day.year:04d}")
        return {f"{name}_{part}": [text] for part, text in zip(PARTS, texts, strict=True)}
    if question.kind == "address":
        place = value["division"] or value["division_text"]
        return {f"{name}_division": [place], f"{name}_detail": [value["detail"]]}
    if question.kind == "choice" and question.multiple:
        return {name: list(value)}
    if question.kind == "yes_no":
        return {name: [YES if value else NO]}
    written = write_number(value) if question.kind in {"number", "money"} else str(value)
    return {name: [written]}


def write_items(question: FieldSpec, items: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The same for the rows of a table."""
    written: dict[str, list[str]] = {f"{question.key}.count": [str(len(items))]}
    for index, item in enumerate(items):
        for inner in question.fields:
            name = f"{question.key}.{index}.{inner.key}"
            written |= write_value(inner, name, item.get(inner.key))
    return written


def _write_parts(question: FieldSpec, name: str, value: Any) -> dict[str, list[str]]:
    written: dict[str, list[str]] = {}
    for part in parts_of(question):
        written |= write_value(part, f"{name}_{part.key}", value.get(part.key))
    return written


def first(submitted: Submitted, name: str) -> str:
    """The first string sent under a name, or an empty one."""
    sent = submitted.get(name) or ("",)
    return sent[0]


def _text(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> str | None:
    sent = first(submitted, name)
    text = clean_text(sent) if question.kind == "long_text" else clean_line(sent)
    if len(text) > question.max_length:
        raise WrongAnswer("too_long", count=len(text), limit=question.max_length)
    return text or None


def _line(read: Callable[[str], Any]) -> Reader:
    def reader(
        question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
    ) -> Any:
        text = _text(question, name, submitted, answers, context)
        return read(text) if text else None

    return reader


def _date(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> str | None:
    day = first(submitted, f"{name}_day") or first(submitted, name)
    month, year = (first(submitted, f"{name}_{part}") for part in ("month", "year"))
    read = read_date(day[:40], month[:40], year[:40])
    return None if read is None else read.isoformat()


def _phone(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> str | None:
    mobile_only = question.constraints.get("mobile_only") is True
    return read_phone(first(submitted, name)[:80], mobile_only=mobile_only) or None


def _number(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> int | float | None:
    decimals = question.constraints.get("decimals", 0)
    return read_number(first(submitted, name)[:80], decimals=decimals)


def _yes_no(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> bool | None:
    given = first(submitted, name)
    if given not in {"", YES, NO}:
        raise WrongAnswer("not_an_option")
    return given == YES if given else None


def _choice(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> str | list[str] | None:
    given = [value for value in submitted.get(name, ()) if value]
    if not given:
        return None
    offered = [option.value for option in context.options_of(question, answers)]
    if not set(given) <= set(offered) or (len(set(given)) > 1 and not question.multiple):
        raise WrongAnswer("not_an_option")
    return [value for value in offered if value in given] if question.multiple else given[0]


def _address(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> dict[str, Any] | None:
    typed = clean_line(first(submitted, f"{name}_division"))
    detail = clean_line(first(submitted, f"{name}_detail"))
    for part, text in (("division", typed), ("detail", detail)):
        if len(text) > question.max_length:
            raise WrongAnswer("too_long", part=part, count=len(text), limit=question.max_length)
    if not typed and not detail:
        return None
    if not typed:
        raise WrongAnswer("place_division", part="division")
    place = context.division(typed)
    former = "" if place else typed
    place = place or _converted(typed, context)
    if place is None and not question.attributes.get("abroad"):
        raise WrongAnswer("unknown_place", part="division", given=typed)
    if not detail and question.attributes.get("detail_required"):
        raise WrongAnswer("place_detail", part="detail")
    if place is None:
        return {"division": None, "division_text": typed, "detail": detail}
    read = {"division": place.code, "division_text": place.text, "detail": detail}
    return read | ({"former": former} if former else {})


def keeping_former(value: Any, before: Any) -> Any:
    """The answer; an address of the same commune keeps the wording it was converted from."""
    if not (isinstance(value, dict) and isinstance(before, dict)) or "former" in value:
        return value
    same = value.get("division") is not None and value["division"] == before.get("division")
    former = before.get("former") if same else None
    return value | {"former": former} if former else value


def _converted(typed: str, context: FormContext) -> Division | None:
    """The commune of today that an address of three tiers names; asks where it was divided."""
    today = context.former(typed)
    if len(today) > 1:
        names = "; ".join(place.text for place in today)
        raise WrongAnswer("place_divided", part="division", given=typed, names=names)
    return today[0] if today else None


def _parts(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> dict[str, Any] | None:
    read = {
        part.key: read_value(part, f"{name}_{part.key}", submitted, answers, context)
        for part in parts_of(question)
    }
    return {key: value for key, value in read.items() if value is not None} or None


def _unasked(
    question: FieldSpec, name: str, submitted: Submitted, answers: Answers, context: FormContext
) -> None:
    return None


_READERS: dict[str, Reader] = {
    "text": _text,
    "long_text": _text,
    "person_name": _line(read_name),
    "date": _date,
    "choice": _choice,
    "yes_no": _yes_no,
    "personal_id": _line(read_personal_id),
    "phone": _phone,
    "email": _line(read_email),
    "number": _number,
    "money": _line(read_money),
    "address": _address,
    "time": _line(read_time),
    "tax_code": _line(read_tax_code),
    "person": _parts,
    "organisation": _parts,
    "section": _unasked,
    "computed": _unasked,
}
