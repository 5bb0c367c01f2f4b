# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Asks a silent service again: one that starts anew must not send the signer back to press."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

R = TypeVar("R")
logger = logging.getLogger(__name__)


def patiently(
    who: str, ask: Callable[[], R], silent: type[Exception], pauses: Iterable[float]
) -> R:
    """What is answered; who is ``silent`` is asked again after each pause (seconds).

    ``who`` is told in the log. Raises ``silent`` when nobody answered after the last one.
    """
    left = iter(pauses)
    while True:
        try:
            return ask()
        except silent as error:
            pause = next(left, None)
            if pause is None:
                raise
            logger.info("%s is asked again: %s", who, error)
            time.sleep(pause)
