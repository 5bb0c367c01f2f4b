# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``bench``: what requests cost, measured over HTTP on an installation made for it."""

import argparse
import json
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg

from lienthong.cli import children, journeys, system
from lienthong.cli.manage import management
from lienthong.cli.parser import add_json
from lienthong.cli.say import say
from lienthong.supervisor.cluster import DEMO_SETTINGS
from lienthong.supervisor.services import Runner
from lienthong.supervisor.state import DataFolder
from lienthong.traffic.accounting import Meter, family, proportional_memory
from lienthong.traffic.answers import EIGHT
from lienthong.traffic.bench import SUBMITTERS, Bench, submit_at_once
from lienthong.traffic.measuring import Result
from lienthong.traffic.pace import pace_ms
from lienthong.traffic.spending import Books
from lienthong.traffic.whole_lives import lead_whole_lives

HELP = "đo qua HTTP: mili giây CPU, câu lệnh SQL, trang đệm, thời gian chờ của từng loại yêu cầu"
MEGABYTE = 1_048_576
USUAL, SLACK = 1_000, 1.2
"""Dossiers by default; where there are more than ten times as many, a request may cost so much
more than its goal."""
PROCESSES = ("web", "edge", "worker", "simulators")
_COLUMNS = ("name", "cpu_ms", "goal_cpu_ms", "statements", "goal_statements", "buffers",
            "median_ms", "p95_ms", "p95_ms_16")  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """How full it is, how often each page is read and how many lives are led."""
    parser.add_argument(
        "--dossiers",
        type=int,
        default=USUAL,
        help="số hồ sơ sinh ra trước khi đo (mặc định 1.000)",
    )
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="THƯ_MỤC",
        help="đo trên bản chạy thử có sẵn ở đây (thêm vào đó các hồ sơ của phép đo)",
    )
    parser.add_argument("--times", type=int, default=40, help="số lần đọc mỗi trang (mặc định 40)")
    parser.add_argument("--lives", type=int, default=8, help="số hồ sơ đi hết vòng (mặc định 8)")
    parser.add_argument(
        "--whole-lives",
        type=int,
        default=60,
        metavar="LIVES",
        help="số hồ sơ đi từ tờ khai tới trả kết quả cùng lúc, để đo tốc độ (mặc định 60)",
    )
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Start a durable installation of its own, fill it, measure, print, stop.

    Exit 0 whatever the figures: budgets of statements and buffers are kept by the tests, times
    are only told.
    """
    system.ensure(system.RUNTIME, say)
    os.environ[journeys.COUNTING] = "1"
    with _installation(options) as (env, runner):
        children.answer(management("load_measured_form"), env)
        report = _measure(env["LIENTHONG_PUBLIC_URL"], env["DATABASE_URL"], runner, options)
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print("\n".join(_table(report)))
    return 0


@contextmanager
def _installation(options: argparse.Namespace) -> Iterator[tuple[dict[str, str], Runner]]:
    """One that lasts as long as the bench, or the one that was named."""
    if options.data_dir is None:
        with journeys.whole_stack(DEMO_SETTINGS, dossiers=options.dossiers) as it:
            yield it
        return
    folder = DataFolder(options.data_dir.resolve())
    with folder.lock(), journeys.served(folder, DEMO_SETTINGS) as it:
        yield it


def _measure(web: str, dsn: str, runner: Runner, options: argparse.Namespace) -> dict[str, Any]:
    began_at = pace_ms()
    meter, dossiers = Meter(runner.pids("web", "edge"), dsn), _count(dsn)
    bench = Bench(web, meter, say, times=options.times, lives=options.lives, asked=EIGHT)
    results = bench.run()
    codes, seconds = submit_at_once(web)
    say(f"{options.whole_lives} hồ sơ đi hết vòng cùng lúc…")
    books = Books({name: runner.pids(name) for name in PROCESSES}, dsn, runner.logs / "worker.log")
    rate = lead_whole_lives(web, books, options.whole_lives)
    return {
        "dossiers": dossiers,
        "results": [_as_object(result, dossiers) for result in results],
        "whole_lives": {**asdict(rate), "per_second": rate.per_second,
                        "acts_per_second": rate.acts_per_second, "ratio": rate.ratio},
        "parallel_submits": {
            "submitters": SUBMITTERS, "different_codes": codes, "seconds": round(seconds, 2)
        },
        "memory_mb": _memory(runner),
        "machine": {**machine(dsn), "pace_ms": [began_at, pace_ms()]},
    }  # fmt: skip


def _count(dsn: str) -> int:
    """The dossiers that are there before anything is measured."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SELECT count(*) FROM onestop_dossier").fetchone()
    return int(row[0]) if row else 0


def _as_object(result: Result, dossiers: int) -> dict[str, Any]:
    """What was measured, and the goal of a request at so many dossiers."""
    found = {name: value for name, value in asdict(result).items() if value is not None}
    if result.goal_cpu_ms is not None and dossiers > 10 * USUAL:
        found["goal_cpu_ms"] = round(result.goal_cpu_ms * SLACK, 1)
    return found


def _memory(runner: Runner) -> dict[str, float]:
    """Proportional set size of each process family, in MiB; the database with all its own.

    Of ``web`` the largest process is told too: the one that answers, without what watches it.
    """
    found = {name: proportional_memory(family(runner.pids(name))) for name in PROCESSES}
    if runner.cluster is not None:
        found["database"] = proportional_memory(family([runner.cluster.postmaster()]))
    found["all"] = sum(found.values())
    web = family(runner.pids("web"))
    found["web_worker"] = max((proportional_memory([pid]) for pid in web), default=0)
    return {name: round(size / MEGABYTE, 1) for name, size in found.items()}


def machine(dsn: str) -> dict[str, Any]:
    """Processors and versions of what was measured."""
    with psycopg.connect(dsn) as connection:
        version = connection.info.server_version // 10_000
    return {"processors": os.cpu_count(), "python": platform.python_version(),
            "postgresql": version, "system": platform.system()}  # fmt: skip


def _table(report: dict[str, Any]) -> list[str]:
    """The results as aligned columns, then memory, machine and whole lives."""
    rows: list[Sequence[str]] = [_COLUMNS]
    rows += [[str(one.get(column, "")) for column in _COLUMNS] for one in report["results"]]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_COLUMNS))]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return [*lines, "", json.dumps(report["memory_mb"]), json.dumps(report["parallel_submits"]),
            json.dumps(report["machine"]), *_lives(report["whole_lives"])]  # fmt: skip


def _lives(told: dict[str, Any]) -> list[str]:
    """How many lives a second, and which part spent what on one of them."""
    each = told["each"]
    head = {name: value for name, value in told.items() if name not in ("each", "acts_each")}
    parts = [f"{spent:9.1f} ms  {name}" for name, spent in each["cpu_ms"].items()]
    jobs = [f"{job['cpu_ms']:9.1f} ms  {job['times']:4.1f} × {job['name']}" for job in each["jobs"]]
    acts = [f"{spent:9.1f} ms  acts alone: {name}" for name, spent in told["acts_each"].items()]
    return [json.dumps(head), "", *parts, "", *acts, "", *jobs]
