# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What one kind of request costs the installation, and how long it is waited for."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from lienthong.traffic.accounting import Meter
from lienthong.traffic.sessions import Visitor

STATEMENTS = "X-Statements"
CROWD = 16
"""Clients at once in the second part of a measurement."""
_NANO = 1e6


@dataclass(frozen=True)
class Result:
    """Per request: processor milliseconds of web and database, SQL statements, buffers, waits.

    Waits are wall milliseconds: median and 95th percentile of one client, and of sixteen at once.
    ``None`` where it was not measured.
    """

    name: str
    requests: int
    cpu_ms: float
    statements: float
    buffers: float | None
    median_ms: float
    p95_ms: float
    median_ms_16: float | None = None
    p95_ms_16: float | None = None
    goal_cpu_ms: float | None = None
    goal_statements: int | None = None


@dataclass
class Span:
    """One measured stretch, possibly of several requests."""

    cpu: list[int] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)


@dataclass
class Gauge:
    """Measures stretches of one visitor's requests against the accounts of the processes."""

    meter: Meter
    span: Span = field(default_factory=Span)

    @contextmanager
    def stretch(self, *visitors: Visitor) -> Iterator[None]:
        """Book what happens inside; the statements are those of these visitors' answers."""
        seen: list[int] = []

        def note(answer: httpx.Response) -> None:
            seen.append(int(answer.headers.get(STATEMENTS, 0)))

        for visitor in visitors:
            visitor.http.event_hooks["response"] = [note]
        processes = self.meter.processes()
        before, began = self.meter.cpu(processes), time.perf_counter()
        try:
            yield
        finally:
            for visitor in visitors:
                visitor.http.event_hooks["response"] = []
        self.span.wall.append((time.perf_counter() - began) * 1000)
        self.span.cpu.append(self.meter.cpu(processes) - before)
        self.span.statements.append(sum(seen))

    def result(self, name: str, buffers: float | None = None) -> Result:
        """The mean cost and the waits so far."""
        span = self.span
        return Result(
            name=name,
            requests=len(span.wall),
            cpu_ms=round(statistics.fmean(span.cpu) / _NANO, 2),
            statements=round(statistics.fmean(span.statements), 1),
            buffers=buffers,
            median_ms=round(statistics.median(span.wall), 2),
            p95_ms=round(percentile(span.wall, 95), 2),
        )


def read_often(name: str, meter: Meter, visitor: Visitor, path: str, times: int) -> Result:
    """Open one page again and again: by one client, then by sixteen at once."""
    for _warm in range(5):
        visitor.open(path)
    gauge, before = Gauge(meter), meter.buffers()
    for _turn in range(times):
        with gauge.stretch(visitor):
            visitor.open(path)
    buffers = (meter.buffers() - before) / times
    alone = gauge.result(name, round(buffers, 1))
    waits = crowd(lambda: visitor.open(path), times * 4)
    crowded = {
        "median_ms_16": round(statistics.median(waits), 2),
        "p95_ms_16": round(percentile(waits, 95), 2),
    }
    return Result(**{**vars(alone), **crowded})


def crowd(ask: Callable[[], object], times: int) -> list[float]:
    """Wall milliseconds of each of these requests, sixteen under way at any moment."""

    def timed(_turn: int) -> float:
        began = time.perf_counter()
        ask()
        return (time.perf_counter() - began) * 1000

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(timed, range(times)))


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that ``share`` per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]
