# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers pass between desk, unit and shifts with both signatures; wrong ways are refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantScope, Role, actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import claim_step, close_case, inbox
from lienthong.core.units.api import Membership, Position
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope, StaleVersion
from lienthong.modules.onestop.actions.examine import send_back
from lienthong.modules.onestop.actions.hand_over import (
    give_papers,
    hand_shift_over,
    receive_papers,
)
from lienthong.modules.onestop.models import Dossier, HandOver, HandOverSheet, Payment, PrintProfile
from lienthong.modules.onestop.queries.hand_overs import sheets_to_receive, waiting_lines
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_whole_life import Office
from lienthong.modules.onestop.tests.work import Desk, text_of
from lienthong.testing.world import START, World

ROLE = "civil_status_officer"
PEN = "M10 10L40 60L90 20"


@pytest.fixture
def desk(world: World) -> Actor:
    return world.officer("one_stop_officer")


@pytest.fixture
def unit(world: World) -> Actor:
    return world.officer(ROLE)


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    return receive(world, answers)


def give(world: World, actor: Actor, **changes: Any) -> HandOverSheet:
    lines = [line.pk for line in waiting_lines(actor)]
    asked: dict[str, Any] = {"line_ids": lines} | changes
    return give_papers(world.ward.desk, actor=actor, **asked)


def take(sheet: HandOverSheet, actor: Actor, **changes: Any) -> HandOverSheet:
    asked: dict[str, Any] = {"missing": {}, "notes": {}} | changes
    return receive_papers(sheet, actor=actor, **asked)


def colleague(world: World) -> Actor:
    """A second officer of the desk."""
    account = Account.objects.create_user("quay2", kind="officer", display_name="Lý Thị Hoa")
    position = Position.objects.get(code="one_stop_officer")
    Membership.objects.create(
        account=account, unit=world.ward.desk, position=position, valid_from=START, is_main=True
    )
    Grant.objects.create(
        account=account,
        role=Role.objects.get(code="one_stop_officer"),
        unit=world.ward.desk,
        scope=GrantScope.UNIT,
        valid_from=START,
    )
    return actor_for(account)


def test_papers_of_an_accepted_dossier_wait_with_the_latest_moment(
    world: World, desk: Actor, unit: Actor, dossier: Dossier
) -> None:
    (line,) = waiting_lines(desk)

    assert (line.purpose, line.electronic, line.given_at) == ("process", False, None)
    assert (line.from_unit_id, line.to_unit_id) == (world.ward.desk.pk, world.ward.agency.pk)
    assert line.due_at is not None
    assert line.due_at > line.started_at
    assert waiting_lines(unit) == []
    assert waiting_lines(world.officer("one_stop_officer", ward=world.other)) == []


def test_giver_and_receiver_sign_one_numbered_sheet(
    world: World, desk: Actor, unit: Actor, dossier: Dossier
) -> None:
    sheet = give(world, desk, signature=PEN, note="Kèm một phong bì.")

    assert sheet.code.startswith("0001/")
    assert (sheet.giver_id, sheet.giver_signature) == (desk.account_id, PEN)
    assert [found.pk for found in sheets_to_receive(unit)] == [sheet.pk]
    line = sheet.lines.get()
    taken = take(sheet, unit, notes={line.pk: "Bản chính có vết ố."})

    assert taken.received_at is not None
    assert taken.receiver_text.startswith(unit.name)
    line.refresh_from_db()
    assert (line.note, line.received_at) == ("Bản chính có vết ố.", taken.received_at)
    assert waiting_lines(desk) == []
    assert sheets_to_receive(unit) == []


def test_missing_paper_waits_at_the_giver_again(
    world: World, desk: Actor, unit: Actor, dossier: Dossier
) -> None:
    sheet = give(world, desk)
    line = sheet.lines.get()
    with pytest.raises(InvalidInput) as refused:
        take(sheet, unit, missing={line.pk: " "})
    assert set(refused.value.fields) == {f"missing_{line.pk}"}

    take(sheet, unit, missing={line.pk: "Không có giấy chứng sinh."})

    line.refresh_from_db()
    assert (line.received_at, line.note) == (None, "Không có giấy chứng sinh.")
    assert line.refused_at is not None
    (again,) = waiting_lines(desk)
    assert (again.dossier_id, again.given_at) == (dossier.pk, None)


def test_late_hand_over_is_visible(
    world: World, desk: Actor, unit: Actor, dossier: Dossier
) -> None:
    HandOver.objects.filter(electronic=False).update(due_at=timezone.now() - timedelta(hours=2))
    page = text_of(Desk.of(world, "one_stop_officer").client.get("/can-bo/ban-giao/"))
    assert "1 trễ" in page

    sheet = give(world, desk)

    assert sheet.lines.get().is_late
    shown = Desk.of(world, ROLE).client.get(reverse("onestop:officer-hand-over", args=[sheet.pk]))
    assert "trễ hạn" in text_of(shown)


def test_giver_cannot_confirm_for_the_receiver_and_nobody_twice(
    world: World, desk: Actor, unit: Actor, dossier: Dossier
) -> None:
    sheet = give(world, desk)
    with pytest.raises(NotAllowed):
        take(sheet, desk)
    with pytest.raises(NotAllowed):
        take(sheet, colleague(world))
    with pytest.raises(OutOfScope):
        take(sheet, world.officer(ROLE, ward=world.other))
    with pytest.raises(StaleVersion):
        take(sheet, unit, version=9)
    take(sheet, unit, version=1)

    with pytest.raises(IllegalState):
        take(sheet, world.officer("clerk"))


