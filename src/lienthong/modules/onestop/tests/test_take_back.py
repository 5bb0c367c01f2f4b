# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What was just handed on is taken back while nobody has looked; afterwards it is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import (
    Step,
    claim_step,
    events_of,
    mark_seen,
    open_steps_of,
    queue_of_person,
    release_step,
    steps_of,
)
from lienthong.kernel.errors import IllegalState, NotAllowed, OutOfScope
from lienthong.modules.onestop.actions.decide import sign_result
from lienthong.modules.onestop.actions.examine import propose_result, request_verification
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.actions.supplement import propose_supplement
from lienthong.modules.onestop.actions.take_back import take_back_step
from lienthong.modules.onestop.models import Dossier, SupplementNotice
from lienthong.modules.onestop.rules import obstacle_to_taking_back
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_whole_life import Office
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.snapshot import once
from lienthong.testing.world import World

pytestmark = pytest.mark.usefixtures("signing")
ROLE = "civil_status_officer"


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


@pytest.fixture
def proposed(world: World, answers: dict[str, Any], office: Office) -> Dossier:
    return once("proposed, to be taken back", lambda: _proposed(world, answers, office))


def _proposed(world: World, answers: dict[str, Any], office: Office) -> Dossier:
    dossier = receive(world, answers)
    step = office.step(ROLE)
    propose_result(step, comment="Đủ.", actor=office.actor(ROLE))
    office.work()
    return dossier


def finished(dossier: Dossier, node: str) -> Step:
    return next(step for step in reversed(steps_of(dossier.pk)) if step.node == node)


def test_taken_back_while_unseen_and_proposed_again(office: Office, proposed: Dossier) -> None:
    again = take_back_step(finished(proposed, "examine"), actor=office.actor(ROLE))

    assert again.node == "examine"
    assert [step.node for step in open_steps_of(proposed.pk)] == ["examine"]
    assert finished(proposed, "sign").outcome == "passed"
    assert events_of(proposed.pk)[-1].kind == "step_taken_back"
    office.propose()
    office.sign()
    office.issue()
    proposed.refresh_from_db()
    assert proposed.case.state == "granted"


def test_refused_once_seen_claimed_or_being_signed(office: Office, proposed: Dossier) -> None:
    done, leader = finished(proposed, "examine"), office.actor("leader")
    (sign,) = open_steps_of(proposed.pk)
    with transaction.atomic():
        mark_seen(sign)
    Step.objects.filter(pk=done.pk).update(closed_at=timezone.now() - timedelta(minutes=11))
    done.refresh_from_db()
    with pytest.raises(IllegalState) as seen:
        take_back_step(done, actor=office.actor(ROLE))
    assert "đã mở hồ sơ" in str(seen.value)
    given = queue_of_person(leader.account_id or 0)
    Step.objects.filter(pk=sign.pk).update(seen_at=None, queue=given)
    steps, late = steps_of(proposed.pk), timezone.now()
    assert not obstacle_to_taking_back(done, steps, is_open=True, now=late)
    release_step(sign, actor=leader)
    claim_step(sign, actor=leader)
    with pytest.raises(IllegalState) as claimed:
        take_back_step(done, actor=office.actor(ROLE))
    assert "Đã có người nhận" in str(claimed.value)
    sign_result(sign, actor=leader)
    with pytest.raises(IllegalState) as busy:
        take_back_step(done, actor=office.actor(ROLE))
    assert "đang ký số" in str(busy.value)
    assert only_step(proposed).node == "sign"


def test_undone_within_ten_minutes_though_seen_never_once_somebody_acted(
    world: World, office: Office, proposed: Dossier
) -> None:
    done = finished(proposed, "examine")
    (sign,) = open_steps_of(proposed.pk)
    with transaction.atomic():
        mark_seen(sign)
    page = text_of(Desk.of(world, ROLE).case(proposed))
    assert reverse("onestop:officer-take-back", args=[done.pk]) in page
    assert "Bạn vừa làm: Đạt, trình ký." in page
    claim_step(sign, actor=office.actor("leader"))
    assert "Bạn vừa làm" not in text_of(Desk.of(world, ROLE).case(proposed))
    with pytest.raises(IllegalState):
        take_back_step(done, actor=office.actor(ROLE))
    release_step(sign, actor=office.actor("leader"))

    assert take_back_step(done, actor=office.actor(ROLE)).node == "examine"


def test_refused_after_a_signature_or_a_stopped_clock(
    world: World, answers: dict[str, Any], office: Office, proposed: Dossier
) -> None:
    office.sign()
    with pytest.raises(IllegalState) as signed:
        take_back_step(finished(proposed, "sign"), actor=office.actor("leader"))
    assert "đã ký" in str(signed.value)
    with pytest.raises(IllegalState) as later:
        take_back_step(finished(proposed, "examine"), actor=office.actor(ROLE))
    assert "đã làm xong" in str(later.value)

    other = receive(world, answers)
    request_verification(only_step(other), comment="Hỏi.", actor=office.actor(ROLE))
    with pytest.raises(IllegalState):
        take_back_step(finished(other, "examine"), actor=office.actor(ROLE))


def test_refused_when_a_paper_went_to_the_citizen(
    world: World, answers: dict[str, Any], office: Office
) -> None:
    dossier = receive(world, answers)
    with pytest.raises(IllegalState) as sent:
        take_back_step(finished(dossier, "intake"), actor=office.actor("one_stop_officer"))
    assert "đã gửi đi" in str(sent.value)


def test_request_that_was_never_sent_goes_with_the_step(
    world: World, answers: dict[str, Any], office: Office
) -> None:
    dossier = receive(world, answers)
    asked = [Missing("birth_certificate", "Mờ.")]
    propose_supplement(only_step(dossier), missing=asked, reason="Mờ.", actor=office.actor(ROLE))

    take_back_step(finished(dossier, "examine"), actor=office.actor(ROLE))

    assert only_step(dossier).node == "examine"
    assert SupplementNotice.objects.count() == 0


def test_only_who_did_it_and_nobody_elsewhere(
    world: World, office: Office, proposed: Dossier
) -> None:
    done = finished(proposed, "examine")
    with pytest.raises(NotAllowed):
        take_back_step(done, actor=office.actor("clerk"))
    with pytest.raises(OutOfScope):
        take_back_step(done, actor=world.officer(ROLE, ward=world.other))
    take_back_step(done, actor=office.actor(ROLE))
    with pytest.raises(IllegalState):
        take_back_step(done, actor=office.actor(ROLE))


def test_list_of_what_was_done_offers_it_and_the_toast_too(
    world: World, answers: dict[str, Any]
) -> None:
    dossier = receive(world, answers)
    desk = Desk.of(world, ROLE)
    step = only_step(dossier)
    sent = desk.act("propose", step, comment="Đủ.", _key="p1")
    address = reverse("onestop:officer-take-back", args=[step.pk])
    assert address in text_of(desk.client.get(sent["Location"]))
    page = text_of(desk.client.get(reverse("onestop:officer-done")))
    assert address in page
    assert "Đạt, trình ký" in page
    assert str(dossier.case.code) in page

    desk.client.post(address)

    assert only_step(dossier).node == "examine"
    refused = desk.client.post(address, follow=True)
    assert "không thu hồi được" in text_of(refused)
