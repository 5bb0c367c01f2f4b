# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every registered job reaches procrastinate, with its schedule; none is lost for good."""

import pytest
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.testing import InMemoryConnector

from lienthong.core.integration.models import JobDay
from lienthong.core.integration.tasks import (
    register_all,
    retry_failed,
    retry_stalled,
    scheduled,
    take_over,
)
from lienthong.kernel import ports


def test_register_all_hands_over_every_job_and_schedule() -> None:
    app = App(connector=InMemoryConnector())

    register_all(app)

    ours = {name for name in app.tasks if not name.startswith(("builtin", "procrastinate"))}
    scheduled = {task for task, _ in app.periodic_registry.periodic_tasks}
    assert ours == set(ports.tasks())
    assert {"audit.seal_records"} <= scheduled
    assert scheduled == {name for name, job in ports.tasks().items() if job.every}
    ahead = {name for name in ours if app.tasks[name].priority > 0}
    assert ahead == {name for name, job in ports.tasks().items() if job.urgent}
    last = {name for name in ours if app.tasks[name].priority < 0}
    assert last == {name for name, job in ports.tasks().items() if job.idle}


def test_what_somebody_waits_for_goes_ahead_of_what_was_queued_before(db: None) -> None:
    in_order = (
        "documents.apply_signature",
        "documents.check_version",
        "documents.recognise_words",
    )
    for name in reversed(in_order):
        ports.defer(name, number=1)
    names = ProcrastinateJob.objects.order_by("-priority", "id").values_list("task_name", flat=True)
    assert tuple(names) == in_order


def queue(status: str, *, lock: str | None = None, beat: str = "", days: int = 0) -> int:
    """A job in a state, deferred days ago, of a worker whose last sign of life is that old."""
    with connection.cursor() as cursor:
        worker = None
        if beat:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat)"
                " VALUES (now() - %s::interval) RETURNING id",
                [beat],
            )
            worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs"
            " (queue_name, task_name, status, queueing_lock, worker_id, priority, args, attempts)"
            " VALUES ('default', 'test', 'todo', %s, %s, 0, '{}', 5) RETURNING id",
            [lock, worker],
        )
        job: int = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(days => %s)"
            " WHERE job_id = %s",
            [days, job],
        )
    return job


def test_turn_that_fails_is_tried_again_only_where_no_other_waits(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    turn = scheduled("test.fails", fail)
    with pytest.raises(ZeroDivisionError):
        turn()
    queue("todo", lock="test.fails")

    assert turn() is None
    assert "a turn of test.fails failed; the next one waits already" in caplog.text
    assert JobDay.objects.get(job="test.fails").failed == 2


def statuses(*jobs: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, status FROM procrastinate_jobs WHERE id = ANY(%s)", [list(jobs)])
        found = dict(cursor.fetchall())
    return [found[job] for job in jobs]


def test_retry_stalled_takes_jobs_of_dead_workers_only(db: None) -> None:
    alone = queue("doing")
    dead, alive = queue("doing", beat="2 minutes"), queue("doing", beat="5 seconds")

    retry_stalled()

    assert statuses(alone, dead, alive) == ["todo", "todo", "doing"]


def test_retry_stalled_when_the_next_scheduled_one_waits_already_then_the_others_go_on(
    db: None,
) -> None:
    scheduled, other = queue("doing", lock="audit.seal_records"), queue("doing")
    queue("todo", lock="audit.seal_records")

    retry_stalled()

    assert statuses(scheduled, other) == ["doing", "todo"]


def test_take_over_when_the_only_worker_starts_then_no_sign_of_life_counts(db: None) -> None:
    just_killed, done = queue("doing", beat="0 seconds"), queue("failed", beat="0 seconds")

    take_over()

    assert statuses(just_killed, done) == ["todo", "failed"]
    assert not ProcrastinateWorker.objects.exists()


def test_two_turns_of_one_name_that_workers_left_half_done_are_taken_up_one_after_another(
    db: None,
) -> None:
    """The older stayed behind while the newer waited; then that one's worker was killed too."""
    older = queue("doing", lock="audit.seal_records", beat="0 seconds")
    newer = queue("doing", lock="audit.seal_records", beat="0 seconds")

    take_over()

    assert statuses(older, newer) == ["doing", "todo"]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [newer])
    retry_stalled()
    assert statuses(older) == ["todo"]


def test_retry_failed_tries_again_for_a_week(db: None) -> None:
    fresh, old = queue("failed", days=6), queue("failed", days=8)
    scheduled = queue("failed", lock="audit.seal_records")

    retry_failed()

    assert statuses(fresh, old, scheduled) == ["todo", "failed", "failed"]
