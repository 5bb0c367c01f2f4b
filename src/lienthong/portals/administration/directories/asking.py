# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The fields of an act as the page draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from lienthong.core.ui.api import FieldView
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    Act,
    Field,
    FieldKind,
    directory,
    find_row,
    key_of,
    label_of,
    plain_value,
)
from lienthong.kernel.errors import InvalidInput

_KINDS: Mapping[FieldKind, Any] = {
    FieldKind.LONG: "textarea",
    FieldKind.PICKS: "textarea",
    FieldKind.DATE: "date_one",
    FieldKind.YES_NO: "checkbox",
    FieldKind.CHOICE: "select",
    FieldKind.SEVERAL: "checkboxes",
    FieldKind.NUMBER: "number",
    FieldKind.EMAIL: "email",
}
_LISTS = (FieldKind.SEVERAL,)
LONG_LIST = 20
"""A list with more choices than that begins with none, lest the first is taken unread."""


def sent_values(act: Act, data: QueryDict) -> dict[str, Any]:
    """What was typed, by field."""
    return {
        field.key: data.getlist(field.key) if field.kind in _LISTS else data.get(field.key, "")
        for field in act.fields
    }


def first_values(act: Act, subject: Any, actor: Actor) -> dict[str, Any]:
    """What the fields show before anything is typed."""
    known = act.initial(subject) if act.initial else {}
    return {field.key: _first(field, known.get(field.key), actor) for field in act.fields}


def filled(act: Act, asked: Mapping[str, Any]) -> dict[str, str]:
    """What stands in further fields because of what is chosen."""
    pairs = [(asked[field.key], field.fills) for field in act.fields if field.fills]
    return {key: said(chosen) for chosen, (key, said) in pairs if chosen}


def _first(field: Field, value: Any, actor: Actor) -> Any:
    found = field.default() if value is None and field.default else value
    if isinstance(found, date):
        return f"{found:%d/%m/%Y}"
    if field.kind is FieldKind.YES_NO:
        return "on" if found else ""
    if field.kind is FieldKind.PICK and isinstance(found, str) and found:
        return _labelled(field, found, actor)
    plain = plain_value(field, found)
    if field.kind is FieldKind.PICK and plain:
        return _labelled(field, plain, actor)
    return "\n".join(plain) if field.kind is FieldKind.PICKS and plain else plain


def _labelled(field: Field, key: str, actor: Actor) -> str:
    kind = directory(field.of)
    try:
        row = find_row(kind, key, actor)
    except InvalidInput:
        return key
    return label_of(kind, row) if key_of(kind, row) == key else key


def drawn(
    act: Act, raw: Mapping[str, Any], errors: Mapping[str, str], subject: Any, actor: Actor
) -> list[dict[str, Any]]:
    """The fields with what stands in them, and where suggestions for a pick come from."""
    return [
        {
            "view": _view(field, raw.get(field.key, ""), errors.get(field.key, ""), subject, actor),
            "names_url": _names_url(field),
            "inserts": field.inserts(subject) if field.inserts else (),
            "fills": f"#{_id(field.fills[0])}" if field.fills else "",
        }
        for field in act.fields
    ]


def _names_url(field: Field) -> str:
    if field.kind not in {FieldKind.PICK, FieldKind.PICKS}:
        return ""
    return reverse("administration:directory-data", args=[directory(field.of).slug])


def _view(field: Field, value: Any, error: str, subject: Any, actor: Actor) -> FieldView:
    options: Sequence[tuple[str, str]] = field.options(subject, actor) if field.options else ()
    open_yet = not field.required or (not value and (field.fills or len(options) > LONG_LIST))
    blank = [("", "–")] if field.kind is FieldKind.CHOICE and open_yet else []
    many = field.kind in _LISTS
    return FieldView(
        name=field.key,
        label=str(field.title),
        kind=_KINDS.get(field.kind, "text"),
        value=tuple(str(v) for v in value) if many and value else "" if many else str(value),
        hint=str(field.hint),
        error=error,
        choices=tuple((str(v), str(t)) for v, t in [*blank, *options]),
        optional=not field.required and field.kind is not FieldKind.YES_NO,
        maxlength=field.most if field.kind in {FieldKind.TEXT, FieldKind.LONG} else None,
        rows=24 if field.inserts else 8 if field.most > 500 else 3,
        id=_id(field.key),
    )


def _id(key: str) -> str:
    return f"id_{key}"


def faults(fields: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What must be corrected, for the summary above the form."""
    return [
        {"target": each["view"].target_id, "message": f"{each['view'].label}: {each['view'].error}"}
        for each in fields
        if each["view"].error
    ]
