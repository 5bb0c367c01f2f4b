# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The order of the table stays where a drawing takes its place."""

from __future__ import annotations

import copy
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.process.domain.changes import Redraw
from lienthong.core.process.domain.editing import places_in
from lienthong.core.process.tests.tables import end, examples, random_tables, source, task


def order(content: dict[str, Any]) -> list[str]:
    return [place.row["node"] for place in places_in(content)]


@examples(40)
@given(random_tables(), st.integers(0, 2**32))
def test_drawing_in_any_order_leaves_the_order_of_the_table(
    before: dict[str, Any], seed: int
) -> None:
    drawn, chance = copy.deepcopy(before), random.Random(seed)
    for place in [*places_in(drawn)]:
        chance.shuffle(place.rows)

    after, _node = Redraw(drawn).apply(before)

    assert order(after) == order(before)
    assert after == before


def test_step_drawn_between_two_stands_between_them() -> None:
    before = source([task("a", ok="b"), task("b", ok="finished"), end()])
    drawn = source([end(), task("b", ok="finished"), task("a", ok="new"), task("new", ok="b")])

    after, _node = Redraw(drawn).apply(before)

    assert order(after) == ["a", "new", "b", "finished"]
