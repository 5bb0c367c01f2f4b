# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The parts of a storm: its dice, its hand on processes, its judgement of a ledger."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lienthong.cli import chaos
from lienthong.upkeep.chaos.faults import KINDS, LIMIT, Victims, bag
from lienthong.upkeep.chaos.judgement import _case
from lienthong.upkeep.chaos.ledger import ACTS, Ledger
from lienthong.upkeep.soundness import Finding

WRITER = """
import sys, time
while True:
    try:
        open(sys.argv[2], "wb").write(bytes(9000))
        said = "written"
    except OSError:
        said = "full"
    print(said, flush=True)
    time.sleep(0.02)
"""


def test_same_seed_gives_the_same_faults_and_each_kind_comes_before_one_comes_twice() -> None:
    first, second = bag(random.Random(7)), bag(random.Random(7))
    taken = [next(first) for _fault in range(2 * len(KINDS))]

    assert taken == [next(second) for _fault in range(2 * len(KINDS))]
    assert sorted(taken[: len(KINDS)]) == sorted(KINDS) == sorted(taken[len(KINDS) :])


@pytest.mark.covers("5")
def test_service_is_found_stopped_starved_of_disk_and_killed(tmp_path: Path) -> None:
    words = [sys.executable, "-c", WRITER, "lienthong.conf.asgi", str(tmp_path / "written")]
    victims, chance = Victims(os.getpid(), tmp_path), random.Random(1)
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "written\n"
        assert (victims.main("web"), victims.main("edge")) == (child.pid, 0)

        undo = victims.strike("stop-web", chance)
        until_state(child.pid, "T")
        undo()
        until_state(child.pid, "RS")

        assert victims.how_full() == "limit"
        undo = victims.strike("full-disk", chance)
        until_said(child, "full\n")
        assert (tmp_path / "written").stat().st_size <= LIMIT
        undo()
        until_said(child, "written\n")

        victims.strike("kill-web", chance)
        assert child.wait(10) == -9
        victims.strike("kill-web", chance)  # nobody is there now: nothing happens


def until_state(pid: int, states: str) -> None:
    for _turn in range(500):
        told = Path(f"/proc/{pid}/stat").read_text()
        if told.rpartition(")")[2].split()[0] in states:
            return
        time.sleep(0.01)
    raise AssertionError(states)


def until_said(child: subprocess.Popen[str], word: str) -> None:
    assert child.stdout
    assert any(child.stdout.readline() == word for _line in range(500))


@pytest.mark.parametrize(
    ("acts", "state", "coded", "results", "papers", "found"),
    [
        (5, "returned", True, 1, 1, []),
        (1, "in_process", True, 0, 0, []),
        (1, "submitted", False, 0, 0, ["act_lost"]),
        (5, "granted", True, 1, 1, ["act_lost"]),
        (4, "granted", True, 1, 2, ["result_twice", "result_lost"]),
        (4, "granted", True, 1, 0, ["result_lost"]),
    ],
)
def test_acknowledged_acts_are_held_against_the_case(
    acts: int, state: str, coded: bool, results: int, papers: int, found: list[str]
) -> None:
    told = _case(8, list(ACTS[:acts]), state, coded, True, False, results, papers)

    assert [one.what for one in told] == found


def test_ledger_counts_what_was_acknowledged() -> None:
    ledger = Ledger()
    ledger.sent("key", "CODE")
    ledger.acted(8, "accept")
    ledger.acted(8, "propose")

    assert (ledger.acknowledged(), ledger.done) == (3, {8: ["accept", "propose"]})
    assert [one.what for one in _case(8, ["accept", "sign"], "granted", True, 0, 0, 1, 1)] == [
        "act_order"
    ]


def test_run_is_written_as_one_more_row(tmp_path: Path) -> None:
    page = tmp_path / "reliability.md"
    page.write_text("| Ngày |\n")
    report = {
        "machine": "2 CPU", "seed": 7, "minutes": 5, "faults": {"kill-web": 2, "full-disk": 1},
        "disk": "tmpfs", "acknowledged": 40, "refused": 3, "waiting": 0,
        "findings": [{"what": "act_lost", "where": "8 sign"}],
    }  # fmt: skip

    chaos.record(page, report)

    (row,) = page.read_text().splitlines()[1:]
    assert row.split(" | ")[4:] == [
        "5", "3: full-disk 1, kill-web 2", "tmpfs", "40", "3", "0", "act_lost 8 sign |"
    ]  # fmt: skip
    assert Finding("act_lost", "8 sign").where in row
