# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens to cases, for everybody above and for listeners of the core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lienthong.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOpened(Event):
    """Work waits in a queue; ``holder_id`` is its account when it is somebody's own."""

    step_id: int
    case_id: int
    queue_id: int
    holder_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepClosed(Event):
    """Work was done."""

    step_id: int
    case_id: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAdded(Event):
    """An officer said something about a case to the others."""

    comment_id: int
    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked(Event):
    """A unit is asked for its opinion."""

    opinion_id: int
    case_id: int
    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionReminded(Event):
    """The unit was reminded of the opinion it owes."""

    opinion_id: int
    case_id: int
    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAnswered(Event):
    """The unit answered, in time or late, or its silence was taken as consent."""

    opinion_id: int
    case_id: int
    unit_id: int
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionEscalated(Event):
    """The unit is late with its answer, and those are told whom the definition names."""

    opinion_id: int
    case_id: int
    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionLapsed(Event):
    """The time to answer is over without a word where silence is consent: the module records it."""

    opinion_id: int
    case_id: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved(Event):
    """A case went from one state to another."""

    case_id: int
    kind: str
    before: str
    after: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTold(Event):
    """Something was written into the history of a case, in domain words."""

    event_id: int
    at: datetime
    case_id: int
    kind: str
    told: str
    audience: str
    step_id: int | None
    is_watched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReassigned(Event):
    """Work that somebody had was given to somebody else, or (None) back to the unit."""

    step_id: int
    case_id: int
    from_account_id: int
    to_account_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkMoved(Event):
    """Other units take part in the case than before: one ended and another continues it."""

    case_id: int
    kind: str
