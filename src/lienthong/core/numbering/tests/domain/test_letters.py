# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.numbering.domain.letters import Gap, gaps, next_letter


def test_letters_follow_each_other_and_end() -> None:
    assert next_letter({""}, "abc") == "a"
    assert next_letter({"", "a", "c"}, "abc") == "b"
    assert next_letter({"a", "b", "c"}, "abc") is None


def test_gaps_begin_after_what_was_carried_over() -> None:
    assert gaps([6, 7, 10], carried=5, last=12) == [Gap(8, 9), Gap(11, 12)]
    assert gaps([1, 2], carried=0, last=2) == []


@given(st.sets(st.integers(1, 60)), st.integers(0, 30), st.integers(0, 60))
def test_every_number_is_either_there_or_in_one_gap(
    values: set[int], carried: int, last: int
) -> None:
    found = gaps(values, carried=carried, last=last)
    missing = {value for gap in found for value in range(gap.first, gap.last + 1)}
    assert missing == set(range(carried + 1, last + 1)) - values
