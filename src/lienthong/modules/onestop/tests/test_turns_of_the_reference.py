# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The construction permit as its reference data says: silence, stop and going on, really walked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import Step, open_steps_of
from lienthong.core.deadlines.api import Deadline
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.actions.examine import request_verification
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.actions.restitution import GivenBack
from lienthong.modules.onestop.actions.resume import resume_dossier
from lienthong.modules.onestop.actions.stop import StopAsk, approve_stop, propose_stop, send_stop
from lienthong.modules.onestop.actions.supplement import propose_supplement, send_supplement
from lienthong.modules.onestop.actions.wake import wake_step
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.turns import extension_offer, steps_to_wake
from lienthong.modules.onestop.tests.samples import PERMIT, permit_answers
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_whole_life import reread
from lienthong.modules.onestop.tests.turns import DESK, LEADER, OFFICER, Watch
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.2")
BUILDER = "construction_officer"
PLATFORM = Actor.platform("kiểm thử")


@pytest.fixture
def permit(watch: Watch, world: World) -> Dossier:
    """Received on Monday 16/11/2026."""
    return receive(world, permit_answers(works_kind="house"), procedure=PERMIT)


def step(dossier: Dossier, node: str) -> Step:
    return next(one for one in open_steps_of(dossier.pk) if one.node == node)


def local_day(moment: Any) -> date:
    return clock.to_local(moment).date()


def test_silence_is_reminded_then_stopped_once_and_taken_out_of_the_count(
    watch: Watch, world: World, permit: Dossier
) -> None:
    missing = [Missing("drawing_floors", "Mặt đứng thiếu kích thước.")]
    builder, desk, leader = (world.officer(role) for role in (BUILDER, DESK, LEADER))
    watch.go_to(2026, 11, 17, 10)
    propose_supplement(step(permit, "examine"), missing=missing, reason="Thiếu.", actor=builder)
    notice = send_supplement(step(permit, "send_supplement"), actor=desk)
    assert notice.answer_by is not None
    assert local_day(notice.answer_by) == date(2026, 12, 17)

    watch.go_to(2026, 12, 10, 9)
    (waiting,) = steps_to_wake()
    wake_step(waiting, actor=PLATFORM)
    assert step(permit, waiting.node).wake_at == notice.answer_by
    watch.go_to(2026, 12, 18, 9)
    (waiting,) = steps_to_wake()
    wake_step(waiting, actor=PLATFORM)

    asked = StopAsk("supplement_expired", "Không bổ sung bản vẽ.", "61/2018/NĐ-CP, Điều 19")
    propose_stop(step(permit, "supplement_expired"), asked=asked, actor=builder)
    approve_stop(step(permit, "approve_stop"), actor=leader)
    stopped = send_stop(step(permit, "send_stop"), back=GivenBack(""), actor=desk)
    assert reread(permit).state == "stopped"
    assert stopped.until_at is not None
    assert local_day(stopped.until_at) == date(2027, 1, 7)


def test_stop_on_another_ground_goes_on_and_a_second_one_is_refused(
    watch: Watch, world: World, permit: Dossier
) -> None:
    builder, desk, leader = (world.officer(role) for role in (BUILDER, DESK, LEADER))
    before = Deadline.objects.get(pk=permit.case.deadline_id or 0).due_at
    asked = StopAsk("law", "Chờ tòa án giải quyết tranh chấp.", "175/2024/NĐ-CP")
    watch.go_to(2026, 11, 18, 10)
    propose_stop(step(permit, "examine"), asked=asked, actor=builder)
    approve_stop(step(permit, "approve_stop"), actor=leader)
    send_stop(step(permit, "send_stop"), back=GivenBack(""), actor=desk)
    watch.go_to(2026, 11, 23, 10)

    resume_dossier(reread(permit), reason="Đã có quyết định của tòa án.", actor=builder)

    deadline = Deadline.objects.get(pk=permit.case.deadline_id or 0)
    (row,) = deadline.adjustments.all()
    assert (row.kind, row.reason_code) == ("exclude", "stopped")
    assert deadline.due_at > before
    assert reread(permit).state == "in_process"
    with pytest.raises(IllegalState) as refused:
        propose_stop(step(permit, "examine"), asked=asked, actor=builder)
    assert refused.value.code == "stopped_enough"


def test_same_day_procedure_is_extended_by_a_leader_only(
    watch: Watch, world: World, answers: dict[str, Any]
) -> None:
    """One day before the promise is over before the dossier arrives (Điều 19, khoản 9)."""
    dossier = receive(world, answers)
    deadline = Deadline.objects.get(pk=dossier.case.deadline_id or 0)
    offer = extension_offer(dossier, deadline)

    assert offer is not None
    assert local_day(deadline.due_at) == timezone.localdate()
    assert offer.last_day == date(2026, 11, 13)
    assert offer.needs_leader(timezone.localdate())


def test_verification_is_known_by_its_outcome_whatever_the_step_is_called(
    world: World, answers: dict[str, Any]
) -> None:
    dossier = receive(world, answers)
    officer = world.officer(OFFICER)
    request_verification(step(dossier, "examine"), comment="Hỏi Đông Hà.", actor=officer)
    waiting = open_steps_of(dossier.pk)[0]
    Step.objects.filter(pk=waiting.pk).update(node="verify_residence")
    client = Client()
    client.force_login(world.account(OFFICER))

    page = client.get(reverse("onestop:officer-case", args=[dossier.pk])).content.decode()

    title = next(way["title"] for way in waiting.outcomes if way["code"] == "verified")
    assert f"<span>{title}</span>" in page
    assert reverse("onestop:officer-verify", args=[waiting.pk]) in page
