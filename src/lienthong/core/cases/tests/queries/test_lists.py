# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists by participation; what happened to a case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.cases.api import (
    Case,
    cases_of_units,
    events_of,
    kind_by_code,
    let_take_part,
    open_steps_of,
    steps_of,
    tell,
)
from lienthong.core.cases.queries.lists import SUBTREE_LIMIT
from lienthong.core.cases.tests.conftest import MakeCase, MakeStep
from lienthong.kernel.actor import Actor
from lienthong.testing.offices import Offices

START = datetime(2026, 11, 20, tzinfo=UTC)
ROLES = st.sampled_from(["lead", "receive", "support"])


def test_unit_sees_the_cases_it_takes_part_in_once(offices: Offices, make_case: MakeCase) -> None:
    own, shared, _foreign = (
        make_case(at=START),
        make_case(at=START + timedelta(hours=1)),
        make_case(capacities={offices.other.pk: "lead"}),
    )
    let_take_part(shared, offices.unit.pk, "support")
    let_take_part(shared, offices.other.pk, "consult")

    found = cases_of_units([offices.unit.pk], own.kind_id)

    assert [case.pk for case in found] == [shared.pk, own.pk]
    both = cases_of_units([offices.unit.pk, offices.other.pk], own.kind_id)
    assert len(both) == 3


def test_other_kinds_are_not_listed(offices: Offices, make_case: MakeCase) -> None:
    make_case()

    assert cases_of_units([offices.unit.pk], kind_by_code("sample.other").pk) == []
    assert SUBTREE_LIMIT == 50


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 3), st.sets(ROLES), st.sets(ROLES)).filter(lambda r: r[1] | r[2]),
        max_size=10,
    ),
    size=st.integers(1, 4),
)
def test_pages_together_are_the_whole_list_newest_first(
    offices: Offices, make_case: MakeCase, rows: list[tuple[int, set[str], set[str]]], size: int
) -> None:
    """Each case once, however many reasons two units have to see it."""
    Case.objects.all().delete()
    for hour, own, others in rows:
        case = make_case(at=START + timedelta(hours=hour), capacities={})
        for capacity in own:
            let_take_part(case, offices.unit.pk, capacity)
        for capacity in others:
            let_take_part(case, offices.other.pk, capacity)
    kind, units = kind_by_code("sample.case").pk, [offices.unit.pk, offices.other.pk]

    listed: list[int] = []
    after: tuple[datetime, int] | None = None
    while page := cases_of_units(units, kind, after=after, size=size):
        listed += [case.pk for case in page]
        after = (page[-1].received_at, page[-1].pk)

    ordered = Case.objects.order_by("-received_at", "-pk")
    assert listed == list(ordered.values_list("pk", flat=True))


def test_events_are_told_in_order_and_some_to_officers_only(
    offices: Offices, make_case: MakeCase
) -> None:
    case = make_case()
    actor = offices.actor("an").acting(on_behalf_of_id=5, on_behalf_of_name="Trần Văn Bảy")
    tell(case, "accepted", actor=actor, receipt="12")
    tell(case, "noted", actor=Actor.platform("thử"), audience="officer")

    told = events_of(case.pk)

    assert [event.kind for event in told] == ["accepted", "noted"]
    assert told[0].data == {
        "actor": "an",
        "position": "Chuyên viên",
        "unit": "phuong-1",
        "on_behalf_of": "Trần Văn Bảy",
        "receipt": "12",
    }
    assert [event.kind for event in events_of(case.pk, for_citizen=True)] == ["accepted"]


def test_steps_are_oldest_first(make_case: MakeCase, make_step: MakeStep) -> None:
    case = make_case()
    steps = [make_step(case, node=node) for node in ("a", "b")]

    assert [step.pk for step in steps_of(case.pk)] == [step.pk for step in steps]
    assert len(open_steps_of(case.pk)) == 2
