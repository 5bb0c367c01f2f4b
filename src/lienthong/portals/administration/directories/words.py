# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Values of rows in words, for screens, Excel and the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Column, Directory, Part
from lienthong.kernel.views import may_hold


def said(value: Any) -> str:
    """A value as people read it; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list | tuple):
        return ", ".join(said(one) for one in value)
    return str(value)


MOST_LINES = 12


def apart(now: str, mine: str) -> tuple[str, str] | None:
    """Where two texts part, of long ones the lines that only one has; None for the same text."""
    before, after = ([line.strip() for line in text.splitlines()] for text in (now, mine))
    if before == after:
        return None
    gone = [line for line in before if line not in after][:MOST_LINES]
    new = [line for line in after if line not in before][:MOST_LINES]
    return ("\n".join(gone), "\n".join(new)) if gone or new else (now, mine)


def cell(column: Column, row: Any) -> dict[str, Any]:
    """A cell as the table draws it."""
    value = column.value(row)
    text = said(value)
    return {"text": text, "tone": column.tone if text else "", "is_code": column.is_code}


def table(part: Part, rows: Sequence[Any], actor: Actor) -> dict[str, Any]:
    """Heads and cells of a small table; the first cell leads to the page of the row."""
    drawn = [[cell(column, row) for column in part.columns] for row in rows]
    for row, cells in zip(rows, drawn, strict=True):
        place = part.page(row) if part.page else None
        if place is not None and may_hold(actor, place.permission):
            cells[0]["url"] = reverse(place.address, args=place.args)
    return {"heads": [str(column.title) for column in part.columns], "rows": drawn}


def subject_key(directory: Directory, row: Any) -> str:
    """How the address of a row's subject ends."""
    return str(getattr(row, directory.identity))
