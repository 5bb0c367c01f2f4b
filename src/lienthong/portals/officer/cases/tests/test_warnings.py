# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Warnings one and two working days before the promise: for an officer and for the unit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import Case, claim_step, warnings_for
from lienthong.core.deadlines.api import Deadline
from lienthong.core.references.api import Setting, SettingVersion
from lienthong.kernel.clock import ClockError
from lienthong.portals.officer.cases.tests.samples import ROLE, make_step, sign_in
from lienthong.testing.offices import acting
from lienthong.testing.world import START, World

pytestmark = pytest.mark.covers("3")
INBOX, BOARD = "officer:inbox", "officer:warnings"


@pytest.fixture(autouse=True)
def fresh() -> None:
    caches["process"].clear()


def promise(world: World, title: str, due: datetime) -> Case:
    """A case promised for a moment, its step due then too."""
    step = make_step(world.ward, title=title, due=due)
    Case.objects.filter(pk=step.case_id).update(due_at=due)
    return Case.objects.get(pk=step.case_id)


def days(world: World) -> tuple[datetime, datetime]:
    """Noon of the next working day of the ward, and of the one after."""
    near, far = warnings_for(world.ward.agency.pk)
    return near.before - timedelta(hours=12), far.before - timedelta(hours=12)


def titles(response: Any) -> list[str]:
    return [row["title"] for group in response.context["groups"] for row in group["rows"]]


def counts(response: Any) -> dict[str, str]:
    return {tab["title"]: tab["count"] for tab in response.context["tabs"]}


def make_four(world: World) -> None:
    one, two = days(world)
    now = timezone.now()
    for title, due in (
        ("Trễ", now - timedelta(days=1)),
        ("Mai", one),
        ("Kia", two),
        ("Xa", two + timedelta(days=9)),
    ):
        promise(world, title, due)


def test_days_are_working_days_of_the_units_calendar(world: World) -> None:
    """Monday 23/11/2026 before the holiday of the 24th: one working day away is the 25th."""
    monday = datetime(2026, 11, 23, 2, tzinfo=UTC)

    lists = warnings_for(world.ward.agency.pk, at=monday)

    ends = [timezone.localtime(w.before - timedelta(minutes=1)).date() for w in lists]
    assert [(w.days, f"{end:%d/%m}") for w, end in zip(lists, ends, strict=True)] == [
        (1, "25/11"),
        (2, "26/11"),
    ]


def test_desk_that_receives_for_another_agency_is_warned_too(world: World) -> None:
    """A provincial desk: the case is resolved elsewhere, received and promised here."""
    one, _two = days(world)
    case = promise(world, "Nhận hộ", one)
    Case.objects.filter(pk=case.pk).update(
        unit=world.ward.agency, agency=world.other.agency, due_at=one
    )

    here = sign_in(world, "leader").get(reverse(BOARD))
    elsewhere = sign_in(world, "leader", ward=world.other).get(reverse(BOARD))

    assert titles(here) == ["Nhận hộ"]
    assert titles(elsewhere) == []
    claim_step(case.steps.get(), actor=acting(world.account(ROLE)))
    mine = sign_in(world, ROLE).get(reverse(INBOX), {"xem": "con-1"})
    assert "Nhận hộ" in mine.content.decode()


def test_thresholds_are_dated_settings(world: World) -> None:
    setting = Setting.objects.create(key="cases.warnings")
    SettingVersion.objects.create(setting=setting, value={"working_days": [3]}, valid_from=START)

    assert [w.days for w in warnings_for(world.ward.agency.pk)] == [3]


def test_officer_sees_what_is_one_and_two_days_away(world: World) -> None:
    make_four(world)
    client = sign_in(world)

    one = client.get(reverse(INBOX), {"xem": "con-1"})
    two = client.get(reverse(INBOX), {"xem": "con-2"})

    assert (titles(one), titles(two)) == (["Mai"], ["Mai", "Kia"])
    assert counts(one)["Còn tối đa 1 ngày làm việc"] == "1"
    assert counts(one)["Còn tối đa 2 ngày làm việc"] == "2"


