# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The history of a design, and which version counts on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from lienthong.kernel.designs.stored import Design, DesignEdit

V = TypeVar("V", bound=Any)


def edits_of(design: Design, *, limit: int) -> list[Any]:
    """The last changes of a design, the newest first, without their content."""
    if design.pk is None:
        return []
    return list(design.edits.defer("content").order_by("-revision")[:limit])


def last_edit(design: Design) -> DesignEdit | None:
    """The last change; says where to look next."""
    return next(iter(edits_of(design, limit=1)), None)


def of_day(versions: Iterable[V], day: date) -> tuple[V | None, V | None]:
    """The version in force on a day and the next one to come; the versions are newest first."""
    kept = list(versions)
    begun = (v for v in kept if v.valid_from <= day)
    current = next((v for v in begun if v.valid_to is None or v.valid_to > day), None)
    coming = next((v for v in reversed(kept) if v.valid_from > day), None)
    return current, coming
