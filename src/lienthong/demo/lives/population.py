# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Invented people: the same number of the population is always the same person."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import lru_cache

from lienthong.core.references.api import places
from lienthong.demo.lives.chance import Weighted, dice_for
from lienthong.demo.lives.life import Citizen
from lienthong.demo.sources import read

TODAY = date(2026, 7, 1)
"""Ages are those of this day."""
_CENTURY = {("male", 19): 0, ("female", 19): 1, ("male", 20): 2, ("female", 20): 3}


_AGES = ((20, 42), (20, 42), (20, 42), (43, 60), (61, 85))


@lru_cache(maxsize=1)
def _surnames() -> Weighted[str]:
    return Weighted((str(name), float(weight)) for name, weight in read("names")["surnames"])


def signs_in(number: int) -> bool:
    """Whether somebody uses an account; the others come to the desk only."""
    return number // 10 % 5 < 3


def gender_of(number: int) -> str:
    """Women have odd numbers."""
    return "female" if number % 2 else "male"


def ages_of(number: int) -> tuple[int, int]:
    """Between which ages in whole years somebody is."""
    return _AGES[number // 2 % len(_AGES)]


@lru_cache(maxsize=200_000)
def citizen(seed: int, number: int, division: str) -> Citizen:
    """Number ``number`` of the population, who lives in the division."""
    dice, gender = dice_for(seed, "person", number), gender_of(number)
    youngest, oldest = ages_of(number)
    born = TODAY - timedelta(days=dice.randint(youngest * 365, oldest * 365 + 364))
    detail = _address(dice.randint(1, 12), dice.randint(1, 240), dice.random())
    century = _CENTURY[gender, born.year // 100]
    personal_id = (
        f"{44 + number // 2 % 2:03d}{century}{born.year % 100:02d}{number % 1_000_000:06d}"
    )
    return Citizen(
        name=name_of(dice, gender),
        number=personal_id,
        born=born,
        gender=gender,
        phone=f"09{number % 100_000_000:08d}",
        detail=detail,
        residence=f"{detail}, {places()[division].text}",
    )


def newborn(seed: int, number: int, gender: str, born: date, surname: str) -> Citizen:
    """A child without a number yet."""
    dice = dice_for(seed, "child", number)
    full = name_of(dice, gender)
    return Citizen(f"{surname} {full.partition(' ')[2]}", "", born, gender, "", "", "")


def name_of(dice: random.Random, gender: str) -> str:
    """A full name with a common surname."""
    names = read("names")
    surname = _surnames().pick(dice)
    middle = dice.choice(names[gender]["middles"])
    given = dice.choice(names[gender]["givens"])
    return f"{surname} {middle} {given}"


def _address(group: int, house: int, chance: float) -> str:
    return f"Tổ dân phố {group}" if chance < 0.6 else f"Số {house}, tổ {group}"
