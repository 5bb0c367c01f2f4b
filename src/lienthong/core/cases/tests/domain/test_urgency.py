# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.cases.domain.urgency import FORWARD, sort_moment

START, END = datetime.min.replace(year=2020), datetime.min.replace(year=2100)
moments = st.datetimes(START, END, timezones=st.just(UTC))
priorities = st.sampled_from(sorted(FORWARD))


@given(due=moments, priority=priorities)
def test_more_urgent_never_comes_later(due: datetime, priority: int) -> None:
    assert sort_moment(due, priority) <= sort_moment(due, 0) == due


@given(due=moments, priority=priorities)
def test_without_a_due_moment_comes_after_every_one_of_the_same_priority(
    due: datetime, priority: int
) -> None:
    assert sort_moment(None, priority) > sort_moment(due, priority)
