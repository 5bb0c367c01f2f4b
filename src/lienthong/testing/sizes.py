# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Long tests run small on every change, and whole before a release: ``./lienthong test --full``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

VARIABLE = "LIENTHONG_TEST_SIZE"
T = TypeVar("T")


def some(values: Sequence[T], small: int) -> list[T]:
    """The first few values for every change, all of them before a release."""
    return list(values) if os.environ.get(VARIABLE) == "full" else list(values)[:small]
