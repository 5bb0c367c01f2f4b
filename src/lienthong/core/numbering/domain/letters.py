# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Letters of inserted numbers (12a, 12b) and gaps in a book."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


def next_letter(used: Collection[str], letters: str) -> str | None:
    """Return the first letter not used yet after a number, None when all are."""
    return next((letter for letter in letters if letter not in used), None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers from ``first`` to ``last`` (both inclusive) that stand in no row of the book."""

    first: int
    last: int


def gaps(values: Iterable[int], *, carried: int, last: int) -> list[Gap]:
    """Return the runs between ``carried`` (exclusive) and ``last`` that no number fills."""
    found, expected = [], carried + 1
    for value in sorted({value for value in values if carried < value <= last}):
        if value > expected:
            found.append(Gap(expected, value - 1))
        expected = value + 1
    if expected <= last:
        found.append(Gap(expected, last))
    return found
