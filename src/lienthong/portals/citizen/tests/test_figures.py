# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Honest figures: counted from decided cases, or not shown."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from lienthong.core.cases.api import Case, CaseKind, CaseOutcome
from lienthong.kernel.clock import VIETNAM
from lienthong.portals.citizen.home import figures
from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world

TODAY = date(2026, 11, 20)


@pytest.fixture
def world(db: None) -> World:
    caches["process"].clear()
    return once("world", make_world)


def decide(world: World, month: int, outcome: int, count: int) -> None:
    kind, _made = CaseKind.objects.get_or_create(code="thu")
    at = datetime(2026, month, 15, 9, tzinfo=VIETNAM)
    Case.objects.bulk_create(
        Case(
            kind=kind,
            title="Việc thử",
            state="returned",
            agency=world.ward.agency,
            unit=world.ward.desk,
            received_at=at,
            outcome_at=at,
            outcome=outcome,
            closed_at=at,
        )
        for _turn in range(count)
    )


def six_months(world: World) -> None:
    for month in range(5, 11):
        decide(world, month, CaseOutcome.ON_TIME, 10)
    decide(world, 8, CaseOutcome.LATE, 1)
    decide(world, 11, CaseOutcome.LATE, 5)
    decide(world, 4, CaseOutcome.LATE, 5)


def test_counts_full_months_only(world: World) -> None:
    six_months(world)
    kept = figures.kept_promises(TODAY)
    assert kept is not None
    assert [month.label for month in kept.months] == ["T5", "T6", "T7", "T8", "T9", "T10"]
    assert kept.texts == {"share": "98,4", "on_time": "60", "total": "61", "late": "1"}
    assert [month.words for month in kept.months][3] == "90,9"
    assert kept.axis == 88
    assert [bar["height"] for bar in kept.bars] == [100, 100, 100, 24, 100, 100]
    [agency] = figures.by_agency(TODAY)
    assert (agency["total"], agency["late"]) == ("61", "1")


def test_too_little_shows_nothing(world: World) -> None:
    decide(world, 10, CaseOutcome.ON_TIME, 40)
    assert figures.kept_promises(TODAY) is None
    assert "Chúng tôi làm đúng hẹn" not in Client().get("/").content.decode()
    assert "Chưa đủ số liệu" in Client().get("/dung-hen/").content.decode()


def test_figure_leads_to_what_makes_it_up(world: World) -> None:
    today = timezone.localdate()
    start, _end = figures._period(today)
    for place in range(6):
        first = start.year * 12 + start.month - 1 + place
        decide_at(world, datetime(first // 12, first % 12 + 1, 15, 9, tzinfo=VIETNAM))
    page = Client().get("/").content.decode()
    assert "Chúng tôi làm đúng hẹn đến đâu?" in page
    assert 'href="/dung-hen/"' in page
    assert 'role="img"' in page
    table = Client().get("/dung-hen/").content.decode()
    assert table.count("<tbody>") == 2
    assert "phường Đồng Hới" in table


def decide_at(world: World, at: datetime) -> None:
    kind, _made = CaseKind.objects.get_or_create(code="thu")
    Case.objects.bulk_create(
        Case(
            kind=kind,
            title="Việc thử",
            state="returned",
            agency=world.ward.agency,
            unit=world.ward.desk,
            received_at=at,
            outcome_at=at,
            outcome=CaseOutcome.ON_TIME,
            closed_at=at,
        )
        for _turn in range(6)
    )
