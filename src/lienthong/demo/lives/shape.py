# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What all lives with the same rows share, and what of a life decides which ones those are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from lienthong.demo.lives.life import Life
from lienthong.demo.lives.moments import local_day

NEW, KNOWN, SIGNED_IN = "new", "known", "signed_in"
"""How the platform knows whoever files: not yet, from the desk, or with an account."""
SIGNING_IN = frozenset({"submit", "answer", "withdraw"})
"""Acts for which whoever files signs in."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What all lives with the same rows share but for their values; ``acts`` are those done.

    ``again`` says of each proposal after the first whether it came on the day of the one before:
    a draft that says the same is not drawn again.
    """

    procedure: str
    channel: str
    delivery: str
    acts: tuple[str, ...]
    known: str
    again: tuple[bool, ...] = ()

    def leads_to(self, later: Shape) -> bool:
        """Whether a life of the other shape had this one on its way, or still has."""
        same = (self.procedure, self.channel, self.delivery, self.known)
        return (
            same == (later.procedure, later.channel, later.delivery, later.known)
            and later.acts[: len(self.acts)] == self.acts
            and later.again[: len(self.again)] == self.again
        )


@dataclass(slots=True)
class Outline:
    """What of a life decides which rows it leaves, drawn before everything else about it.

    ``person`` is the filer's number.
    """

    procedure: str
    channel: str
    course: tuple[str, ...]
    acts: tuple[str, ...]
    at: tuple[datetime, ...]
    delivery: str
    person: int


def known_by(acts: Sequence[str], known: str) -> str:
    """How the platform knows whoever files after these acts."""
    return KNOWN if known != SIGNED_IN and SIGNING_IN.isdisjoint(acts) else SIGNED_IN


def outlined(life: Life | Outline, known: str) -> Shape:
    """The shape of a life of which only the outline may be drawn."""
    again: tuple[bool, ...] = ()
    if life.acts.count("propose") > 1:
        both = zip(life.acts, life.at, strict=True)
        days = [local_day(at) for act, at in both if act == "propose"]
        again = tuple(later == earlier for earlier, later in pairwise(days))
    return Shape(life.procedure, life.channel, life.delivery, life.acts, known, again)
