# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Processor time that the database spends on this process."""

from __future__ import annotations

from pathlib import Path

from django.db import connection


def database_seconds() -> float:
    """Seconds of the database's process that serves this one so far; 0 where it runs elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        served_by = cursor.fetchone()[0]
    return seconds_of(served_by)


def seconds_of(process: int) -> float:
    """Seconds of a process of this machine so far; 0 where it runs elsewhere."""
    booked = Path(f"/proc/{process}/schedstat")
    return int(booked.read_text("ascii").split()[0]) / 1e9 if booked.exists() else 0.0
