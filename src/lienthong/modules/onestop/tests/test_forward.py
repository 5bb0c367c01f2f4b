# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A dossier sent to the wrong place: forwarded, taken over, refused; and every wrong way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.accounts.api import Person
from lienthong.core.cases.api import Capacity, Step, events_of, inbox, open_steps_of
from lienthong.core.deadlines.api import Deadline, LimitUnit
from lienthong.core.units.api import UnitVersion
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope, StaleVersion
from lienthong.modules.onestop.actions.forward import forward_dossier, refuse_take_over, take_over
from lienthong.modules.onestop.actions.moving import move
from lienthong.modules.onestop.actions.opening import Filing, open_dossier
from lienthong.modules.onestop.enums import Channel, DossierState
from lienthong.modules.onestop.models import Dossier, DossierPaper, HandOver, ProcedureVersion
from lienthong.modules.onestop.panels.citizen_timeline import timeline
from lienthong.testing.world import World

ACCEPT = {"act": "accept", "v_declaration": "accepted", "v_birth_certificate": "accepted"}
REASON = "Cha mẹ cư trú ở Đông Hà."


@pytest.fixture
def sent(world: World, answers: dict[str, Any]) -> Step:
    """An online dossier at the desk of Đồng Hới whose mother lives in Đông Hà."""
    citizen = world.citizen()
    home = {"division": "19333", "division_text": "Phường Đông Hà", "detail": ""}
    filing = Filing(
        procedure=ProcedureVersion.objects.get(procedure__code="1.001193"),
        answers=answers | {"mother_residence": home},
        submitter=Person.objects.get(pk=citizen.person_id or 0),
        channel=Channel.ONLINE,
    )
    with transaction.atomic():
        dossier = open_dossier(filing, actor=citizen)
        dossier.submitted_at = timezone.now()
        dossier.save()
        move(dossier, DossierState.SUBMITTED)
    return open_steps_of(dossier.pk)[0]


def forward(world: World, step: Step, **changes: Any) -> HandOver:
    asked: dict[str, Any] = {"to_unit": world.other.agency.pk, "reason": REASON} | changes
    return forward_dossier(step, actor=world.officer("one_stop_officer"), **asked)


def other_step(world: World) -> Step:
    (step,) = inbox(world.officer("one_stop_officer", ward=world.other)).steps
    return step


def capacities(dossier: Dossier) -> set[tuple[int, str]]:
    return set(dossier.case.participations.values_list("unit_id", "capacity"))


def test_forwarded_dossier_waits_at_the_other_desk_and_the_citizen_is_told(
    world: World, sent: Step
) -> None:
    given = forward(world, sent)

    dossier = Dossier.objects.select_related("case").get()
    assert dossier.state == DossierState.FORWARDED
    step = other_step(world)
    assert (step.node, step.unit_id) == ("take_over", world.other.desk.pk)
    assert Deadline.objects.get(pk=step.deadline_id or 0).unit == LimitUnit.SAME_DAY
    assert (given.to_unit_id, given.reason, given.received_at) == (
        world.other.agency.pk,
        REASON,
        None,
    )
    assert inbox(world.officer("one_stop_officer")).steps == []
    told = [entry for entry in timeline(dossier) if entry["state"] == "done"]
    assert told[-1]["title"] == "Đã chuyển hồ sơ tới UBND phường Đông Hà"
    assert told[-1]["text"] == REASON
    paper = DossierPaper.objects.get(kind="fw")
    assert paper.data["to_unit"] == "Ủy ban nhân dân phường Đông Hà"
    assert paper.data["reason"] == REASON


