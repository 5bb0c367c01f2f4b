# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The running installation that a journey walks through, as its environment tells."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg

PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Stack:
    """Addresses of the processes and of the database."""

    web: str
    edge: str
    simulators: str
    dsn: str

    @classmethod
    def running(cls) -> Stack:
        """The stack that ``./lienthong journeys`` started."""
        return cls(
            os.environ["LIENTHONG_PUBLIC_URL"],
            os.environ["LIENTHONG_EDGE_URL"],
            os.environ["LIENTHONG_SIMULATORS_URL"],
            os.environ["DATABASE_URL"],
        )

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds."""
        with psycopg.connect(self.dsn, connect_timeout=5) as connection:
            return connection.execute(statement, values).fetchall()

    def state_of(self, code: str) -> str:
        """The legal state of a dossier, by its submission code or dossier code."""
        found = self.rows(
            "SELECT c.state FROM cases_case c JOIN onestop_dossier d ON d.case_id = c.id"
            " WHERE c.code = %s OR d.submission_code = %s",
            code,
            code,
        )
        return str(found[0][0]) if found else ""

    def open_node(self, code: str) -> str:
        """The step that a dossier is at."""
        found = self.rows(
            "SELECT s.node FROM cases_step s JOIN onestop_dossier d ON d.case_id = s.case_id"
            " JOIN cases_case c ON c.id = s.case_id"
            " WHERE s.closed_at IS NULL AND (c.code = %s OR d.submission_code = %s)",
            code,
            code,
        )
        return str(found[0][0]) if found else ""


def until(condition: Callable[[], object], what: str = "the condition") -> None:
    """Wait until it is true; a dead connection counts as not yet."""
    deadline = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not _holds(condition):
        assert time.monotonic() < deadline, f"{what} did not come true in time"
        pause.wait(0.1)


def _holds(condition: Callable[[], object]) -> bool:
    try:
        return bool(condition())
    except psycopg.OperationalError:
        return False