def test_only_ones_own_work_is_in_ones_warnings(world: World) -> None:
    make_four(world)

    clerk = sign_in(world, "clerk").get(reverse(INBOX), {"xem": "con-2"})
    elsewhere = sign_in(world, ROLE, ward=world.other).get(reverse(INBOX), {"xem": "con-2"})

    assert (titles(clerk), titles(elsewhere)) == ([], [])
    assert "Không có hồ sơ nào sắp đến hạn trả" in clerk.content.decode()


def test_case_whose_clock_is_held_is_not_warned_of(world: World) -> None:
    case = promise(world, "Chờ bổ sung", days(world)[0])
    Deadline.objects.filter(pk=case.deadline_id or 0).update(state="held", held_at=timezone.now())

    assert titles(sign_in(world).get(reverse(INBOX), {"xem": "con-2"})) == []
    assert titles(sign_in(world, "leader").get(reverse(BOARD))) == []


def test_unit_sees_all_and_who_has_them(world: World) -> None:
    make_four(world)
    taken = promise(world, "Đã cầm", days(world)[0])
    claim_step(taken.steps.get(), actor=acting(world.account(ROLE)))

    board = sign_in(world, "leader").get(reverse(BOARD), {"con": "1"})
    rows = [row for group in board.context["groups"] for row in group["rows"]]

    assert {row["title"]: row["step"] for row in rows} == {
        "Mai": "Chưa ai nhận",
        "Đã cầm": str(world.account(ROLE)),
    }
    assert titles(sign_in(world, "leader", ward=world.other).get(reverse(BOARD))) == []


@pytest.mark.parametrize("name", [INBOX, BOARD])
def test_pages_go_on_by_key_and_lose_nothing(name: str, world: World) -> None:
    due = days(world)[0]
    for number in range(32):
        promise(world, f"Việc {number:02d}", due)
    client = sign_in(world, ROLE if name == INBOX else "leader")
    asked = {"xem": "con-1"} if name == INBOX else {"con": "1"}

    first = client.get(reverse(name), asked)
    second = client.get(reverse(name) + first.context["next_url"])

    assert len(titles(first)) == 30
    assert sorted(titles(first) + titles(second)) == [f"Việc {n:02d}" for n in range(32)]
    assert second.context["next_url"] == ""


@pytest.mark.parametrize("con", ["0", "9", "x", "-1", "99999999999", "' OR 1=1 --"])
def test_lists_that_do_not_exist_fall_back(con: str, world: World) -> None:
    make_four(world)

    board = sign_in(world, "leader").get(reverse(BOARD), {"con": con, "sau": con})
    inbox = sign_in(world).get(reverse(INBOX), {"xem": f"con-{con}", "sau": con})

    assert titles(board) == ["Mai", "Kia"]
    assert len(titles(inbox)) == 4


def test_calendar_that_ends_leaves_the_inbox_working_and_the_board_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object, **__: object) -> Any:
        raise ClockError("year_without_calendar", "Chưa có lịch năm 2027.")

    monkeypatch.setattr("lienthong.core.cases.queries.warnings.unit_calendar", ended)

    assert sign_in(world).get(reverse(INBOX)).status_code == 200
    page = sign_in(world, "leader").get(reverse(BOARD)).content.decode()
    assert "Chưa có lịch làm việc" in page


@pytest.mark.parametrize(("name", "most"), [(INBOX, 22), (BOARD, 14)])
def test_one_row_and_thirty_cost_the_same(name: str, most: int, world: World) -> None:
    due = days(world)[0]
    client = sign_in(world, ROLE if name == INBOX else "leader")
    asked = {"xem": "con-1"} if name == INBOX else {"con": "1"}
    promise(world, "Việc", due)
    client.get(reverse(name), asked)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name), asked)
    for number in range(29):
        promise(world, f"Việc {number}", due)
    with CaptureQueriesContext(connection) as thirty:
        client.get(reverse(name), asked)

    assert len(thirty) <= len(one) <= most


def test_whole_warning_list_means_its_rows_and_no_others(world: World) -> None:
    make_four(world)
    client = sign_in(world)
    typed = {"lam-gi": "cases.watch", "tat-ca": "1", "danh-sach": "xem=con-1", "viec": "xem"}

    meant = client.post(reverse("officer:bulk"), typed).context["go"]
    shown = client.get(reverse(INBOX), {"xem": "con-1"})

    assert [row.title for row in meant] == titles(shown) == ["Mai"]
    assert shown.context["filters"] == [], "a warning list is whole"
