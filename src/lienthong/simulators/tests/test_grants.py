# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from lienthong.simulators.vneid.grants import Store


@given(lifetime=st.integers(1, 1000), wait=st.integers(0, 2000))
def test_store_when_time_passes_forgets_exactly_at_the_end(lifetime: int, wait: int) -> None:
    moment = [0.0]
    store: Store[str] = Store(lifetime, clock=lambda: moment[0])
    name = store.add("x")
    moment[0] += wait
    assert store.get(name) == ("x" if wait < lifetime else None)


def test_store_when_taken_gives_the_value_once() -> None:
    store: Store[str] = Store(10)
    name = store.add("x")
    assert [store.take(name), store.take(name)] == ["x", None]
