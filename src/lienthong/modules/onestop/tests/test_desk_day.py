# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The end-of-day list: six lists folded from what happened, as of any day, on screen and paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import Case, CaseEvent
from lienthong.modules.onestop.domain.day_list import DayList, fold, lists_of
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.day import day_lists
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3")
D = DayList
DAY, BEFORE, AFTER = date(2026, 11, 20), date(2026, 11, 19), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("told", "due", "expected"),
    [
        ([], DAY, set()),
        ([("accepted", DAY)], AFTER, {D.RECEIVED}),
        ([("accepted", BEFORE)], AFTER, set()),
        ([("accepted", BEFORE)], DAY, {D.DUE}),
        ([("accepted", BEFORE)], BEFORE, {D.LATE}),
        ([("accepted", BEFORE)], None, set()),
        ([("accepted", BEFORE), ("granted", DAY)], DAY, {D.ON_TIME}),
        ([("accepted", BEFORE), ("refused", DAY)], AFTER, {D.ON_TIME}),
        ([("accepted", BEFORE), ("granted", DAY)], BEFORE, {D.LATE}),
        ([("accepted", BEFORE), ("granted", BEFORE)], BEFORE, set()),
        ([("accepted", BEFORE), ("granted", BEFORE), ("returned", DAY)], DAY, {D.RETURNED}),
        (
            [("accepted", DAY), ("granted", DAY), ("returned", DAY)],
            DAY,
            {D.RECEIVED, D.ON_TIME, D.RETURNED},
        ),
        ([("accepted", BEFORE), ("supplement_requested", DAY)], DAY, {D.WAITING}),
        ([("accepted", BEFORE), ("supplement_requested", DAY)], BEFORE, {D.WAITING}),
        ([("supplement_requested", BEFORE), ("accepted", DAY)], AFTER, {D.RECEIVED}),
        (
            [("accepted", BEFORE), ("supplement_requested", DAY), ("supplement_answered", DAY)],
            DAY,
            {D.DUE},
        ),
        ([("accepted", BEFORE), ("withdrawn", DAY)], DAY, set()),
        ([("forwarded", BEFORE), ("accepted", DAY)], DAY, {D.RECEIVED, D.DUE}),
    ],
)
def test_dossier_stands_in_the_lists_that_its_history_says(
    told: list[tuple[str, date]], due: date | None, expected: set[DayList]
) -> None:
    assert lists_of(fold(told, due=due), DAY) == expected


def tell_at(dossier: Dossier, kind: str, at: datetime) -> None:
    CaseEvent.objects.create(at=at, case_id=dossier.pk, kind=kind, audience="citizen", data={})


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    """Received now; granted and returned three days from now."""
    made = receive(world, answers)
    later = timezone.now() + timedelta(days=3)
    tell_at(made, "granted", later)
    tell_at(made, "returned", later)
    Case.objects.filter(pk=made.pk).update(
        state="returned", outcome_at=later, closed_at=later, due_original_at=later
    )
    return made


def names(world: World, day: date) -> set[DayList]:
    lists = day_lists(world.officer("one_stop_officer"), day=day)
    return {name for name, rows in lists.items() if rows}


def test_each_day_is_told_as_it_was_and_not_as_it_is_now(world: World, dossier: Dossier) -> None:
    today = timezone.localdate()

    told = [names(world, today + timedelta(days=days)) for days in (-1, 0, 1, 3, 4)]

    assert told == [set(), {D.RECEIVED}, set(), {D.ON_TIME, D.RETURNED}, set()]


def sign_in(world: World, role: str = "one_stop_officer", *, elsewhere: bool = False) -> Client:
    client = Client()
    client.force_login(world.account(role, ward=world.other if elsewhere else None))
    return client


def counts(response: Any) -> dict[str, int]:
    return {str(name): len(rows) for name, _title, rows in response.context["lists"]}


def test_screen_and_paper_show_the_same_of_the_own_unit_only(
    world: World, dossier: Dossier
) -> None:
    client, other = sign_in(world), sign_in(world, elsewhere=True)

    screen, paper = (client.get(reverse(f"onestop:{name}")) for name in NAMES)
    assert screen.content.decode().count('aria-current="page"') == 1

    assert counts(screen) == counts(paper)
    assert counts(screen)["received"] == 1
    for page in (screen.content.decode(), paper.content.decode()):
        assert str(dossier.case.code) in page
        assert "⟦" not in page
    assert "DANH SÁCH CUỐI NGÀY" in paper.content.decode()
    assert set(counts(other.get(reverse("onestop:officer-day"))).values()) == {0}


NAMES = ("officer-day", "officer-day-print")


@pytest.mark.parametrize("typed", ["x", "2026-13-45", "31/02/2026", "' OR 1=1", "9" * 5000])
def test_day_that_is_none_is_said_and_today_is_shown(
    typed: str, world: World, dossier: Dossier
) -> None:
    response = sign_in(world).get(reverse("onestop:officer-day"), {"ngay": typed, "don-vi": typed})

    assert response.context["day"] == timezone.localdate()
    assert "Ngày ghi như" in response.content.decode()


def test_day_to_come_is_today(world: World, dossier: Dossier) -> None:
    day = (timezone.localdate() + timedelta(days=9)).isoformat()

    response = sign_in(world).get(reverse("onestop:officer-day"), {"ngay": day})

    assert response.context["day"] == timezone.localdate()
    assert "Ngày ghi như" not in response.content.decode()


def test_unit_out_of_reach_shows_nothing(world: World, dossier: Dossier) -> None:
    asked = {"don-vi": str(world.other.desk.pk)}

    assert set(counts(sign_in(world).get(reverse("onestop:officer-day"), asked)).values()) == {0}


def test_lists_take_three_statements_however_many_dossiers(
    world: World, answers: dict[str, Any]
) -> None:
    actor = world.officer("one_stop_officer")
    seen = []
    for _round in range(2):
        receive(world, answers)
        with CaptureQueriesContext(connection) as captured:
            day_lists(actor, day=timezone.localdate())
        seen.append(len(captured))

    assert seen[0] == seen[1] <= 4
