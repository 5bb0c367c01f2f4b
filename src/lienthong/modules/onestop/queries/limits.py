# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Time limits of a procedure as the clock takes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lienthong.core.deadlines.api import promise, promises
from lienthong.kernel import clock
from lienthong.modules.onestop.domain.procedure import NO_VARIANT, LimitSpec, ProcedureSpec

OPINION_LIMIT: Mapping[str, Any] = {"amount": 3, "unit": "working_day"}
"""Internal rule for procedures whose version names no limit."""


def clock_limit(limit: LimitSpec) -> clock.Limit:
    """A limit of the definition in the clock's terms."""
    return clock.Limit(clock.TimeUnit(limit.unit), limit.amount, limit.cutoff)


def limit_of(spec: ProcedureSpec, variant: str) -> clock.Limit:
    """The limit of a variant of the procedure."""
    return clock_limit(spec.limit_for(variant))


def opinion_limit(spec: ProcedureSpec) -> clock.Limit:
    """How long an asked unit has, in its own working time; the general rule where none is given.

    Legal basis: 61/2018/NĐ-CP, Điều 19 (each request carries its own limit).
    """
    given = spec.data.get("opinions", {}).get("limit") or OPINION_LIMIT
    return clock.Limit(clock.TimeUnit(given["unit"]), int(given["amount"]))


def follow_rule(spec: ProcedureSpec) -> Mapping[str, Any]:
    """How asked units are followed, and what their silence means, as the version says."""
    found: Mapping[str, Any] = spec.data.get("opinions", {})
    return found


def promise_of(
    spec: ProcedureSpec, *, unit_id: int, variant: str = NO_VARIANT, at: datetime | None = None
) -> clock.Explanation:
    """What would be promised if a dossier of the variant were accepted at the moment (now).

    Raises ``ClockError`` when a year has no calendar.
    """
    return promise(limit_of(spec, variant), unit_id=unit_id, at=at)


def promise_and_answer(
    spec: ProcedureSpec, *, unit_id: int, variant: str = NO_VARIANT, at: datetime | None = None
) -> tuple[clock.Explanation, clock.Explanation]:
    """Both at once: when the result would be there, and by when the desk answers.

    Raises ``ClockError`` when a year has no calendar.
    """
    limits = (limit_of(spec, variant), clock_limit(spec.answer_limit))
    result, answer = promises(limits, unit_id=unit_id, at=at)
    return result, answer


def answer_promise(
    spec: ProcedureSpec, *, unit_id: int, at: datetime | None = None
) -> clock.Explanation:
    """By when the desk answers an online filing (8 working hours by default).

    Legal basis: 45/2020/NĐ-CP, Điều 11.
    """
    return promise(clock_limit(spec.answer_limit), unit_id=unit_id, at=at)
