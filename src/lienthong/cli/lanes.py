# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Commands of ours side by side, each with servers of its own."""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from lienthong.cli import children, steps
from lienthong.cli.paths import ROOT


class Lane:
    """One command and its words, as after ``./lienthong``."""

    def __init__(self, *words: str) -> None:
        self.name = " ".join(words)
        self.command = children.python("-m", "lienthong.cli", *words)


def results(lanes: Sequence[Lane]) -> list[steps.Result]:
    """Run all at once; the first is seen as it runs, the others whole when everything has ended."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lienthong-lanes-") as folder:
        logs = [Path(folder) / f"{number}.log" for number in range(1, len(lanes))]
        ended = children.run_abreast([lane.command for lane in lanes], logs, cwd=ROOT)
        for log in logs:
            sys.stderr.write(log.read_text(encoding="utf-8", errors="replace"))
    sys.stderr.flush()
    return [
        steps.told(steps.Result(lane.name, status, round(moment - began, 1)))
        for lane, (status, moment) in zip(lanes, ended, strict=True)
    ]
