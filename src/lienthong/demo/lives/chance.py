# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dice that fall the same for the same seed, and tables of weights."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Choices with weights."""

    def __init__(self, pairs: Iterable[tuple[T, float]]) -> None:
        kept = list(pairs)
        self.choices = [choice for choice, _weight in kept]
        self._sums = list(accumulate(weight for _choice, weight in kept))

    def pick(self, dice: random.Random) -> T:
        """One of the choices."""
        return self.choices[bisect(self._sums, dice.random() * self._sums[-1])]


def dice_for(*parts: object) -> random.Random:
    """Dice for one purpose: the same parts give the same throws."""
    return random.Random(":".join(map(str, parts)))  # noqa: S311  # invented data, no secret


def one_of(dice: random.Random, choices: Sequence[T]) -> T:
    """One of the choices, all as likely; quicker than ``choice``, for what is drawn many times."""
    return choices[int(dice.random() * len(choices))]


def below(dice: random.Random, end: int) -> int:
    """A whole number from zero on and below the end."""
    return int(dice.random() * end)
