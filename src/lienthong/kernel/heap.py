# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What stays in a process for good, taken out of what the collector of circles looks through.

Looking through the modules of a process takes it a tenth of a second, and none of them is garbage.
"""

from __future__ import annotations

import functools
import gc
import sys
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
YOUNG = 10_000
"""New objects after which the collector looks through what requests left; Python's own 700 is met
several times in every page.
"""
GROWN = 100
"""Modules that are loaded together when an engine is first used."""


def settle() -> None:
    """Keep what is there now for good, and have the collector look less often."""
    gc.collect()
    gc.freeze()
    gc.collect()
    gc.set_threshold(YOUNG, 5, 2)


class Growth:
    """Settles a process again whenever it has loaded many modules since."""

    def __init__(self) -> None:
        self._known, self._lock = 0, threading.Lock()

    def settle_if_grown(self) -> bool:
        """Whether it had grown. Who comes meanwhile goes on."""
        if len(sys.modules) < self._known + GROWN or not self._lock.acquire(blocking=False):
            return False
        try:
            settle()
            self._known = len(sys.modules)
        finally:
            self._lock.release()
        return True

    def after(self, job: Callable[P, R]) -> Callable[P, R]:
        """The job; whoever ends one that loaded an engine settles the process."""

        @functools.wraps(job)
        def run(*arguments: P.args, **named: P.kwargs) -> R:
            try:
                return job(*arguments, **named)
            finally:
                self.settle_if_grown()

        return run
