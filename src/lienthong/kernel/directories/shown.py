# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Plain values as people read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.directories.declare import Field, FieldKind


def shown_value(field: Field, value: Any) -> str:
    """A plain value as people read it: days as written here, choices by their titles."""
    text = text_of(value)
    if field.kind is FieldKind.DATE and text:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if field.kind is FieldKind.CHOICE and field.options:
        return str(dict(field.options(None, Actor.platform(""))).get(text, text))
    return text


def text_of(value: Any) -> str:
    """A plain value as one text, for comparing and showing."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return _("có")
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return str(value)
