# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``chaos``: real traffic against an installation of its own, whose processes are killed."""

import argparse
import json
import os
import platform
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lienthong.cli import journeys, system
from lienthong.cli.drill import audit_findings
from lienthong.cli.parser import add_json
from lienthong.cli.paths import ROOT
from lienthong.cli.say import say
from lienthong.supervisor.cluster import DEMO_SETTINGS
from lienthong.upkeep.chaos.faults import Victims
from lienthong.upkeep.chaos.storm import Outcome, Storm

HELP = "thử độ bền: người dùng làm việc trong khi tiến trình bị giết, bị treo, đĩa đầy"
PAGE = ROOT / "docs" / "reliability.md"
STORE = "256m"
"""Size of the file system whose filling up is played."""


def configure(parser: argparse.ArgumentParser) -> None:
    """How long, how bad, which dice."""
    parser.add_argument("--minutes", type=float, default=5, metavar="SỐ", help="mặc định 5")
    parser.add_argument(
        "--faults", type=int, metavar="SỐ", help="số lỗi gây ra; mặc định 4 mỗi phút"
    )
    parser.add_argument(
        "--seed", type=int, metavar="SỐ", help="cùng số thì cùng thứ tự lỗi; mặc định ngẫu nhiên"
    )
    parser.add_argument(
        "--record", action="store_true", help="ghi thêm một dòng vào docs/reliability.md"
    )
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Exit 0 when nothing acknowledged was lost or done twice."""
    system.ensure(system.RUNTIME, say)
    seed = secrets.randbelow(1 << 31) if options.seed is None else options.seed
    faults = round(options.minutes * 4) if options.faults is None else options.faults
    with journeys.whole_stack(DEMO_SETTINGS, _small_store) as (env, runner):
        victims = Victims(os.getpid(), Path(env["FILE_STORE"]))
        filled = victims.how_full()
        web, dsn = env["LIENTHONG_PUBLIC_URL"], env["DATABASE_URL"]
        storm = Storm(web, dsn, victims, seed, runner.watch, say)
        outcome = storm.run(options.minutes * 60, faults)
        outcome.findings += audit_findings(env)
    report = {"ok": not outcome.findings, "seed": seed, "minutes": options.minutes,
              "disk": filled, "machine": machine(), **asdict(outcome)}  # fmt: skip
    if options.record:
        record(PAGE, report)
    _tell(outcome, report, as_json=options.json)
    return 1 if outcome.findings else 0


@contextmanager
def _small_store(files: Path) -> Iterator[None]:
    """A small file system under the file store where we may mount one."""
    files.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={STORE}", "tmpfs", str(files)]
    mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    try:
        yield
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(files)], check=True)


def machine() -> str:
    """Processors and versions, in a few words."""
    return f"{os.cpu_count()} CPU, {platform.system()}, Python {platform.python_version()}"


def record(page: Path, report: dict[str, Any]) -> None:
    """One more row at the end of the table of runs."""
    kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(report["faults"].items()))
    cells = [
        time.strftime("%Y-%m-%d", time.gmtime()), report["machine"], _version(), report["seed"],
        report["minutes"], f"{sum(report['faults'].values())}: {kinds}", report["disk"],
        report["acknowledged"], report["refused"], report["waiting"],
        "; ".join(f"{one['what']} {one['where']}" for one in report["findings"]) or "không",
    ]  # fmt: skip
    with page.open("a", encoding="utf-8") as output:
        output.write("| " + " | ".join(map(str, cells)) + " |\n")


def _version() -> str:
    words = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "?"


def _tell(outcome: Outcome, report: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report, ensure_ascii=False))
        return
    for found in outcome.findings:
        print(f"VI PHẠM  {found.what}: {found.where}")
    kinds = ", ".join(f"{kind} × {n}" for kind, n in sorted(outcome.faults.items()))
    print(
        f"{'Đạt' if report['ok'] else 'KHÔNG ĐẠT'}: {sum(outcome.faults.values())} lỗi ({kinds}), "
        f"{outcome.acknowledged} việc được xác nhận, {outcome.refused} lần phải gửi lại, "
        f"{len(outcome.unanswered)} việc không có câu trả lời, {outcome.waiting} việc nền còn chờ, "
        f"{outcome.seconds:.0f} giây, hạt giống {report['seed']}."
    )
