# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A unit ends: its work, who sees it, its books go to the one that continues it, and back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.access.api import Role
from lienthong.core.cases.api import (
    Case,
    Participation,
    Step,
    WorkMove,
    claim_step,
    close_case,
    inbox,
    open_steps_of,
    retry_work_move,
    undo_work_move,
)
from lienthong.core.notifications.api import Message
from lienthong.core.numbering.api import Number, open_book
from lienthong.core.search.api import find, unit_token
from lienthong.core.units.api import (
    Unit,
    UnitFacts,
    begin_day,
    dissolve_unit,
    merge_units,
    name_heir,
    open_unit,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("13")
PLATFORM = Actor.platform("kiểm thử")
EXAMINER = "civil_status_officer"


@pytest.fixture
def administrator(world: World) -> Client:
    client = Client()
    client.force_login(world.account("administrator"))
    return client


def standing() -> list[tuple[Any, ...]]:
    """Where every case, step and participation is."""
    cases = Case.objects.order_by("pk").values_list("pk", "agency_id", "unit_id")
    steps = Step.objects.order_by("pk").values_list(
        "pk", "unit_id", "queue_id", "home_queue_id", "closed_at"
    )
    parts = Participation.objects.order_by("case_id", "unit_id", "capacity")
    return [*cases, *steps, *parts.values_list("case_id", "unit_id", "capacity", "closed")]


def close_and_reserve(case: Case, unit: Unit) -> Number:
    """A case that is closed, and a number that the unit keeps for later."""
    with transaction.atomic():
        Step.objects.filter(case=case).update(closed_at=timezone.now())
        close_case(case)
        book = open_book(unit.pk, "so-thu", "2026")
    made: Number = Number.objects.create(
        book=book, value=7, state="reserved", subject_kind="", subject_id=None, at=timezone.now()
    )
    return made


def test_work_goes_along_in_a_lot_and_comes_back_as_it_was(
    world: World, answers: dict[str, Any]
) -> None:
    ward, into = world.ward.agency, world.other.agency
    dossiers = [receive(world, answers) for _ in range(3)]
    waiting, held, closed = (dossier.case for dossier in dossiers)
    claim_step(open_steps_of(held.pk)[0], actor=world.officer(EXAMINER))
    number = close_and_reserve(closed, ward)
    ProcrastinateJob.objects.all().delete()
    done: set[int] = set()
    before = standing()
    officer = world.account(EXAMINER)

    merge_units(into, others=[ward], on=timezone.localdate(), instrument=None, actor=PLATFORM)
    run_jobs(done)

    move = WorkMove.objects.get()
    assert (move.moved, move.problems, move.position) == (3, [], 3)
    assert move.finished_at is not None
    for case in (waiting, held, closed):
        case.refresh_from_db()
    assert (waiting.agency_id, held.agency_id, closed.agency_id) == (into.pk, into.pk, ward.pk)
    step, taken = open_steps_of(waiting.pk)[0], open_steps_of(held.pk)[0]
    assert (step.unit_id, step.queue.unit_id) == (into.pk, into.pk)
    assert str(step.queue.role) == str(Role.objects.get(code=EXAMINER))
    assert (taken.queue.account_id, taken.home_queue.unit_id) == (officer.pk, into.pk)
    assert {one.case_id for one in inbox(world.officer(EXAMINER)).steps} == {waiting.pk, held.pk}
    seen = Participation.objects.filter(case=closed).values_list("unit_id", "capacity", "closed")
    assert {(into.pk, "lead", True), (ward.pk, "former", True)} <= set(seen)
    code = str(waiting.code)
    assert [hit.subject_id for hit in find(code, scope=[unit_token(into.pk)])] == [waiting.pk]
    assert find(code, scope=[unit_token(ward.pk)]) == []
    number.refresh_from_db()
    assert number.state == "void"
    assert number.reason.startswith("Cơ quan kết thúc từ ngày")
    with pytest.raises(IllegalState):
        retry_work_move(move, actor=PLATFORM)

    back = undo_work_move(move, actor=PLATFORM)
    with pytest.raises(IllegalState):
        retry_work_move(move, actor=PLATFORM)
    run_jobs(done)

    assert standing() == before
    back.refresh_from_db()
    assert (back.moved, back.problems) == (3, [])
    with pytest.raises(IllegalState):
        undo_work_move(move, actor=PLATFORM)
    again = retry_work_move(move, actor=PLATFORM)
    run_jobs(done)
    again.refresh_from_db()
    waiting.refresh_from_db()
    assert (again.moved, waiting.agency_id) == (3, into.pk)
    for lot in (move, back):
        with pytest.raises(IllegalState):
            retry_work_move(lot, actor=PLATFORM)


def test_taking_back_a_lot_says_that_the_unit_has_ended(
    world: World, answers: dict[str, Any], administrator: Client
) -> None:
    receive(world, answers)
    ward, today = world.ward.agency, timezone.localdate()
    name = ward.versions.get().short_name
    merge_units(world.other.agency, others=[ward], on=today, instrument=None, actor=PLATFORM)
    run_jobs()

    url = f"/quan-tri/danh-muc/chuyen-viec-don-vi/{WorkMove.objects.get().pk}/lay-lai/"
    page = administrator.post(url, {"why": "Nhập nhầm đơn vị"}).content.decode()

    assert f"1 việc trở về {name}." in page
    assert f"Đơn vị này kết thúc từ ngày {today:%d/%m/%Y} nên ở đó không ai làm tiếp" in page


def test_case_that_is_being_signed_waits_and_is_tried_again(
    world: World, answers: dict[str, Any]
) -> None:
    dossier = receive(world, answers)
    Step.objects.filter(case=dossier.case, closed_at=None).update(marks={"busy": "sign"})
    ProcrastinateJob.objects.all().delete()
    done: set[int] = set()
    merge_units(
        world.other.agency,
        others=[world.ward.agency],
        on=timezone.localdate(),
        instrument=None,
        actor=PLATFORM,
    )
    run_jobs(done)
    move = WorkMove.objects.get()
    assert (move.moved, [one["case"] for one in move.problems]) == (0, [dossier.pk])

    Step.objects.filter(case=dossier.case).update(marks={})
    retry_work_move(move, actor=PLATFORM)
    run_jobs(done)

    assert Case.objects.get(pk=dossier.pk).agency == world.other.agency


@pytest.mark.parametrize("ends_in", [30, 0])
def test_work_that_comes_into_a_unit_after_its_end_was_planned_is_told_daily_and_gets_an_heir(
    world: World, answers: dict[str, Any], administrator: Client, ends_in: int
) -> None:
    """Planned for a later day it stays until then; once the day has come it goes at once."""
    today = timezone.localdate()
    on, heir = today + timedelta(days=ends_in), world.other.agency
    facts = UnitFacts("Tổ xử lý tồn đọng", "Tổ tồn đọng", "division", world.province)
    team = open_unit(
        world.province, code="TO-1", facts=facts, since=today - timedelta(9), actor=PLATFORM
    )
    dissolve_unit(team, on=on, instrument=None, actor=PLATFORM)
    ProcrastinateJob.objects.all().delete()
    done: set[int] = set()

    def mornings(*days: int) -> list[Message]:
        for day in days:
            begin_day(today + timedelta(days=day), actor=PLATFORM)
            run_jobs(done)
        return list(Message.objects.filter(kind="cases.heirless").order_by("pk"))

    assert mornings(0) == [], "nothing lies there"
    dossier = receive(world, answers)
    Step.objects.filter(case=dossier.case, closed_at=None).update(unit=team)
    told = mornings(1, 1, 2)
    keeper = world.account("administrator")
    own = [one for one in told if one.account_id == keeper.pk]
    assert len(own) == 2, "once a day"
    assert (
        own[0].title == f"Tổ tồn đọng: kết thúc từ {on:%d/%m/%Y}, còn việc mà chưa có đơn vị nhận"
    )
    assert "Còn 1 việc đang mở và 0 văn bản" in own[0].body
    page = administrator.get(own[0].link)
    assert "Chọn đơn vị nhận việc" in page.content.decode()

    with pytest.raises(InvalidInput):
        name_heir(team, heir=team, instrument=None, actor=PLATFORM)
    url = f"/quan-tri/danh-muc/don-vi/{team.pk}/nhan-viec/"
    assert administrator.post(url, {"heir": ""}).status_code == 422
    typed = {"heir": heir.code, "why": "Việc đến sau khi hẹn ngày"}
    looked = administrator.post(url, typed).content.decode()
    assert "Việc của Tổ tồn đọng" in looked
    assert ("nhận việc và sổ của nó ngay" in looked) == (ends_in == 0)
    seen = administrator.get(url).context["seen"]
    answer = administrator.post(url, typed | {"seen": seen, "_looked": "1"})
    run_jobs(done)

    assert answer.status_code == 302
    if ends_in:
        assert not WorkMove.objects.exists()
        begin_day(on, actor=PLATFORM)
        run_jobs(done)
    assert WorkMove.objects.get().moved == 1
    assert {one.unit_id for one in open_steps_of(dossier.case_id)} == {heir.pk}
    assert len(mornings(3)) == len(told), "somebody takes it over"
    with pytest.raises(IllegalState):
        name_heir(team, heir=heir, instrument=None, actor=PLATFORM)


def test_unit_with_open_work_ends_only_with_an_heir(
    world: World, answers: dict[str, Any], administrator: Client
) -> None:
    today = timezone.localdate()
    facts = UnitFacts("Tổ xử lý tồn đọng", "Tổ tồn đọng", "division", world.province)
    team: Unit = open_unit(
        world.province, code="TO-1", facts=facts, since=today - timedelta(9), actor=PLATFORM
    )
    dossier = receive(world, answers)
    Step.objects.filter(case=dossier.case, closed_at=None).update(unit=team)
    ProcrastinateJob.objects.all().delete()
    done: set[int] = set()
    told = f"Còn 1 việc đang mở ở đơn vị này: {dossier.case.code}. Chọn đơn vị nhận việc."
    for on in (today, today + timedelta(days=30)):
        with pytest.raises(InvalidInput) as refused:
            dissolve_unit(team, on=on, instrument=None, actor=PLATFORM)
        assert refused.value.fields == {"heir": told}

    url = f"/quan-tri/danh-muc/don-vi/{team.pk}/giai-the/"
    typed = {"on": f"{today:%d/%m/%Y}", "heir": world.other.agency.code}
    nobody = administrator.post(url, typed | {"heir": ""})
    assert nobody.status_code == 422, "refused before it is confirmed"
    assert told in nobody.content.decode()
    looked = administrator.post(url, typed).content.decode()
    assert "Việc của Tổ tồn đọng" in looked
    assert "lấy lại được từng lô" in looked
    seen = administrator.get(url).context["seen"]
    answer = administrator.post(url, typed | {"seen": seen, "_looked": "1"})
    run_jobs(done)

    assert answer.status_code == 302
    assert open_steps_of(dossier.pk)[0].unit == world.other.agency
    lots = "/quan-tri/danh-muc/chuyen-viec-don-vi/"
    assert "Tổ tồn đọng" in administrator.get(f"{lots}?tim=tồn đọng").content.decode()
    row = administrator.get(f"{lots}{WorkMove.objects.get().pk}/").content.decode()
    assert "Tổ tồn đọng → UBND phường Đông Hà" in row
    assert "Lấy lại cả lô" in row

    def next_morning(day: int) -> list[str]:
        begin_day(today + timedelta(days=day), actor=PLATFORM)
        run_jobs(done)
        return list(
            Message.objects.filter(kind="cases.left_behind").values_list("title", flat=True)
        )

    late = receive(world, answers)
    for one in (dossier, late):  # work that comes into the unit after it ended
        Step.objects.filter(case=one.case, closed_at=None).update(unit=team)
    Step.objects.filter(case=late.case, closed_at=None).update(marks={"busy": "signing"})
    assert next_morning(1) == []
    assert [open_steps_of(one.pk)[0].unit for one in (dossier, late)] == [world.other.agency, team]
    titles = next_morning(2)
    assert set(titles) == {"Tổ tồn đọng: còn 1 việc chưa chuyển được sang UBND phường Đông Hà"}
    Step.objects.filter(case=late.case, closed_at=None).update(unit=world.other.agency)
    Participation.objects.filter(case=late.case, unit=team).delete()
    assert next_morning(3) == titles
