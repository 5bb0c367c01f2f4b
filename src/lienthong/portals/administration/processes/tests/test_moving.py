# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The screen that moves running cases: simulated, in lots, taken back."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from lienthong.core.cases.api import (
    NewCase,
    Places,
    ProcessMove,
    Term,
    open_case,
    start_process,
)
from lienthong.core.process.api import ProcessInstance, ProcessVersion, publish_version, version_on
from lienthong.kernel.actor import Actor
from lienthong.portals.administration.processes.tests.conftest import signed_in
from lienthong.testing.jobs import run_jobs
from lienthong.testing.tables import linear
from lienthong.testing.world import World

SCREEN = "/quan-tri/quy-trinh/example/chuyen-viec/"
PLATFORM = Actor.platform("thử")


def running(world: World, version: ProcessVersion) -> int:
    """A case on the version, at its first step."""
    unit = world.account("clerk").memberships.get().unit_id
    case = open_case(NewCase("sample.case", "Việc", "new", unit, unit))
    units = {"receiving": unit, "competent": unit, "support": unit}
    places = Places(units, "clerk", lambda unit_id, task: Term(None, None))
    start_process(case, version, data={}, places=places, actor=PLATFORM)
    return case.pk


def roled(*nodes: str) -> dict[str, object]:
    """Tasks of a role that the world has."""
    mapping = linear(*nodes)
    for step in mapping["steps"]:
        step |= {"role": "clerk"} if step.get("role") else {}
    return mapping


def versions_running() -> list[int]:
    return sorted(ProcessInstance.objects.values_list("version__number", flat=True))


def test_a_lot_is_simulated_moved_and_taken_back(administrator: Client, world: World) -> None:
    today = timezone.localdate()
    old = publish_version(roled("a", "b"), valid_from=today - timedelta(9), actor=PLATFORM)
    stays = running(world, old)
    new = publish_version(roled("a", "extra", "b"), valid_from=today, actor=PLATFORM)
    other = running(world, old)

    shown = administrator.get(SCREEN)
    assert shown.context["version"] == new
    assert shown.context["counts"] == {"moves": 2, "waits": 0, "conflicts": 0}
    assert versions_running() == [1, 1]
    administrator.post(SCREEN, {"act": "move", "ban": "2", "case": [stays, other]})
    run_jobs()
    assert versions_running() == [2, 2]

    page = administrator.get(SCREEN)
    (lot,) = page.context["lots"]
    assert (page.context["rows"], lot.moved, lot.problems) == ([], 2, [])
    administrator.post(SCREEN, {"act": "undo", "lot": lot.pk})
    run_jobs()

    assert versions_running() == [1, 1]
    again = administrator.post(SCREEN, {"act": "undo", "lot": lot.pk}, follow=True)
    assert "Lô này đã được lấy lại." in again.content.decode()
    assert ProcessMove.objects.count() == 2
    nothing = administrator.post(SCREEN, {"act": "move", "ban": "2"}, follow=True)
    assert "Chọn từ 1 đến 500 việc." in nothing.content.decode()
    assert signed_in(world, "clerk").get(SCREEN).status_code == 403


def test_a_version_of_today_that_cases_have_is_corrected_today_and_they_move_to_it(
    administrator: Client, world: World
) -> None:
    today = timezone.localdate()
    before = publish_version(roled("a", "b"), valid_from=today - timedelta(9), actor=PLATFORM)
    wrong = publish_version(roled("a", "wrong", "b"), valid_from=today, actor=PLATFORM)
    cases = [running(world, wrong) for _each in range(2)]
    right = publish_version(roled("a", "right", "b"), valid_from=today, actor=PLATFORM)

    assert version_on("example", on=today) == right
    assert version_on("example", on=today - timedelta(1)) == before
    wrong.refresh_from_db()
    assert (wrong.valid_from, wrong.valid_to) == (today, today)
    shown = administrator.get(SCREEN)
    assert (shown.context["version"], shown.context["counts"]["moves"]) == (right, 2)
    administrator.post(SCREEN, {"act": "move", "ban": "3", "case": cases})
    run_jobs()
    assert versions_running() == [3, 3]
    (lot,) = administrator.get(SCREEN).context["lots"]
    administrator.post(SCREEN, {"act": "undo", "lot": lot.pk})
    run_jobs()
    assert versions_running() == [2, 2]


def test_a_version_that_begins_tomorrow_is_tried_but_not_moved_to(
    administrator: Client, world: World
) -> None:
    today = timezone.localdate()
    old = publish_version(roled("a", "b"), valid_from=today - timedelta(9), actor=PLATFORM)
    case = running(world, old)
    publish_version(roled("a", "extra", "b"), valid_from=today + timedelta(1), actor=PLATFORM)
    told = f"Bản 2 có hiệu lực từ ngày {today + timedelta(1):%d/%m/%Y}."

    first = administrator.get(SCREEN)
    tried = administrator.get(SCREEN, {"ban": "2"})
    refused = administrator.post(SCREEN, {"act": "move", "ban": "2", "case": [case]}, follow=True)
    run_jobs()

    assert (first.context["version"], first.context["early"]) == (old, "")
    assert tried.context["counts"]["moves"] == 1
    assert told in tried.content.decode()
    assert "Chuyển những việc đã đánh dấu" not in tried.content.decode()
    assert told in refused.content.decode()
    assert versions_running() == [1]
