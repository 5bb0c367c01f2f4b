# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What each part of a run takes, told as it goes and kept for the report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple


class Part(NamedTuple):
    """Seconds of one part: by the clock, of our processes, of the database's."""

    name: str
    seconds: float
    cpu_seconds: float
    database_cpu_seconds: float


@dataclass
class Timing:
    """``say`` tells people; ``database`` answers the database's seconds so far."""

    say: Callable[[str], None]
    database: Callable[[], float]
    parts: list[Part] = field(default_factory=list)

    @contextmanager
    def part(self, name: str, text: str) -> Iterator[None]:
        """Tell that a part begins; when it has ended, what it took."""
        self.say(f"{text}…")
        clock, before, database = os.times().elapsed, own_seconds(), self.database()
        yield
        part = Part(
            name,
            round(os.times().elapsed - clock, 2),
            round(own_seconds() - before, 2),
            round(self.database() - database, 2),
        )
        self.parts.append(part)
        self.say(
            f"{text}: xong sau {part.seconds:.1f} giây; CPU {part.cpu_seconds:.1f} giây,"
            f" cơ sở dữ liệu {part.database_cpu_seconds:.1f} giây."
        )


def own_seconds() -> float:
    """Processor seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
