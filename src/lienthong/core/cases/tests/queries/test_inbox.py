# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one inbox: whose queues, in what order, page by page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.access.api import Grant, GrantKind, GrantScope, Role
from lienthong.core.accounts.api import Account
from lienthong.core.cases.actions.steps import queue_of_person, queue_of_set
from lienthong.core.cases.api import (
    InboxFilter,
    Step,
    claim_step,
    count_inbox,
    holds,
    inbox,
)
from lienthong.core.cases.queries.inbox import held_among
from lienthong.core.cases.tests.conftest import MakeCase, MakeStep
from lienthong.kernel.actor import Actor
from lienthong.testing.offices import Offices, acting

DUE = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


def ids(actor: Actor, asked: InboxFilter | None = None) -> list[int]:
    return [step.pk for step in inbox(actor, asked=asked).steps]


def test_inbox_holds_the_steps_of_ones_role_in_ones_unit_only(
    offices: Offices, make_step: MakeStep
) -> None:
    step = make_step()
    elsewhere = make_step(unit_id=offices.other.pk)
    Role.objects.create(code="leader", title="Lãnh đạo")
    make_step(role="leader")

    assert ids(offices.actor("an")) == [step.pk]
    assert ids(offices.actor("binh", offices.other)) == [elsewhere.pk]


def test_claimed_step_is_in_ones_own_inbox_and_nobody_elses(
    offices: Offices, make_step: MakeStep
) -> None:
    step, actor, colleague = make_step(), offices.actor("an"), offices.actor("binh")

    claim_step(step, actor=actor)

    assert ids(actor) == [step.pk]
    assert ids(colleague) == []
    assert holds(actor, Step.objects.get(pk=step.pk))
    assert not holds(colleague, Step.objects.get(pk=step.pk))


def test_delegate_sees_the_queues_and_claimed_steps_of_the_lender(
    offices: Offices, make_step: MakeStep
) -> None:
    lender = offices.officer("an")
    claimed, waiting = make_step(), make_step()
    claim_step(claimed, actor=acting(lender))
    clerk = Role.objects.create(code="clerk", title="Văn thư")
    stand_in = offices.officer("binh", role=clerk)
    assert ids(acting(stand_in)) == []

    Grant.objects.create(
        account=stand_in,
        role=offices.role,
        unit=offices.unit,
        scope=GrantScope.UNIT,
        kind=GrantKind.DELEGATION,
        from_account=lender,
        valid_from=timezone.localdate(),
    )

    assert ids(acting(stand_in)) == [claimed.pk, waiting.pk]
    assert holds(acting(stand_in), Step.objects.get(pk=claimed.pk))


def test_delegate_of_one_role_has_nothing_else_that_lies_in_the_hands_of_the_lender(
    offices: Offices, make_step: MakeStep
) -> None:
    clerk = Role.objects.create(code="clerk", title="Văn thư")
    leader = Role.objects.create(code="leader", title="Lãnh đạo")
    lender, stand_in = offices.officer("an"), offices.officer("binh", role=clerk)
    lender.grants.create(role=leader, unit=offices.unit, scope=GrantScope.UNIT,
                         valid_from=timezone.localdate())  # fmt: skip
    mine, other_role, elsewhere = make_step(), make_step(role="leader"), make_step()
    Step.objects.update(queue=queue_of_person(lender.pk))
    Step.objects.filter(pk=elsewhere.pk).update(unit=offices.other)
    Grant.objects.create(
        account=stand_in,
        role=offices.role,
        unit=offices.unit,
        scope=GrantScope.UNIT,
        kind=GrantKind.DELEGATION,
        from_account=lender,
        valid_from=timezone.localdate(),
    )
    steps = list(Step.objects.order_by("pk"))

    actor = acting(stand_in)

    assert ids(actor) == [mine.pk]
    assert count_inbox(actor) == 1
    assert [step.pk for step in steps if holds(actor, step)] == [mine.pk]
    assert held_among(actor, steps) == {mine.pk}
    assert ids(acting(lender)) == [mine.pk, other_role.pk, elsewhere.pk]