def test_take_over_makes_the_other_unit_receive_with_its_own_eight_hours(
    world: World, sent: Step
) -> None:
    given = forward(world, sent)
    desk = world.officer("one_stop_officer", ward=world.other)

    take_over(other_step(world), actor=desk)

    dossier = Dossier.objects.select_related("case").get()
    assert dossier.state == DossierState.SUBMITTED
    assert (dossier.case.unit_id, dossier.case.agency_id) == (
        world.other.desk.pk,
        world.other.agency.pk,
    )
    step = other_step(world)
    assert step.node == "intake"
    deadline = Deadline.objects.get(pk=step.deadline_id or 0)
    assert (deadline.unit, deadline.amount) == (LimitUnit.HOUR, 8)
    assert capacities(dossier) == {
        (world.ward.agency.pk, Capacity.FORMER),
        (world.ward.desk.pk, Capacity.FORMER),
        (world.other.agency.pk, Capacity.LEAD),
        (world.other.desk.pk, Capacity.RECEIVE),
    }
    given.refresh_from_db()
    assert given.receiver_text == desk.name
    assert given.received_at is not None
    kinds = [event.kind for event in events_of(dossier.pk, for_citizen=True)]
    assert kinds[-1] == "taken_over"


def test_refusal_sends_it_back_with_the_reason(world: World, sent: Step) -> None:
    given = forward(world, sent)
    desk = world.officer("one_stop_officer", ward=world.other)
    with pytest.raises(InvalidInput):
        refuse_take_over(other_step(world), reason=" ", actor=desk)

    dossier = refuse_take_over(other_step(world), reason="Mẹ đã chuyển đi.", actor=desk)

    assert dossier.state == DossierState.SUBMITTED
    (step,) = inbox(world.officer("one_stop_officer")).steps
    assert (step.node, step.unit_id) == ("intake", world.ward.desk.pk)
    given.refresh_from_db()
    assert (given.note, given.received_at) == ("Mẹ đã chuyển đi.", None)
    assert given.refused_at is not None
    assert inbox(desk).steps == []
    again = Client()
    again.force_login(world.account("one_stop_officer", ward=world.other))
    assert again.get(reverse("onestop:officer-case", args=[dossier.pk])).status_code == 404


def back(world: World, **changes: Any) -> HandOver:
    """The other unit finds that the first one is competent after all."""
    asked: dict[str, Any] = {"to_unit": world.ward.agency.pk, "reason": "Mẹ đã về lại."} | changes
    desk = world.officer("one_stop_officer", ward=world.other)
    return forward_dossier(other_step(world), actor=desk, **asked)


def test_forwarded_back_to_the_first_unit_it_follows_and_then_leads_again(
    world: World, sent: Step
) -> None:
    forward(world, sent)
    take_over(other_step(world), actor=world.officer("one_stop_officer", ward=world.other))

    given = back(world)

    dossier = Dossier.objects.select_related("case").get()
    assert capacities(dossier) == {
        (world.ward.agency.pk, Capacity.FOLLOW),
        (world.ward.desk.pk, Capacity.FOLLOW),
        (world.other.agency.pk, Capacity.LEAD),
        (world.other.desk.pk, Capacity.RECEIVE),
    }
    desk = world.officer("one_stop_officer")
    (step,) = inbox(desk).steps
    assert (step.node, step.unit_id) == ("take_over", world.ward.desk.pk)

    take_over(step, actor=desk)

    dossier = Dossier.objects.select_related("case").get()
    assert (dossier.state, dossier.case.agency_id) == (DossierState.SUBMITTED, world.ward.agency.pk)
    assert capacities(dossier) == {
        (world.ward.agency.pk, Capacity.LEAD),
        (world.ward.desk.pk, Capacity.RECEIVE),
        (world.other.agency.pk, Capacity.FORMER),
        (world.other.desk.pk, Capacity.FORMER),
    }
    (step,) = inbox(desk).steps
    assert (step.node, step.unit_id) == ("intake", world.ward.desk.pk)
    assert inbox(world.officer("one_stop_officer", ward=world.other)).steps == []
    given.refresh_from_db()
    assert given.received_at is not None
    kinds = [event.kind for event in events_of(dossier.pk, for_citizen=True)]
    assert kinds[-4:] == ["forwarded", "taken_over", "forwarded", "taken_over"]


