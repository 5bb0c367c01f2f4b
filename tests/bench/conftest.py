# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fifty thousand open steps, and plans read as the server ran them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthong.demo.generator import TABLES, Size, generate, tidy
from lienthong.testing.sizes import some
from lienthong.testing.threads import until


def clear() -> None:
    """Empty the tables, in a database that was made for tests and no other."""
    name = connection.settings_dict["NAME"]
    assert name == connection.settings_dict["TEST"]["NAME"], name
    rows(f"TRUNCATE {TABLES} CASCADE")


@pytest.fixture(scope="package")
def crowd(django_db_setup: None, django_db_blocker: Any) -> Iterator[Size]:
    """The rows, committed, with open database access for all tests of the package."""
    size = some([Size(), Size(500_000, 500_000, 300)], 1)[-1]
    with django_db_blocker.unblock():
        clear()
        generate(size)
        until(_settled)
        yield size
        clear()


def _settled() -> bool:
    """Whether vacuum could mark (nearly) all pages: a passing snapshot may have kept it from it."""
    ((share,),) = rows(
        "SELECT min(relallvisible::float / greatest(relpages, 1)) FROM pg_class"
        " WHERE relname IN ('cases_step', 'cases_participation', 'cases_case')"
    )
    if share < 0.99:
        tidy()
    return bool(share >= 0.99)


@dataclass
class Plan:
    """What one statement cost: blocks touched, rows read from each table, milliseconds.

    The time is only told, never asserted: it depends on what else the machine does.
    """

    buffers: int
    milliseconds: float = 0.0
    rows: dict[str, float] = field(default_factory=dict)
    removed: dict[str, float] = field(default_factory=dict)
    scans: set[str] = field(default_factory=set)

    def add(self, node: dict[str, Any]) -> None:
        """Count a node and those below it."""
        table = node.get("Relation Name")
        if table:
            loops = node["Actual Loops"]
            self.rows[table] = self.rows.get(table, 0) + node["Actual Rows"] * loops
            removed = node.get("Rows Removed by Filter", 0) * loops
            self.removed[table] = self.removed.get(table, 0) + removed
            self.scans.add(f"{node['Node Type']} {table}")
        for below in node.get("Plans", ()):
            self.add(below)


def plans_of(function: Callable[[], object]) -> list[Plan]:
    """The plans of the statements that the function runs; run again to be explained."""
    with CaptureQueriesContext(connection) as captured:
        function()
    return [explain(query["sql"]) for query in captured.captured_queries]


def explain(sql: str) -> Plan:
    """Run the statement once more and read its plan."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
        answer = cursor.fetchone()[0]
    whole = (json.loads(answer) if isinstance(answer, str) else answer)[0]
    top, took = whole["Plan"], whole["Planning Time"] + whole["Execution Time"]
    plan = Plan(top["Shared Hit Blocks"] + top["Shared Read Blocks"], took)
    plan.add(top)
    return plan


TOLD: dict[str, list[Plan]] = {}
"""What the benches want to have told at the end, by a name."""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell how long the statements took in the database, middle and worst, and their blocks."""
    for name, plans in TOLD.items():
        times = sorted(plan.milliseconds for plan in plans)
        most = max(plan.buffers for plan in plans)
        terminalreporter.write_line(
            f"{name}: {len(plans)} statements, middle {times[len(times) // 2]:.1f} ms,"
            f" worst {times[-1]:.1f} ms in the database, at most {most} blocks"
        )


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall()) if cursor.description else []
