# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The two queries that everybody waits for, and search: at most 1,000 blocks each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from lienthong.core.cases.api import (
    DueWarning,
    InboxFilter,
    Participation,
    Step,
    cases_of_units,
    count_inbox,
    count_of_warned,
    inbox,
    warned_cases,
    warned_steps,
)
from lienthong.core.deadlines.events import DueChanged
from lienthong.core.search.api import find, unit_token
from lienthong.demo.generator import Size
from lienthong.kernel.actor import Actor, ActorKind, Holding
from lienthong.kernel.events import publish
from lienthong.kernel.permissions import Scope
from lienthong.portals.citizen.home.figures import by_agency
from tests.bench.conftest import Plan, plans_of, rows

pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.covers("6")]
BLOCKS = 1_000
PAGE = 31  # one row more than is shown tells whether there is more


def actor_reading(*pairs: tuple[int, int]) -> Actor:
    """An officer who holds the roles in the units."""
    holdings = tuple(
        Holding(f"r{role}", frozenset(), Scope.UNIT, unit_id=unit, role_id=role)
        for unit, role in pairs
    )
    return Actor(kind=ActorKind.OFFICER, account_id=1, holdings=holdings)


@pytest.fixture
def busy(crowd: Size) -> Actor:
    """Reads the fullest queue, one of the middle and an almost empty one."""
    queues = rows(
        "SELECT q.unit_id, q.role_id FROM cases_queue q JOIN cases_step s ON s.queue_id = q.id"
        " WHERE s.closed_at IS NULL GROUP BY q.id ORDER BY count(*) DESC"
    )
    chosen = (queues[0], queues[len(queues) // 2], queues[-1])
    return actor_reading(*((unit, role) for unit, role in chosen))


def one(function: Callable[[], object]) -> Plan:
    plans = plans_of(function)
    assert len(plans) == 1, "one statement"
    return plans[0]


def test_crowd_is_as_large_and_as_skewed_as_it_should_be(crowd: Size) -> None:
    assert Step.objects.filter(closed_at__isnull=True).count() == crowd.open_steps
    (fullest,) = rows(
        "SELECT count(*) FROM cases_step WHERE closed_at IS NULL"
        " GROUP BY queue_id ORDER BY 1 DESC LIMIT 1"
    )
    assert fullest[0] > 20 * crowd.open_steps / (crowd.units * 5)


def test_inbox_reads_no_more_than_it_shows(busy: Actor) -> None:
    plan = one(lambda: inbox(busy))

    assert plan.buffers <= BLOCKS
    assert plan.rows["cases_step"] <= 3 * PAGE
    assert plan.removed["cases_step"] == 0
    assert plan.scans >= {"Index Scan cases_step"}


def test_inbox_when_paged_far_then_costs_the_same(busy: Actor) -> None:
    after = inbox(busy, size=2_000).steps[-1]

    plan = one(lambda: inbox(busy, after=(after.sort_at, after.pk)))

    assert plan.buffers <= BLOCKS
    assert plan.rows["cases_step"] <= 3 * PAGE


def test_inbox_newest_first_reads_no_more_than_it_shows(busy: Actor) -> None:
    plan = one(lambda: inbox(busy, asked=InboxFilter(newest=True)))

    assert plan.buffers <= BLOCKS
    assert plan.rows["cases_step"] <= 3 * PAGE


def test_inbox_when_filtered_by_node_then_stays_within_the_budget(busy: Actor) -> None:
    plan = one(lambda: inbox(busy, asked=InboxFilter(node="node3")))

    assert plan.buffers <= BLOCKS


def test_count_of_the_inbox_is_bounded(busy: Actor) -> None:
    plan = one(lambda: count_inbox(busy))

    assert plan.buffers <= BLOCKS
    assert plan.rows["cases_step"] <= 3 * 100


@pytest.fixture
def near(crowd: Size) -> tuple[int, DueWarning]:
    """The agency with most open cases, and a warning that reaches two days of its promises."""
    ((agency, first),) = rows(
        "SELECT agency_id, min(due_at) FROM cases_case WHERE closed_at IS NULL AND due_at > now()"
        " GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    return int(agency), DueWarning(2, first + timedelta(days=2))


def test_warnings_of_an_officer_read_what_is_due_and_not_what_waits(
    busy: Actor, near: tuple[int, DueWarning]
) -> None:
    agency, warning = near
    actor = busy.acting(agency_id=agency)

    shown = one(lambda: warned_steps(actor, warning))
    counted = one(lambda: count_of_warned(actor, [warning]).alone())

    assert max(shown.buffers, counted.buffers) <= BLOCKS
    assert "Seq Scan cases_step" not in shown.scans | counted.scans


def test_warnings_of_a_unit_read_what_is_due_and_not_what_waits(
    near: tuple[int, DueWarning],
) -> None:
    agency, warning = near

    plan = one(lambda: warned_cases(agency, warning, unit_ids=None))

    assert plan.buffers <= BLOCKS
    assert "Seq Scan cases_case" not in plan.scans


def test_inbox_of_many_posts_stays_within_the_budget(crowd: Size) -> None:
    pairs = rows("SELECT unit_id, role_id FROM cases_queue WHERE unit_id IS NOT NULL LIMIT 12")

    plan = one(lambda: inbox(actor_reading(*((unit, role) for unit, role in pairs))))

    assert plan.buffers <= BLOCKS
    assert plan.rows["cases_step"] <= 12 * PAGE


@pytest.fixture
def busiest_unit(crowd: Size) -> tuple[int, int]:
    """The unit and kind with the most cases."""
    ((unit, kind),) = rows(
        "SELECT unit_id, kind_id FROM cases_participation"
        " GROUP BY unit_id, kind_id ORDER BY count(*) DESC LIMIT 1"
    )
    return unit, kind


def test_list_of_a_unit_reads_no_more_than_it_shows(busiest_unit: tuple[int, int]) -> None:
    unit, kind = busiest_unit

    plan = one(lambda: cases_of_units([unit], kind))

    assert plan.buffers <= BLOCKS
    assert plan.rows["cases_participation"] <= PAGE
    assert plan.rows["cases_case"] <= 30


def test_list_when_paged_far_then_costs_the_same(busiest_unit: tuple[int, int]) -> None:
    unit, kind = busiest_unit
    rows_of_unit = Participation.objects.filter(unit_id=unit, kind_id=kind)
    deep = rows_of_unit.order_by("-sort_at", "-case_id")[1_000]

    plan = one(lambda: cases_of_units([unit], kind, after=(deep.sort_at, deep.case_id)))

    assert plan.buffers <= BLOCKS
    assert plan.rows["cases_participation"] <= PAGE


def test_list_of_fifty_units_stays_within_the_budget(busiest_unit: tuple[int, int]) -> None:
    units = [row[0] for row in rows("SELECT id FROM units_unit ORDER BY id LIMIT 50")]

    plan = one(lambda: cases_of_units(units, busiest_unit[1]))

    assert plan.buffers <= BLOCKS
    assert plan.rows["cases_participation"] <= 50 * PAGE


def test_kept_promises_are_read_from_sums_of_months(crowd: Size) -> None:
    plan = plans_of(by_agency)[0]

    assert plan.buffers <= BLOCKS
    assert not any("cases_case" in scan for scan in plan.scans)


def test_due_moment_of_a_step_is_moved_without_a_scan(crowd: Size) -> None:
    ((deadline, due_at),) = rows(
        "SELECT deadline_id, due_at FROM cases_step WHERE closed_at IS NULL ORDER BY id LIMIT 1"
    )
    moved = DueChanged(
        deadline_id=deadline,
        due_before=due_at,
        due_at=due_at + timedelta(days=1),
        original_due_at=due_at,
        state="running",
    )

    with transaction.atomic():
        plans = plans_of(lambda: publish(moved))
        transaction.set_rollback(True)

    assert len(plans) == 4, "case, open steps, the one step, its opinion"
    assert max(plan.buffers for plan in plans) <= 100


@pytest.mark.parametrize("typed", ["Nguyễn Văn 4711", "khai sinh 4711", "4711"])
def test_search_within_a_scope_stays_within_the_budget(crowd: Size, typed: str) -> None:
    ((unit,),) = rows("SELECT unit_id FROM cases_case WHERE code = 'GEN-4711'")

    plan = one(lambda: find(typed, scope=[unit_token(unit)]))

    best = find(typed, scope=[unit_token(unit)])[0]
    assert best.title.endswith("4711")
    assert plan.buffers <= BLOCKS


def test_search_for_common_words_in_a_small_unit_stays_within_the_budget(crowd: Size) -> None:
    ((unit,),) = rows("SELECT unit_id FROM cases_case GROUP BY 1 ORDER BY count(*) LIMIT 1")

    plan = one(lambda: find("đăng ký khai sinh", scope=[unit_token(unit)]))

    assert plan.buffers <= BLOCKS
    assert len(find("đăng ký khai sinh", scope=[unit_token(unit)])) == 20
