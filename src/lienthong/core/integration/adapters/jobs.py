# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The ``defer`` port on procrastinate, which shares Django's connection."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app


class JobDeferrer:
    """Queues jobs by name; the row is part of the caller's transaction."""

    def defer(self, task: str, /, *, lock: str | None = None, **arguments: Any) -> None:
        """Queue the named task with JSON arguments."""
        app.configure_task(task, lock=lock).defer(**arguments)
