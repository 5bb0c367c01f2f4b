# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.cases.domain.urgency import FORWARD, sort_moment

START = datetime(2020, 1, 1, tzinfo=UTC)
moments = st.integers(0, 80 * 366 * 24 * 60).map(lambda n: START + timedelta(minutes=n))
priorities = st.sampled_from(sorted(FORWARD))


@given(due=moments, priority=priorities)
def test_more_urgent_never_comes_later(due: datetime, priority: int) -> None:
    assert sort_moment(due, priority) <= sort_moment(due, 0) == due


@given(due=moments, priority=priorities)
def test_without_a_due_moment_comes_after_every_one_of_the_same_priority(
    due: datetime, priority: int
) -> None:
    assert sort_moment(None, priority) > sort_moment(due, priority)
