# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of a directory by their keys: one, or those of a whole file with one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lienthong.kernel.actor import Actor
from lienthong.kernel.directories.declare import Directory
from lienthong.kernel.directories.rows import key_of, rows_within
from lienthong.kernel.text import fold


@dataclass(slots=True)
class KnownRows:
    """The rows that are there for the keys of a file, by key, as they were before its first act."""

    rows: Mapping[str, Any]
    alike: Mapping[str, int]
    is_fresh: bool = True

    def must_ask(self, key: str) -> bool:
        """Whether the row may be otherwise by now, or have been made by a line with a like key."""
        return not self.is_fresh and (key in self.rows or self.alike[fold(key)] > 1)


def known_rows(directory: Directory, keys: Collection[str], actor: Actor) -> KnownRows | None:
    """The rows of today with these keys; None where rows stand in no table."""
    rows = rows_within(directory, actor, timezone.localdate())
    if not isinstance(rows, QuerySet) or (directory.exchange and directory.exchange.same):
        return None
    named = rows.filter(**{f"{directory.key}__in": {key for key in keys if key}})
    found: dict[str, Any] = {}
    for row in named if named.ordered else named.order_by("pk"):
        found.setdefault(key_of(directory, row), row)
    return KnownRows(found, Counter(fold(key) for key in keys))


def row_by_key(directory: Directory, key: str, actor: Actor) -> Any | None:
    """The row of today with exactly this key."""
    rows = rows_within(directory, actor, timezone.localdate())
    if hasattr(rows, "filter"):
        return rows.filter(**{directory.key: key}).first()
    return next((row for row in rows if key_of(directory, row) == key), None)
