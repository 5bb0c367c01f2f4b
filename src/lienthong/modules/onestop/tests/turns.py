# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One ward whose procedure has five working days, and a clock that tests set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from lienthong.core.cases.api import Step, open_steps_of
from lienthong.core.deadlines.api import Deadline
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.testing.world import World

BIRTH = "1.001193"
OFFICER, DESK, LEADER = "civil_status_officer", "one_stop_officer", "leader"
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=clock.VIETNAM)
"""The day of the vectors of the specification: 24/11/2026 is a holiday."""


def set_time_rules(change: Callable[[dict[str, Any]], None]) -> None:
    """Change the time rules of birth registration, as another publishing decision would."""
    version = ProcedureVersion.objects.get(procedure__code=BIRTH)
    change(version.data["time"])
    with connection.cursor() as cursor:  # a version in use is fixed by a trigger
        cursor.execute("SET LOCAL session_replication_role = replica")
        version.save(update_fields=["data"])
        cursor.execute("SET LOCAL session_replication_role = origin")


def five_days(rules: dict[str, Any]) -> None:
    """Five working days instead of the same day."""
    rules["limit"] = {"amount": 5, "unit": "working_day"}


class Watch:
    """The time that Django tells during a test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = MONDAY
        monkeypatch.setattr(timezone, "now", lambda: self.moment)

    def go_to(self, year: int, month: int, day: int, hour: int, minute: int = 0) -> None:
        """The clock shows this Vietnamese time."""
        self.moment = datetime(year, month, day, hour, minute, tzinfo=clock.VIETNAM)


@dataclass
class Turns:
    """A dossier received on the Monday, its officers, and the clock."""

    world: World
    dossier: Dossier
    watch: Watch

    def go_to(self, year: int, month: int, day: int, hour: int, minute: int = 0) -> None:
        """Move the clock."""
        self.watch.go_to(year, month, day, hour, minute)

    def actor(self, role: str) -> Actor:
        return self.world.officer(role)

    def step(self, node: str) -> Step:
        return next(step for step in open_steps_of(self.dossier.pk) if step.node == node)

    def nodes(self) -> list[str]:
        return [step.node for step in open_steps_of(self.dossier.pk)]

    def again(self) -> Dossier:
        return Dossier.objects.select_related("case", "procedure_version").get(pk=self.dossier.pk)

    @property
    def state(self) -> str:
        return str(self.again().case.state)

    @property
    def deadline(self) -> Deadline:
        return Deadline.objects.get(pk=self.again().case.deadline_id or 0)

    @property
    def due(self) -> str:
        """The promised local moment, ``2026-11-23 17:00``."""
        return f"{clock.to_local(self.deadline.due_at):%Y-%m-%d %H:%M}"
