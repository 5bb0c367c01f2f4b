# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Invented officers' names: the same user name always gets the same name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from lienthong.demo.sources import read


@dataclass(frozen=True, slots=True)
class Name:
    """A full name with the gender its middle name shows."""

    full: str
    gender: str


def name_for(username: str) -> Name:
    """The invented name of an officer; middle and given name agree with the gender."""
    names = read("names")
    gender = _pick(username, "gender", ("female", "male"))
    surname = _pick(username, "surname", _weighted(names["surnames"]))
    middle = _pick(username, "middle", names[gender]["middles"])
    given = _pick(username, "given", names[gender]["givens"])
    if given == middle.split()[-1]:
        given = names[gender]["givens"][0]
    return Name(f"{surname} {middle} {given}", gender)


def _weighted(surnames: Sequence[Sequence[object]]) -> list[str]:
    return [str(surname) for surname, weight in surnames for _ in range(int(str(weight)))]


def _pick(username: str, purpose: str, choices: Sequence[str]) -> str:
    digest = hashlib.sha256(f"{purpose}:{username}".encode()).digest()
    return choices[int.from_bytes(digest[:8]) % len(choices)]
