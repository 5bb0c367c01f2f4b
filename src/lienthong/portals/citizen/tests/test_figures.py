# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Honest figures: from what modules counted, or not shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from lienthong.portals.citizen.home import figures
from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world

TODAY = date(2026, 11, 20)


@pytest.fixture
def world(db: None) -> World:
    caches["process"].clear()
    return once("world", make_world)


def decide(world: World, month: int, *, on_time: int = 0, late: int = 0, year: int = 2026) -> None:
    """Sums of a month as the fold writes them: of the province and of the ward."""
    for axis, key in ((0, 0), (1, world.ward.agency.pk)):
        sums = {"axis": axis, "grain": 1, "day": date(year, month, 1), "key": key}
        apps.get_model("onestop", "DayTally").objects.create(
            **sums, early=1, on_time=on_time, late=late, withdrawn=1
        )


def six_months(world: World) -> None:
    for month in range(5, 11):
        decide(world, month, on_time=10, late=int(month == 8))
    decide(world, 11, late=5)
    decide(world, 4, late=5)


def test_counts_full_months_only(world: World) -> None:
    six_months(world)
    kept = figures.kept_promises(TODAY)
    assert kept is not None
    assert [month.label for month in kept.months] == [
        f"{number:02d}/2026" for number in range(5, 11)
    ]
    assert kept.texts == {"share": "98,4", "on_time": "60", "total": "61", "late": "1"}
    assert [month.words for month in kept.months][3] == "90,9"
    assert kept.axis == 88
    assert [bar["height"] for bar in kept.bars] == [100, 100, 100, 24, 100, 100]
    [agency] = figures.by_agency(TODAY)
    assert (agency["total"], agency["late"]) == ("61", "1")


def test_months_over_the_turn_of_a_year_are_named_with_theirs() -> None:
    months = figures._months(date(2025, 11, 1), {11: (2, 1), 1: (3, 0)})

    assert [(month.label, month.total) for month in months][:3] == [
        ("11/2025", 2), ("12/2025", 0), ("01/2026", 3)
    ]  # fmt: skip


def test_too_little_shows_nothing(world: World) -> None:
    decide(world, 10, on_time=40)
    assert figures.kept_promises(TODAY) is None
    assert "Chúng tôi làm đúng hẹn" not in Client().get("/").content.decode()
    assert "Chưa đủ số liệu" in Client().get("/dung-hen/").content.decode()


def test_figure_leads_to_what_makes_it_up(world: World) -> None:
    today = timezone.localdate()
    start, _end = figures._period(today)
    for place in range(6):
        first = start.year * 12 + start.month - 1 + place
        decide(world, first % 12 + 1, year=first // 12, on_time=1234 if place else 6)
    page = Client().get("/").content.decode()
    assert "Chúng tôi làm đúng hẹn đến đâu?" in page
    assert 'href="/dung-hen/"' in page
    assert 'role="img"' in page
    assert f'class="kept__label">{start:%m/%y}</text>' in page
    table = Client().get("/dung-hen/").content.decode()
    assert table.count("<tbody>") == 2
    assert f'<th scope="row">{start:%m/%Y}</th><td>6</td>' in table
    assert table.count("<td>1.234</td>") == 5
    assert "phường Đồng Hới" in table
