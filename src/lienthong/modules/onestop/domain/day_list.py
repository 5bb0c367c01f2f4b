# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a day at a one-stop came to, folded from what was told of each dossier until its end.

Days are local; "late" is judged by the date, as the outcome of a dossier is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayList(StrEnum):
    """The lists of the end of a day, in the order in which they are read."""

    RECEIVED = "received"
    ON_TIME = "on_time"
    LATE = "late"
    DUE = "due"
    WAITING = "waiting"
    RETURNED = "returned"


DECIDED = frozenset({"granted", "refused"})
ENDED = frozenset({"withdrawn", "ended", "forwarded"})
ASKED = frozenset({"supplement_requested"})
ANSWERED = frozenset({"supplement_answered", "supplement_accepted"})
KINDS = frozenset({"accepted", "returned", *DECIDED, *ENDED, *ASKED, *ANSWERED})
"""What is read of a dossier's history; everything else does not change the lists."""


@dataclass(slots=True)
class Life:
    """A dossier as it was at the end of a day; ``due`` is the date promised by then."""

    due: date | None = None
    received: date | None = None
    decided: date | None = None
    returned: date | None = None
    ended: date | None = None
    waits: bool = False


def fold(told: Iterable[tuple[str, date]], *, due: date | None) -> Life:
    """The life of a dossier from its history (kind, local day), oldest first."""
    life = Life(due=due)
    for kind, day in told:
        if kind == "accepted":
            life.received, life.ended = day, None
        elif kind in DECIDED:
            life.decided = day
        elif kind == "returned":
            life.returned = day
        elif kind in ENDED:
            life.ended = day
        if kind in ASKED:
            life.waits = True
        elif kind in {"accepted", *ANSWERED, *DECIDED, *ENDED}:
            life.waits = False
    return life


def lists_of(life: Life, day: date) -> frozenset[DayList]:
    """In which lists of the day the dossier stands; it may be in several."""
    found = {
        DayList.RECEIVED: life.received == day,
        DayList.ON_TIME: life.decided == day and not _after(life.decided, life.due),
        DayList.LATE: (life.decided == day and _after(life.decided, life.due))
        or (_is_open(life) and not life.waits and _after(day, life.due)),
        DayList.DUE: _is_open(life) and not life.waits and life.due == day,
        DayList.WAITING: _is_open(life) and life.waits,
        DayList.RETURNED: life.returned == day,
    }
    return frozenset(name for name, there in found.items() if there)


def _is_open(life: Life) -> bool:
    return life.received is not None and life.decided is None and life.ended is None


def _after(day: date | None, due: date | None) -> bool:
    return day is not None and due is not None and day > due
