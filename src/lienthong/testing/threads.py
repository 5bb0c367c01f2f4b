# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Doing things at the same time, each with its own database connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

PATIENCE = 30.0
"""Seconds after which a helper gives up waiting; no test should come near."""


@dataclass(slots=True)
class Outcome:
    """What one of them ended with: a value or an exception."""

    value: Any = None
    error: BaseException | None = None


def together(functions: Sequence[Callable[[], Any]]) -> list[Outcome]:
    """Run all functions in threads that start at one barrier; outcomes in the given order."""
    barrier = threading.Barrier(len(functions))
    outcomes = [Outcome() for _ in functions]

    def run(function: Callable[[], Any], outcome: Outcome) -> None:
        try:
            barrier.wait(PATIENCE)
            outcome.value = function()
        except Exception as problem:  # the test judges it
            outcome.error = problem
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=pair) for pair in zip(functions, outcomes, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return outcomes


def values(outcomes: Sequence[Outcome]) -> list[Any]:
    """The values; raises the first error."""
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error
    return [outcome.value for outcome in outcomes]


def until(condition: Callable[[], bool], *, seconds: float = 120.0) -> None:
    """Wait until the condition holds, looking twenty times a second."""
    clock = threading.Event()
    for _ in range(int(seconds * 20)):
        if condition():
            return
        clock.wait(0.05)
    raise AssertionError("it never came true")
