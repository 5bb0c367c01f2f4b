# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The accounts of the operating system, read for processes whose work we know."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from lienthong.traffic.accounting import Meter, family, proportional_memory
from lienthong.traffic.measuring import percentile

BURN = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
began = time.process_time()
while time.process_time() - began < 0.3: pass
print("done", flush=True)
input()
child.communicate(b"\\n")
"""


def test_processor_time_of_a_process_and_its_children_is_booked() -> None:
    words = [sys.executable, "-c", BURN]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdin
        assert child.stdout.readline() == b"done\n"
        members = family([child.pid])
        spent = Meter((child.pid,), "").cpu(members) / 1e9
        memory = proportional_memory(members)
        child.stdin.write(b"\n")
        child.stdin.close()

    assert len(members) == 2
    assert members[0] == child.pid
    assert 0.3 <= spent < 5
    assert memory > 1_000_000


def test_ended_process_costs_nothing() -> None:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()

    assert Meter((done.pid,), "").cpu([done.pid]) == 0
    assert proportional_memory([done.pid]) == 0


def test_own_work_shows_in_nanoseconds() -> None:
    meter = Meter((), "")
    before = meter.cpu([os.getpid()])
    began = time.process_time_ns()
    while time.process_time_ns() - began < 50_000_000:
        pass

    assert meter.cpu([os.getpid()]) - before >= 40_000_000


def test_percentile_is_a_value_that_was_seen() -> None:
    assert percentile([5, 1, 4, 2, 3], 95) == 5
    assert percentile([5, 1, 4, 2, 3], 50) == 3
    assert percentile(range(1, 101), 95) == 95
    assert percentile([7], 95) == 7
