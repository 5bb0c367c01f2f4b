# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows under change: still as somebody saw them, and closed and opened rather than overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models

from lienthong.kernel.actions import part_of_act, plain, snapshot
from lienthong.kernel.errors import StaleVersion

M = TypeVar("M", bound=models.Model)
LENGTH = 20


def mark_of(subject: object) -> str:
    """A short text that changes with the row and with the rows of its ``mark_parts``.

    Fields in ``mark_ignores`` of the model do not count. What is no row of a table says its own
    ``mark``, else it is empty.
    """
    if not isinstance(subject, models.Model):
        return str(getattr(subject, "mark", ""))
    if subject.pk is None:
        return ""
    ignored: frozenset[str] = getattr(subject, "mark_ignores", frozenset())
    own = {key: value for key, value in snapshot(subject).items() if key not in ignored}
    parts = {name: _part(subject, name) for name in getattr(subject, "mark_parts", ())}
    return mark_of_values([own, parts])


def mark_of_rows(rows: Iterable[models.Model]) -> str:
    """A short text that changes with any of the rows, in their order, and with which they are."""
    return mark_of_values([snapshot(row) for row in rows])


def mark_of_values(values: object) -> str:
    """A short text that changes with plain values."""
    text = json.dumps(plain(values), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def _part(subject: Any, name: str) -> list[dict[str, Any]]:
    return [snapshot(row) for row in getattr(subject, name).order_by("pk")]


def hold(subject: M, *, seen: str = "") -> M:
    """The row as it is now, locked until the transaction ends.

    Raises ``StaleVersion`` when it is not as it was seen; an empty ``seen`` asks for nothing.
    """
    rows = type(subject)._default_manager.select_for_update(of=("self",), no_key=True)
    locked = rows.get(pk=subject.pk)
    if seen and mark_of(locked) != seen:
        raise StaleVersion
    return locked


@part_of_act
def reopened(row: Any, on: date, *, skip: bool = False, **changes: Any) -> Any:
    """A dated row ends before the day and, unless skipped, goes on from it with the changes.

    ``changes`` are columns (``unit_id``). A row that begins on the day or later is replaced.
    """
    own = row._meta.concrete_fields
    values = {f.attname: getattr(row, f.attname) for f in own if not f.primary_key}
    if row.valid_from >= on:
        row.delete()
    else:
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    if skip:
        return row
    first = max(on, values["valid_from"])
    return type(row)._default_manager.create(**{**values, "valid_from": first, **changes})
