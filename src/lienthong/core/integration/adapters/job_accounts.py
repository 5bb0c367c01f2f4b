# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Books the processor time of each job in the log of the worker: for measuring only."""

from __future__ import annotations

import functools
import logging
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
logger = logging.getLogger(__name__)
LINE = "job %s took %d microseconds"


@dataclass
class _Helpers:
    """Processor time of programs that jobs started; each is booked once, by the job that ends
    first after it."""

    booked: float = 0.0  # seconds
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> float:
        """Seconds that nobody has booked yet."""
        with self.lock:
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            fresh = used.ru_utime + used.ru_stime - self.booked
            self.booked += fresh
            return fresh


_helpers = _Helpers()


def booked(name: str, job: Callable[P, R]) -> Callable[P, R]:
    """The job, which tells in the log what its thread and its helper programs used."""

    @functools.wraps(job)
    def run(*arguments: P.args, **named: P.kwargs) -> R:
        began = time.thread_time()
        try:
            return job(*arguments, **named)
        finally:
            used = time.thread_time() - began + _helpers.take()
            logger.info(LINE, name, round(used * 1_000_000))

    return run
