# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The mix of the data file as tables of weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from lienthong.demo.lives.chance import Weighted
from lienthong.demo.sources import read


@dataclass(frozen=True)
class Mix:
    """Weights over procedures, days, hours, courses. ``days`` are the working days of the span."""

    days: Sequence[date]

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """The data file."""
        return read("lives")

    @cached_property
    def procedures(self) -> Weighted[Mapping[str, Any]]:
        """Procedures by how often they are asked for."""
        return Weighted((row, row["weight"]) for row in self.data["procedures"])

    @cached_property
    def filing_days(self) -> Mapping[str, Weighted[date]]:
        """Days by season and weekday for each channel: desks rest on days off, the web does not."""
        first, last = self.days[0].toordinal(), self.days[-1].toordinal()
        everyday = [date.fromordinal(number) for number in range(first, last + 1)]
        working = frozenset(self.days)
        return {
            "desk": Weighted((day, self._weight(day)) for day in self.days),
            "online": Weighted(
                (day, self._weight(day) * (1 if day in working else self.data["online_rest"]))
                for day in everyday
            ),
        }

    def _weight(self, day: date) -> float:
        months, weekdays = self.data["months"], self.data["weekdays"]
        return float(months[day.month - 1] * weekdays[day.weekday() % 5])

    @cached_property
    def hours(self) -> Mapping[str, Weighted[int]]:
        """Hours of a day by channel."""
        return {
            channel: Weighted(self.data[f"{channel}_hours"].items())
            for channel in ("desk", "online")
        }

    @cached_property
    def courses(self) -> Mapping[tuple[str, str], Weighted[tuple[str, ...]]]:
        """Which acts follow, by procedure and channel."""
        return {
            (row["code"], channel): Weighted(
                (self.acts(name, channel), weight)
                for name, weight in row["courses"].items()
                if self.data["courses"][name].get("only", channel) == channel
            )
            for row in self.data["procedures"]
            for channel in ("desk", "online")
        }

    @cached_property
    def speeds(self) -> Weighted[int]:
        """Fast, usual, slow, as numbers."""
        return Weighted(enumerate(self.data["speeds"].values()))

    def acts(self, name: str, channel: str) -> tuple[str, ...]:
        """All acts of a course, from filing on."""
        acts = tuple(self.data["courses"][name]["acts"])
        if channel == "desk":
            return ("receive", *(act for act in acts if act != "accept"))
        return ("submit", *acts)
