# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One compiled table serves all threads; the cache keeps what is used."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lienthong.core.process.domain.compiling import Compiled, cached, compile_table, compiled
from lienthong.core.process.domain.running import NotReturnable, Run
from lienthong.core.process.tests.tables import everything, linear, table


def test_cache_gives_the_same_object_to_everybody() -> None:
    source = table(everything())
    barrier = threading.Barrier(8)

    def fetch(_: int) -> int:
        barrier.wait(10)
        return id(compiled("shared", source))

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(fetch, range(8)))) == 1
    assert cached("shared") is compiled("shared", source)
    assert cached("never") is None


def test_eight_threads_share_one_table() -> None:
    shared = compile_table(table(everything()))
    shape = {
        name: {key: list(spec._outputs) for key, spec in process.task_specs.items()}
        for name, process in shared.specs.items()
    }
    barrier = threading.Barrier(8)

    def work(seed: int) -> int:
        barrier.wait(10)
        return sum(_walk(shared, random.Random(seed * 100 + turn)) for turn in range(6))

    with ThreadPoolExecutor(8) as pool:
        moves = list(pool.map(work, range(8)))

    assert all(moves)
    assert shape == {
        name: {key: list(spec._outputs) for key, spec in process.task_specs.items()}
        for name, process in shared.specs.items()
    }


def _walk(shared: Compiled, chance: random.Random) -> int:
    run, _ = Run.begin(shared, {"units": ["u1", "u2"]})
    for move in range(40):
        if run.ended:
            return move
        run = Run.load(run.dump(), run.table)
        item = chance.choice(run.open_tasks())
        try:
            run.advance(item.task_id, chance.choice(item.outcomes).code, {})
        except NotReturnable:
            continue
    return 40


@pytest.mark.bench
def test_a_step_costs_little_processor_time() -> None:
    shared = compile_table(table(linear(*(f"s{number}" for number in range(8)))))
    state = Run.begin(shared, {})[0].dump()
    costs = []
    for _ in range(25):
        current = state
        for number in range(8):
            before = time.thread_time()
            run = Run.load(current, shared)
            run.advance(f"s{number}", "ok", {})
            current = run.dump()
            costs.append(time.thread_time() - before)

    assert sorted(costs)[len(costs) // 2] < 0.003, "median of load, advance and dump, in seconds"
    assert len(current) < 4000