def test_closed_given_or_foreign_papers_cannot_be_given(
    world: World, answers: dict[str, Any], desk: Actor, dossier: Dossier
) -> None:
    line = HandOver.objects.get(electronic=False)
    with pytest.raises(InvalidInput):
        give(world, desk, line_ids=[])
    with pytest.raises(OutOfScope):
        give_papers(
            world.ward.desk,
            line_ids=[line.pk],
            actor=world.officer("one_stop_officer", ward=world.other),
        )
    give(world, desk)
    with pytest.raises(IllegalState):
        give(world, desk, line_ids=[line.pk])
    second = receive(world, answers)
    with transaction.atomic():
        close_case(second.case)
    closed = HandOver.objects.get(dossier=second, electronic=False)
    assert waiting_lines(desk) == []

    with pytest.raises(InvalidInput) as refused:
        give(world, desk, line_ids=[closed.pk])
    assert second.code in refused.value.fields["line"]


@pytest.mark.usefixtures("signing")
def test_result_on_paper_comes_back_the_same_way(
    world: World, desk: Actor, dossier: Dossier
) -> None:
    office = Office(world)
    office.propose()
    office.sign()
    office.issue()
    clerk = world.officer("clerk")
    lines = [line for line in waiting_lines(clerk) if line.purpose == "result"]

    assert [(line.from_unit_id, line.to_unit_id) for line in lines] == [
        (world.ward.agency.pk, world.ward.desk.pk)
    ]
    sheet = give_papers(world.ward.agency, line_ids=[lines[0].pk], actor=clerk)
    with pytest.raises(NotAllowed):
        take(sheet, world.officer(ROLE))
    assert take(sheet, desk).receiver_id == desk.account_id


def test_shift_hands_over_dossiers_cash_and_originals(
    world: World, answers: dict[str, Any], desk: Actor, dossier: Dossier
) -> None:
    send_back(Office(world).step(ROLE), reason="Kiểm lại.", actor=world.officer(ROLE))
    (step,) = inbox(desk).steps
    claim_step(step, actor=desk)
    Payment.objects.create(
        dossier=dossier,
        amount=16_000,
        method="cash",
        paid_at=timezone.now(),
        taken_by_text=desk.name,
        taken_by_id=desk.account_id,
    )
    other = colleague(world)

    sheet = hand_shift_over(world.ward.desk, receiver_id=other.account_id or 0, actor=desk)

    assert (sheet.purpose, sheet.cash["total"]) == ("shift", 16_000)
    line = sheet.lines.get()
    assert (line.dossier_id, line.note) == (dossier.pk, "2 bản chính")
    with pytest.raises(NotAllowed):
        take(sheet, desk)
    assert [found.pk for found in sheets_to_receive(other)] == [sheet.pk]
    take(sheet, other, signature=PEN)
    step.refresh_from_db()
    assert step.queue.account_id == other.account_id
    with pytest.raises(InvalidInput) as empty:
        hand_shift_over(world.ward.desk, receiver_id=other.account_id or 0, actor=desk)
    assert "không giữ gì" in empty.value.fields["receiver"]


def test_shift_goes_to_a_colleague_of_the_same_desk_only(
    world: World, desk: Actor, unit: Actor
) -> None:
    elsewhere = world.officer("one_stop_officer", ward=world.other)
    for wrong in (desk.account_id, elsewhere.account_id, 0):
        with pytest.raises(InvalidInput):
            hand_shift_over(world.ward.desk, receiver_id=wrong or 0, actor=desk)
    assert HandOverSheet.objects.count() == 0


def test_screens_give_print_and_receive(world: World, dossier: Dossier) -> None:
    line = HandOver.objects.get(electronic=False)
    desk, unit = Desk.of(world, "one_stop_officer"), Desk.of(world, ROLE)
    PrintProfile.objects.create(unit=world.ward.desk, at_once=True)
    address = reverse("onestop:officer-hand-overs")
    assert dossier.code in text_of(desk.client.get(address))
    nothing = desk.client.post(address, {"_key": "g0"})
    assert nothing.status_code == 422
    sent = desk.client.post(address, {"line": line.pk, "signature": PEN, "_key": "g1"})
    sheet = HandOverSheet.objects.get()
    address = reverse("onestop:officer-hand-over", args=[sheet.pk])
    assert sent["Location"] == f"{address}?in=ban-giao-{sheet.pk}"
    assert f'src="{address}in/?khung"' in text_of(desk.client.get(sent["Location"]))

    paper = text_of(desk.client.get(address + "in/"))
    assert "Liên 1: nơi giao lưu" in paper
    assert "Liên 2: nơi nhận lưu" in paper
    assert dossier.code in paper
    assert PEN in paper
    assert "paper--a4" in text_of(desk.client.get(address + "in/?kho=a4"))
    assert "Ký nhận" not in text_of(desk.client.get(address))
    assert "print-bar" not in text_of(desk.client.get(address + "in/?khung"))
    shown = text_of(unit.client.get(address))
    assert "Ký nhận" in shown
    unit.client.post(
        sent["Location"], {f"line_{line.pk}": "ok", f"note_{line.pk}": "Đủ.", "_key": "g2"}
    )

    sheet.refresh_from_db()
    line.refresh_from_db()
    assert (sheet.received_at is not None, line.note) == (True, "Đủ.")
