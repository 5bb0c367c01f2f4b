# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The public list of late dossiers: which, how late, apologised or not, and never a name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import Case, CaseOutcome
from lienthong.core.deadlines.api import Deadline
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.models.turns import ExtensionNotice
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3")


@pytest.fixture(autouse=True)
def fresh() -> None:
    caches["process"].clear()


def late(world: World, answers: dict[str, Any], *, days: int = 3) -> Dossier:
    """A received dossier whose promise passed so many days ago."""
    dossier = receive(world, answers)
    due = timezone.now() - timedelta(days=days)
    Case.objects.filter(pk=dossier.pk).update(due_at=due)
    return Dossier.objects.get(pk=dossier.pk)


def show(**asked: str) -> Any:
    caches["process"].clear()
    return Client().get(reverse("onestop:citizen-late"), asked)


def codes(response: Any) -> list[str]:
    return [row.code for row, _unit in response.context["rows"]]


def test_late_dossier_is_listed_with_everything_but_the_names(
    world: World, answers: dict[str, Any]
) -> None:
    dossier = late(world, answers)

    response = show()
    page = response.content.decode()

    assert codes(response) == [dossier.case.code]
    assert "Trễ 3 ngày" in page
    assert "Chưa gửi lời xin lỗi" in page
    assert [(unit.name, unit.count) for unit in response.context["units"]] == [
        ("UBND phường Đồng Hới", 1)
    ]
    for secret in ("Duyên", "Khánh Vy", "Thắng", "044194003812", "0912345486"):
        assert secret not in page


def test_in_time_decided_and_held_dossiers_are_not_listed(
    world: World, answers: dict[str, Any]
) -> None:
    receive(world, answers)
    decided, held = late(world, answers), late(world, answers)
    Case.objects.filter(pk=decided.pk).update(outcome_at=timezone.now(), outcome=CaseOutcome.LATE)
    Deadline.objects.filter(pk=held.case.deadline_id or 0).update(
        state="held", held_at=timezone.now()
    )

    response = show()

    assert response.context["units"] == []
    assert "Không có hồ sơ nào trễ hạn" in response.content.decode()


def apologise(dossier: Dossier, *, executed: bool = True) -> None:
    """The promise of two days ago was given a new date in two days."""
    now = timezone.now()
    ExtensionNotice.objects.create(
        dossier=dossier,
        reason="Chờ xác minh",
        apology="Xin lỗi bạn",
        due_before=now - timedelta(days=2),
        new_due_at=now + timedelta(days=2),
        legal_basis="61/2018/NĐ-CP",
        asked_by_text="Ai đó",
        asked_at=now - timedelta(days=4),
        executed_at=now - timedelta(days=4) if executed else None,
    )
    Case.objects.filter(pk=dossier.pk).update(due_at=now + timedelta(days=2))


def test_apology_is_said_and_does_not_mend_the_promise(
    world: World, answers: dict[str, Any]
) -> None:
    told, only_asked = receive(world, answers), receive(world, answers)
    apologise(told)
    apologise(only_asked, executed=False)

    response = show()
    page = response.content.decode()

    assert codes(response) == [told.case.code]
    assert "Đã gửi lời xin lỗi" in page
    assert "Hẹn lại" in page
    assert "Trễ 2 ngày" in page
    assert "Xin lỗi bạn" not in page


def test_one_unit_is_chosen_by_the_address(world: World, answers: dict[str, Any]) -> None:
    here, there = late(world, answers), late(world, answers, days=9)
    Case.objects.filter(pk=there.pk).update(agency=world.other.agency)

    both, one = show(), show(**{"don-vi": str(world.ward.agency.pk)})

    assert codes(both) == [there.case.code, here.case.code]
    assert codes(one) == [here.case.code]
    assert both.context["total"] == 2


@pytest.mark.parametrize("value", ["x", "-1", "9" * 40, "1 OR 1=1", "<script>alert(1)</script>"])
def test_what_makes_no_sense_is_left_out(value: str, world: World, answers: dict[str, Any]) -> None:
    dossier = late(world, answers)

    response = show(**{"don-vi": value, "sau": f"2026-11-20T00:00:00Z|{value}"})

    assert codes(response) == [dossier.case.code]
    assert "<script>alert" not in response.content.decode()


def test_pages_go_on_by_key(
    world: World, answers: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [late(world, answers, days=days) for days in (7, 5, 2)]
    monkeypatch.setattr("lienthong.modules.onestop.views.citizen.late.PAGE", 2)
    first = show()
    caches["process"].clear()
    second = Client().get(reverse("onestop:citizen-late") + first.context["next_url"])

    assert codes(first) + codes(second) == [dossier.case.code for dossier in made]
    assert second.context["next_url"] == ""


def test_page_for_visitors_is_kept_by_unit_and_place_and_costs_three_statements(
    world: World, answers: dict[str, Any]
) -> None:
    for days in (1, 2, 3):
        late(world, answers, days=days)
    caches["process"].clear()

    with CaptureQueriesContext(connection) as captured:
        response = Client().get(reverse("onestop:citizen-late"))

    assert len(captured) <= 3
    assert response["X-Lienthong-Page"] == "don-vi,sau"
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert response.cookies == {}
    signed_in = Client()
    signed_in.force_login(world.account("leader"))
    assert "X-Lienthong-Page" not in signed_in.get(reverse("onestop:citizen-late"))
