# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A filled form (tờ khai) as plain data for a print template; no layout here."""

from typing import Any

from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.definitions import FieldSpec, FormSpec
from lienthong.core.forms.domain.display import date_in_words, display
from lienthong.core.forms.domain.parts import parts_of
from lienthong.core.forms.domain.review import asked, settle
from lienthong.core.forms.domain.summary import summary


def print_data(spec: FormSpec, answers: Answers, context: FormContext) -> dict[str, Any]:
    """Texts of all answers by key and by meaning, parts of dates, groups of rows.

    Every key of the form is present (empty text when unanswered), so that templates can rely on it.
    """
    settled = settle(spec, answers, context)
    shown = {question.key for _, question in asked(spec, settled, context)}
    fields = {question.key: "" for question in spec.all_fields() if question.kind != "section"}
    meanings = {question.semantic: "" for question in spec.all_fields() if question.semantic}
    parts: dict[str, dict[str, str]] = {}
    for question in spec.fields():
        value = settled.get(question.key) if question.key in shown else None
        if question.kind == "section":
            continue
        fields[question.key] = _text(question, value, settled, context)
        parts |= {question.key: _parts(question, value)} if question.kind in _PARTED else {}
        if question.is_composite:
            parts[question.key] = _composite_parts(question, value, settled, context)
            parts |= _inner_dates(question, value)
            meanings |= {f"{question.semantic}.{k}": t for k, t in parts[question.key].items()}
        if question.semantic and fields[question.key]:
            meanings[question.semantic] = fields[question.key]
    return {
        "code": spec.code,
        "title": spec.title,
        "version": spec.version,
        "legal_basis": list(spec.basis.legal_basis),
        "declaration": spec.declaration,
        "fields": fields,
        "semantic": meanings,
        "parts": parts,
        "items": _items(spec, settled, context),
        "groups": _groups(spec, settled, context),
    }


_PARTED = frozenset({"date", "address"})


def _text(question: FieldSpec, value: Any, answers: Answers, context: FormContext) -> str:
    return "" if question.kind in {"repeat", "file"} else display(question, value, answers, context)


def _composite_parts(
    question: FieldSpec, value: Any, answers: Answers, context: FormContext
) -> dict[str, str]:
    return {
        part.key: display(part, (value or {}).get(part.key), answers, context)
        for part in parts_of(question)
    }


def _inner_dates(question: FieldSpec, value: Any) -> dict[str, dict[str, str]]:
    """Parts of the dates that are parts themselves, by path: ``owner.date_of_birth``."""
    dates = (part for part in parts_of(question) if part.kind == "date")
    return {
        f"{question.key}.{part.key}": _parts(part, (value or {}).get(part.key)) for part in dates
    }


def _parts(question: FieldSpec, value: Any) -> dict[str, str]:
    if question.kind == "address":
        names = ("division", "division_text", "detail")
        return {name: str((value or {}).get(name) or "") for name in names}
    day = as_date(value)
    if day is None:
        return {"day": "", "month": "", "year": "", "words": ""}
    figures = {"day": f"{day.day:02d}", "month": f"{day.month:02d}", "year": f"{day.year:04d}"}
    return {**figures, "words": date_in_words(day)}


def _items(spec: FormSpec, answers: Answers, context: FormContext) -> dict[str, Any]:
    return {
        question.key: [
            {
                inner.key: _text(inner, item.get(inner.key), {**answers, **item}, context)
                for inner in question.fields
            }
            for item in answers.get(question.key) or []
        ]
        for question in spec.fields()
        if question.kind == "repeat"
    }


def _groups(spec: FormSpec, answers: Answers, context: FormContext) -> list[dict[str, Any]]:
    return [
        {
            "title": group.title,
            "rows": [{"label": row.label, "value": str(row.value)} for row in group.rows],
        }
        for group in summary(spec, answers, context)
    ]
