# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever loads an engine settles the process once; jobs that load nothing leave it alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[3]
CODE = """
import gc, sys, types
from lienthong.kernel.heap import GROWN, YOUNG, Growth

growth = Growth()


def load(name, count):
    for number in range(count):
        sys.modules[f"{name}{number}"] = types.ModuleType(f"{name}{number}")
    if not name:
        raise ValueError("no name")
    return name


work = growth.after(load)
counts = []
for name, count in (("a", GROWN), ("b", GROWN // 2), ("", GROWN), ("c", 1)):
    try:
        work(name, count)
    except ValueError:
        print("raised")
    counts.append(gc.get_freeze_count())
first, half, grown, last = counts
print(first > 0, half == first, grown > half, last == grown, gc.get_threshold()[0] == YOUNG)
print(work.__name__, work("d", 0), growth.settle_if_grown())
"""


def test_process_is_settled_after_jobs_that_load_much() -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}

    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False
    )

    told = ["raised", "True True True True True", "load d False"]
    assert done.stdout.splitlines() == told, done.stderr
