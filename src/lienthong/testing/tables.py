# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables of steps for tests of whoever runs them."""

from __future__ import annotations

from lienthong.core.process.tests.tables import (
    end,
    everything,
    examples,
    linear,
    random_tables,
    source,
    task,
)

__all__ = ["end", "everything", "examples", "linear", "random_tables", "source", "task"]