def test_first_unit_that_refuses_to_have_it_back_is_a_former_one_again(
    world: World, sent: Step
) -> None:
    forward(world, sent)
    take_over(other_step(world), actor=world.officer("one_stop_officer", ward=world.other))
    back(world)
    desk = world.officer("one_stop_officer")
    (step,) = inbox(desk).steps

    refuse_take_over(step, reason="Mẹ không cư trú ở đây.", actor=desk)

    dossier = Dossier.objects.select_related("case").get()
    assert dossier.case.agency_id == world.other.agency.pk
    assert capacities(dossier) == {
        (world.ward.agency.pk, Capacity.FORMER),
        (world.ward.desk.pk, Capacity.FORMER),
        (world.other.agency.pk, Capacity.LEAD),
        (world.other.desk.pk, Capacity.RECEIVE),
    }
    assert other_step(world).node == "intake"
    assert inbox(desk).steps == []


def test_forwarded_dossier_can_be_accepted_there_with_its_prefix(world: World, sent: Step) -> None:
    forward(world, sent)
    client = Client()
    client.force_login(world.account("one_stop_officer", ward=world.other))
    page = client.get(reverse("onestop:officer-take-over", args=[other_step(world).pk]))
    assert REASON in page.content.decode()
    client.post(
        reverse("onestop:officer-take-over", args=[other_step(world).pk]),
        {"act": "take", "_key": "t1"},
    )
    data = ACCEPT | {"_key": "t2"}

    client.post(reverse("onestop:officer-check", args=[other_step(world).pk]), data)

    dossier = Dossier.objects.select_related("case").get()
    assert dossier.state == DossierState.IN_PROCESS
    assert dossier.code.startswith("H50.53-")


def test_desk_screen_suggests_the_place_in_the_form_and_takes_a_typed_name(
    world: World, sent: Step
) -> None:
    client = Client()
    client.force_login(world.account("one_stop_officer"))
    address = reverse("onestop:officer-check", args=[sent.pk])

    page = client.get(address).content.decode()
    assert "UBND phường Đông Hà" in page
    assert "có trong lời khai" in page
    unknown = {"act": "forward", "forward_text": "Cát Lâm", "forward_reason": REASON}
    refused = client.post(address, unknown | {"_key": "f1"})
    assert refused.status_code == 422
    assert "Chọn nơi khác đang có thẩm quyền" in refused.content.decode()
    client.post(address, unknown | {"forward_text": "dong ha", "_key": "f2"})

    assert Dossier.objects.get().state == DossierState.FORWARDED


def test_forward_to_own_unknown_or_abolished_unit_or_without_reason_is_refused(
    world: World, sent: Step
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    for wrong in (world.ward.agency.pk, world.other.desk.pk, 999_999):
        with pytest.raises(InvalidInput) as refused:
            forward(world, sent, to_unit=wrong)
        assert set(refused.value.fields) == {"forward_to"}
    with pytest.raises(InvalidInput) as refused:
        forward(world, sent, reason="  ")
    assert set(refused.value.fields) == {"forward_reason"}
    UnitVersion.objects.filter(unit=world.other.agency).update(valid_to=yesterday)
    with pytest.raises(InvalidInput):
        forward(world, sent)

    assert Dossier.objects.get().state == DossierState.SUBMITTED
    assert HandOver.objects.count() == 0


def test_take_over_twice_by_others_or_stale_is_refused(world: World, sent: Step) -> None:
    forward(world, sent)
    step = other_step(world)
    desk = world.officer("one_stop_officer", ward=world.other)
    with pytest.raises((NotAllowed, OutOfScope)):
        take_over(step, actor=world.officer("one_stop_officer"))
    with pytest.raises(StaleVersion):
        take_over(step, version=1, actor=desk)
    take_over(step, actor=desk)

    with pytest.raises(IllegalState):
        take_over(step, actor=desk)
    with pytest.raises(IllegalState):
        refuse_take_over(step, reason="Muộn rồi.", actor=desk)


def test_an_accepted_dossier_is_not_forwarded(world: World, sent: Step) -> None:
    client = Client()
    client.force_login(world.account("one_stop_officer"))
    data = ACCEPT | {"_key": "a1"}
    client.post(reverse("onestop:officer-check", args=[sent.pk]), data)

    with pytest.raises(IllegalState):
        forward(world, sent)
    assert Dossier.objects.get().case.unit_id == world.ward.desk.pk
