# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Five faults while people work: what they were told has happened has happened, once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lienthong.cli.drill import audit_findings
from lienthong.upkeep.chaos.faults import KILLED, Victims
from lienthong.upkeep.chaos.ledger import ACTS
from lienthong.upkeep.chaos.storm import Storm
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
SEED = 5
SECONDS = 15.0
QUIET = 5.0
LEAST = 3


@pytest.mark.covers("5")
def test_nothing_acknowledged_is_lost_or_done_twice_when_every_process_is_killed(
    stack: Stack,
) -> None:
    victims = Victims(os.getppid(), Path(os.environ["FILE_STORE"]))
    names = ("web", "edge", "worker", "simulators", "database")
    assert all(victims.main(name) for name in names), "the processes of the stack are found"
    storm = Storm(
        stack.web, stack.dsn, victims, SEED, _nothing, print, KILLED,
        citizens=2, teams=2, least=LEAST, quiet=QUIET,
    )  # fmt: skip

    outcome = storm.run(SECONDS, len(KILLED))

    assert outcome.faults == dict.fromkeys(KILLED, 1)
    assert [*outcome.findings, *audit_findings(dict(os.environ))] == []
    assert outcome.unanswered == []
    assert outcome.acknowledged >= LEAST
    assert all(acts == list(ACTS[: len(acts)]) for acts in storm.ledger.done.values())


def _nothing() -> None:
    """Whoever started the stack watches it."""
