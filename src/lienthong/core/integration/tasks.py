# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hands every registered job to procrastinate when the platform starts."""

from __future__ import annotations

from procrastinate import App, RetryStrategy

from lienthong.kernel import ports


def register_all(app: App) -> None:
    """Register all jobs with their schedules; called once by procrastinate's own start-up."""
    for name, job in ports.tasks().items():
        retry = RetryStrategy(max_attempts=job.retries, exponential_wait=2)
        task = app.task(name=name, retry=retry, queueing_lock=name if job.every else None)(
            job.function
        )
        if job.every:
            app.periodic(cron=job.every)(task)
