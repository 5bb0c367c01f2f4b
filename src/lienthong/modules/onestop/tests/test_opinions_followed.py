# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Five units asked at once, each by its own clock: reminded, one late, one silent, told to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from lienthong.core.cases.api import (
    CaseEvent,
    CaseOutcome,
    Opinion,
    Step,
    UnitFigures,
    open_steps_of,
    opinion_figures,
    opinions_of,
)
from lienthong.core.deadlines.api import Deadline
from lienthong.core.notifications.api import Message
from lienthong.kernel import ports
from lienthong.modules.onestop.actions.consult import Asked, begin_inquiry
from lienthong.modules.onestop.permissions import WATCH_OPINIONS
from lienthong.modules.onestop.tests.test_construction_permit import ROLE, answer, filed
from lienthong.modules.onestop.tests.test_whole_life import Office
from lienthong.testing.asked import add_asked_unit
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

ASKED, LEADER = "Chuyên viên cho ý kiến", "Phó Chủ tịch"
LAW = ["175/2024/NĐ-CP, Điều 50", "50/2014/QH13, Điều 102"]


def pass_days(case_id: int, days: int) -> None:
    """Let so many days go by for the case: everything about it lies so much earlier."""
    back = timedelta(days=days)
    steps = Step.objects.filter(opinion__case_id=case_id)
    deadlines = Deadline.objects.filter(pk__in=steps.values("deadline_id"))
    deadlines.update(due_at=F("due_at") - back)
    steps.update(due_at=F("due_at") - back)
    names = ("remind_at", "escalate_at", "silence_at")
    Opinion.objects.filter(case_id=case_id).update(**{name: F(name) - back for name in names})


def follow() -> None:
    """Do what the job does every ten minutes."""
    ports.tasks()["cases.follow_opinions"].function()


def adopt_like_one_asked_before_the_upgrade(unit_id: int) -> None:
    """An opinion without a rule gets the general one: the same moments, silence means nothing."""
    row = Opinion.objects.get(unit_id=unit_id)
    own, moments = dict(row.rule), (row.remind_at, row.escalate_at, row.silence_at)
    Opinion.objects.filter(pk=row.pk).update(
        rule={}, remind_at=None, escalate_at=None, silence_at=None
    )

    follow()

    row.refresh_from_db()
    assert row.rule
    assert "silence" not in row.rule
    assert (row.remind_at, row.escalate_at, row.silence_at) == (*moments[:2], None)
    Opinion.objects.filter(pk=row.pk).update(rule=own, silence_at=moments[2])


def told(kind: str) -> list[str]:
    rows = Message.objects.filter(kind=kind).order_by("pk")
    return [str(row.account) for row in rows.select_related("account")]


def figures(world: World) -> dict[str, UnitFigures]:
    now = timezone.now()
    head, since = world.officer("one_stop_head"), now - timedelta(days=90)
    rows = opinion_figures(head, WATCH_OPINIONS, since=since, now=now)
    return {row.name: row for row in rows}


def test_five_units_when_one_is_late_and_one_silent_then_each_answers_for_itself(
    world: World,
) -> None:
    office, dossier = Office(world, examiner=ROLE), filed(world)
    more = [add_asked_unit(world, f"Q{n}", f"Phòng số {n}") for n in (1, 2, 3)]
    units: list[Any] = [world.land, world.fire, *more]
    asked = [Asked(unit.pk, f"Câu hỏi {unit.code}") for unit in units]
    begin_inquiry(office.step(ROLE), asked=asked, actor=office.actor(ROLE))
    adopt_like_one_asked_before_the_upgrade(units[0].pk)
    seen: set[int] = set()
    run_jobs(seen)

    owed = opinions_of(dossier.pk)
    assert len({row.step.deadline_id for row in owed}) == 5
    first = owed[0]
    assert first.step.due_at is not None
    assert first.remind_at is not None
    assert first.silence_at is not None
    assert first.remind_at < first.step.due_at < first.silence_at
    for unit in (world.fire, more[0], more[1]):
        answer(world, unit)

    Opinion.objects.filter(case_id=dossier.pk).update(remind_at=timezone.now())
    follow()
    follow()
    run_jobs(seen)
    assert told("cases.opinion_reminded") == [f"{ASKED} L44", f"{ASKED} Q3"]
    pass_days(dossier.pk, 30)
    Opinion.objects.filter(unit=world.land).update(silence_at=None)
    follow()
    run_jobs(seen)

    silent = Opinion.objects.get(case_id=dossier.pk, unit=more[2])
    assert (silent.stance, silent.outcome, silent.legal_basis) == ("silent", CaseOutcome.LATE, LAW)
    said = CaseEvent.objects.filter(case_id=dossier.pk, kind="opinion_answered").order_by("-id")
    assert said[0].data["legal_basis"] == LAW
    assert set(told("cases.opinion_late")) >= {
        str(world.account("leader")),
        str(world.account("one_stop_head")),
        f"{LEADER} Q3",
    }
    answer(world, world.land, "objects", "Đất thuộc quy hoạch.")

    assert [step.node for step in open_steps_of(dossier.pk)] == ["examine"]
    found = figures(world)
    late = {name: (row.in_time, row.late, row.silent) for name, row in found.items()}
    assert late["Phòng số 1"] == late["Phòng số 2"] == late["Phòng Cảnh sát PCCC"] == (1, 0, 0)
    assert late["Văn phòng Đăng ký đất đai"] == (0, 1, 0)
    assert late["Phòng số 3"] == (0, 1, 1)
    follow()
    run_jobs(seen)
    assert len(told("cases.opinion_late")) == 5
