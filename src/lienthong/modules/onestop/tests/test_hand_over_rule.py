# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The cut-off rule of hand-overs in a table."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from lienthong.kernel import clock
from lienthong.modules.onestop.domain.hand_over import HandOverRule, latest_moment

RULE = HandOverRule(time(15), 60)


@pytest.mark.parametrize(
    ("received", "latest"),
    [
        ("2026-11-20T08:00", "2026-11-20T17:00"),
        ("2026-11-20T15:00", "2026-11-20T17:00"),
        ("2026-11-20T15:01", "2026-11-23T08:00"),
        ("2026-11-21T09:00", "2026-11-23T08:00"),
        ("2026-11-23T15:30", "2026-11-25T08:00"),
    ],
)
def test_before_the_cut_off_the_same_day_after_it_early_on_the_next(
    received: str, latest: str
) -> None:
    calendar = clock.packaged_calendar("default")

    found = latest_moment(datetime.fromisoformat(received), RULE, calendar)

    assert found == datetime.fromisoformat(latest)


def test_another_rule_gives_another_moment() -> None:
    calendar = clock.packaged_calendar("default")
    rule = HandOverRule(time(10), 0)

    found = latest_moment(datetime.fromisoformat("2026-11-20T10:01"), rule, calendar)

    assert found == datetime.fromisoformat("2026-11-23T07:00")
