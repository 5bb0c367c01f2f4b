# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""When asked units are followed: working days only, by the definition; bad rules are named."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from lienthong.core.cases.domain.following import FollowError, Moments, moments_of, read_rule
from lienthong.kernel.clock import TimeUnit, packaged_calendar

CALENDAR = packaged_calendar("default")
RULE: dict[str, Any] = {
    "remind_before": 1,
    "escalate": {"after": 1, "to": [{"of": "asked", "role": "leader"}]},
    "silence": "agrees",
    "legal_basis": ["175/2024/NĐ-CP, Điều 50"],
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_moments_when_the_limit_is_in_days_then_it_is_over_at_midnight() -> None:
    due_at = at("2026-11-30T17:00")  # a Monday

    found = moments_of(read_rule(RULE), due_at, TimeUnit.WORKING_DAY, CALENDAR)

    assert found.remind_at is not None
    assert found.remind_at.date() == at("2026-11-27T00:00").date()  # the Friday before
    assert found.remind_at.hour < 9
    assert found.silence_at == at("2026-12-01T00:00")
    assert found.escalate_at is not None
    assert found.escalate_at.date() == at("2026-12-02T00:00").date()


def test_moments_when_the_limit_is_in_hours_then_it_is_over_to_the_minute() -> None:
    rule = read_rule(RULE | {"escalate": {"after": 0, "to": []}})

    found = moments_of(rule, at("2026-11-26T10:15"), TimeUnit.HOUR, CALENDAR)

    assert (found.silence_at, found.escalate_at) == (at("2026-11-26T10:15"),) * 2


def test_moments_when_nothing_is_said_then_nothing_happens() -> None:
    found = moments_of(read_rule({}), at("2026-11-30T17:00"), TimeUnit.WORKING_DAY, CALENDAR)

    assert found == Moments()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"remind_before": 0}, "remind_before: 0"),
        ({"remind_before": "hai"}, "remind_before: hai"),
        ({"remind_before": True}, "remind_before: True"),
        ({"escalate": {"after": 31}}, "after: 31"),
        ({"escalate": {"after": 0, "to": [{"of": "moon", "role": "leader"}]}}, "escalate.to"),
        ({"escalate": {"after": 0, "to": ["leader"]}}, "escalate.to: leader"),
        ({"silence": "objects"}, "silence: objects"),
        ({"legal_basis": []}, "silence: legal_basis"),
    ],
)
def test_rule_when_wrong_then_the_key_is_named(change: dict[str, Any], named: str) -> None:
    with pytest.raises(FollowError, match=named):
        read_rule(RULE | change)
