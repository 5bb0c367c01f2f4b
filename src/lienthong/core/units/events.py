# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens to units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lienthong.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSucceeded(Event):
    """A unit ended and another continues it from a day on; told on that day."""

    from_unit_id: int
    to_unit_id: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEnding(Event):
    """An officer is about to leave a post from a day on; who cannot do without them refuses."""

    post_id: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEnded(Event):
    """An officer no longer serves in a unit from a day on, in the post that ends then."""

    post_id: int
    account_id: int
    unit_id: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEnding(Event):
    """A unit is about to end without a successor; who knows of work left in it refuses."""

    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBegun(Event):
    """A new day began; what was planned for it holds from now on."""

    day: date