def test_set_queue_is_read_by_all_its_members(offices: Offices, make_step: MakeStep) -> None:
    step = make_step()
    pairs = [(offices.unit.pk, "officer"), (offices.other.pk, "officer")]
    Step.objects.filter(pk=step.pk).update(queue=queue_of_set(pairs))

    assert ids(offices.actor("an")) == [step.pk]
    assert ids(offices.actor("binh", offices.other)) == [step.pk]


def test_most_urgent_comes_first_and_what_has_no_term_last(
    offices: Offices, make_step: MakeStep, make_case: MakeCase
) -> None:
    late = make_step(due_at=DUE)
    never = make_step()
    early = make_step(due_at=DUE - timedelta(days=1))
    urgent = make_step(make_case(priority=2), due_at=DUE + timedelta(days=1))

    assert ids(offices.actor("an")) == [urgent.pk, early.pk, late.pk, never.pk]


def test_filters_narrow_by_kind_node_and_time(
    offices: Offices, make_step: MakeStep, make_case: MakeCase
) -> None:
    examine = make_step(due_at=DUE)
    other = make_step(make_case(kind="sample.other"), node="sign", due_at=DUE + timedelta(days=3))
    actor = offices.actor("an")

    assert ids(actor, InboxFilter(node="sign")) == [other.pk]
    assert ids(actor, InboxFilter(kind_id=examine.kind_id)) == [examine.pk]
    assert ids(actor, InboxFilter(before=DUE + timedelta(seconds=1))) == [examine.pk]
    assert ids(actor, InboxFilter(since=DUE + timedelta(days=1))) == [other.pk]


def test_done_steps_are_gone_and_counts_are_bounded(offices: Offices, make_step: MakeStep) -> None:
    steps = [make_step() for _ in range(4)]
    actor = offices.actor("an")
    Step.objects.filter(pk=steps[0].pk).update(closed_at=timezone.now())

    assert steps[0].pk not in ids(actor)
    assert count_inbox(actor) == 3
    assert count_inbox(actor, limit=2) == 2


def test_page_takes_one_statement(offices: Offices, make_step: MakeStep) -> None:
    for _ in range(3):
        make_step()
    actor = offices.actor("an")

    with CaptureQueriesContext(connection) as statements:
        page = inbox(actor, size=2)
        lines = [(step.title, step.case_code, step.subject_name) for step in page.steps]

    assert len(statements) == 1
    assert (len(lines), page.more) == (2, True)


hours = st.lists(st.none() | st.integers(0, 6), max_size=12)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(hours=hours, size=st.integers(1, 4))
def test_pages_together_are_the_whole_inbox_in_order(
    offices: Offices, make_step: MakeStep, hours: list[int | None], size: int
) -> None:
    Step.objects.all().delete()
    for hour in hours:
        due = None if hour is None else DUE + timedelta(hours=hour)
        make_step(due_at=due)
    actor = acting(Account.objects.filter(username="pages").first() or offices.officer("pages"))

    pages, after = [], None
    while True:
        page = inbox(actor, after=after, size=size)
        pages += [step.pk for step in page.steps]
        if not page.more:
            break
        after = (page.steps[-1].sort_at, page.steps[-1].pk)

    expected = Step.objects.order_by("sort_at", "pk").values_list("pk", flat=True)
    assert pages == list(expected)


def test_inbox_and_its_counts_are_planned_once_for_all_values(
    offices: Offices, make_step: MakeStep
) -> None:
    step, actor = make_step(), offices.actor("an")

    for _look in range(4):
        assert ids(actor) == [step.pk]
        assert count_inbox(actor) == 1

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans > 0, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%LATERAL%cases_step%' ORDER BY prepare_time DESC LIMIT 2"
        )
        assert cursor.fetchall() == [(True, 0), (True, 0)]
