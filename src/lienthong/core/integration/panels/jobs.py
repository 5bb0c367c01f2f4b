# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs that run by themselves: when, how it went, what failed; one can be run now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.integration.actions.keep import run_job
from lienthong.core.integration.domain.schedules import schedule_words
from lienthong.core.integration.models import JobDay, ManualRun
from lienthong.core.integration.permissions import RUN_JOBS
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import WHY, Act, Column, Directory, Part, for_reason
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import SYSTEM

_COUNTS = """
SELECT task_name, count(*) FILTER (WHERE status IN ('todo', 'doing')),
       count(*) FILTER (WHERE status = 'failed')
FROM procrastinate_jobs GROUP BY task_name
"""
TURNS = 30


@dataclass(frozen=True, slots=True)
class JobRow:
    """A scheduled job and how it went last."""

    pk: str
    title: str
    schedule: str
    ended: str
    at: datetime | None
    waiting: int
    failed: int


def _words(turn: JobDay | None) -> str:
    if turn is None:
        return ""
    return _("xong") if turn.is_well else _("hỏng")


def _rows(_actor: Actor, day: date) -> list[JobRow]:
    """How the jobs went last until the end of the day; what waits is known of now alone."""
    turns = JobDay.objects.filter(day__lte=day).order_by("job", "-day").distinct("job")
    last = {turn.job: turn for turn in turns}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        is_past = day < timezone.localdate()
        counts = {name: (todo, bad) for name, todo, bad in cursor.fetchall() if not is_past}
    found = []
    for name, job in ports.tasks().items():
        turn = last.get(name)
        if job.every:
            said = str(job.title), schedule_words(job.every), _words(turn)
            at = turn.last_at if turn else None
            found.append(JobRow(name, *said, at, *counts.get(name, (0, 0))))
    return found


def _run(job: JobRow, values: Values, _seen: str, actor: Actor) -> Any:
    return run_job(job.pk, actor=for_reason(actor, values)).job


def _by_hand(job: JobRow) -> Sequence[ManualRun]:
    return list(ManualRun.objects.filter(job=job.pk).order_by("-pk")[:50])


def _turns(job: JobRow, _actor: Actor, day: date) -> Sequence[JobDay]:
    rows = JobDay.objects.filter(job=job.pk, day__lte=day)
    return list(rows.order_by("-day")[:TURNS])


def _seconds(turn: JobDay) -> str:
    return f"{turn.seconds:.1f}".replace(".", ",")


JOBS = Directory(
    code="jobs",
    slug="viec-nen",
    title=gettext_lazy("Việc nền"),
    one=gettext_lazy("việc nền"),
    explanation=gettext_lazy(
        "Những việc hệ thống tự làm theo lịch: lần chạy cuối, lỗi, chạy ngay."
    ),
    permission=RUN_JOBS,
    rows=_rows,
    key="pk",
    name="title",
    columns=(
        Column("title", gettext_lazy("Việc")),
        Column("schedule", gettext_lazy("Khi nào")),
        Column("ended", gettext_lazy("Lần cuối")),
        Column("at", gettext_lazy("Lúc"), is_code=True),
        Column("waiting", gettext_lazy("Đang chờ"), is_code=True),
        Column("failed", gettext_lazy("Hỏng"), lambda r: str(r.failed) if r.failed else "", "late"),
    ),
    acts=(
        Act(
            "chay",
            gettext_lazy("Chạy ngay"),
            RUN_JOBS,
            _run,
            (WHY,),
            explanation=gettext_lazy("Xếp thêm một lần chạy ngay bây giờ. Lịch thường không đổi."),
            icon="player-play",
            done=gettext_lazy("Đã xếp chạy. Xem kết quả ở dưới sau ít giây."),
        ),
    ),
    parts=(
        Part(
            gettext_lazy("Các lần chạy"),
            (
                Column("day", gettext_lazy("Ngày"), is_code=True),
                Column("done", gettext_lazy("Số lần xong"), is_code=True),
                Column("failed", gettext_lazy("Số lần hỏng"), is_code=True),
                Column("last_at", gettext_lazy("Lần cuối lúc"), is_code=True),
                Column("ended", gettext_lazy("Kết quả"), _words),
                Column("seconds", gettext_lazy("Giây"), _seconds, is_code=True),
            ),
            empty=gettext_lazy("Chưa chạy lần nào."),
            on=_turns,
        ),
    ),
    trail=_by_hand,
    is_dated=True,
    icon="clock",
    group=SYSTEM,
    place=10,
)
