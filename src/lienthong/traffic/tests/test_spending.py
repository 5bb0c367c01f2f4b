# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

from lienthong.traffic.spending import ITSELF, Books, JobCost, Spending

BEFORE = "2026-11-26 10:00:00,000 INFO x job documents.draw_copy took 900 microseconds\n"
SINCE = (
    "2026-11-26 10:00:01,000 INFO x job documents.check_version took 30500 microseconds\n"
    "2026-11-26 10:00:02,000 INFO x the job was hard\n"
    "2026-11-26 10:00:03,000 INFO x job onestop.render_paper took 200000 microseconds\n"
    "2026-11-26 10:00:04,000 INFO x job documents.check_version took 9500 microseconds\n"
)


def test_jobs_since_a_place_in_the_log_are_added_by_kind(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    log.write_text(BEFORE + SINCE, "utf-8")

    jobs = Books({}, "", log).jobs_since(len(BEFORE.encode()))

    assert jobs == (
        JobCost("documents.check_version", 2, 40.0),
        JobCost("onestop.render_paper", 1, 200.0),
    )


def test_jobs_when_there_is_no_log_then_are_none(tmp_path: Path) -> None:
    assert Books({}, "", tmp_path / "worker.log").jobs_since(0) == ()


def test_spending_of_one_life_has_the_dearest_job_first() -> None:
    jobs = (JobCost("audit.seal_records", 2, 10.0), JobCost("onestop.render_paper", 8, 1000.0))

    told = Spending({"web": 400.0, "worker": 1200.0}, jobs).each(4)

    assert told == {
        "cpu_ms": {"web": 100.0, "worker": 300.0},
        "jobs": [
            {"name": "onestop.render_paper", "times": 2.0, "cpu_ms": 250.0},
            {"name": "audit.seal_records", "times": 0.5, "cpu_ms": 2.5},
        ],
    }


def test_spending_of_requests_leaves_out_what_is_done_behind() -> None:
    parts = {"web": 400.0, "worker": 1200.0, "database: lienthong-web": 80.0, ITSELF: 20.0}

    told = Spending(parts | {"database: lienthong-worker": 9.0}, ()).of_requests(4)

    assert told == {"web": 100.0, "database: lienthong-web": 20.0, "people": 5.0}
