# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tools run one after another: output passed through, verdict and time at the end."""

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from lienthong.cli import children
from lienthong.cli.paths import ROOT
from lienthong.cli.say import say

WITHOUT_TESTS = 5  # pytest's exit status when it collected nothing


@dataclass(frozen=True)
class Result:
    """One finished step."""

    name: str
    status: int
    seconds: float


def tool_step(name: str, words: Sequence[str], env: Mapping[str, str] | None = None) -> Result:
    """Run one tool in the checkout, its output passed through."""
    return timed(name, lambda: children.run(words, env or children.base_environment(), cwd=ROOT))


def timed(name: str, work: Callable[[], int]) -> Result:
    """Run one piece of work and note how long it took."""
    began = time.monotonic()
    status = work()
    return told(Result(name, status, round(time.monotonic() - began, 1)))


def told(result: Result) -> Result:
    """Say how a step ended."""
    verdict = "đạt" if result.status == 0 else "KHÔNG ĐẠT"
    say(f"[{verdict}] {result.name}: {result.seconds:.1f} giây")
    return result


def conclude(results: Sequence[Result], *, as_json: bool = False) -> int:
    """Answer 0 when everything passed; with --json print the report."""
    failed = [result.name for result in results if result.status != 0]
    if as_json:
        steps = [asdict(result) for result in results]
        print(json.dumps({"ok": not failed, "steps": steps}, ensure_ascii=False))
    elif failed:
        say("Không đạt: " + ", ".join(failed))
    return 1 if failed else 0


def abreast() -> str:
    """How many processes share a long run of tests."""
    return os.environ.get("LIENTHONG_TEST_PROCESSES", "2")


def pytest(*words: str) -> list[str]:
    """The words that run pytest in the environment."""
    return children.python("-m", "pytest", *words)
