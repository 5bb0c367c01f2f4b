# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who gets a step by the rule of its table, through return, recall, hand over, claim, stand-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.access.api import Role
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import (
    Case,
    NewCase,
    Places,
    Step,
    Term,
    assign_step,
    claim_step,
    deliver_message,
    finish_step,
    open_case,
    open_steps_of,
    reassign_step,
    release_step,
    reopen_step,
    start_process,
)
from lienthong.core.cases.domain.balance import Load, least_loaded, weight_of
from lienthong.core.cases.queries.assigning import loads_of
from lienthong.core.cases.queries.inbox import holds
from lienthong.core.process.api import Of, publish_version
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.testing.offices import Offices, acting
from lienthong.testing.tables import end, source, task

PLATFORM = Actor.platform("thử")
DUE = datetime(2026, 12, 1, tzinfo=UTC)


def places(offices: Offices) -> Places:
    units = {of.value: offices.unit.pk for of in Of}
    return Places(units, "officer", lambda unit, task: Term(None, DUE), lambda unit, limit: DUE)


def begin(offices: Offices, **rule: Any) -> Case:
    """A case whose second step is given by the rule; the third can send back to it."""
    second = task("b", ok="c") | rule
    third = task("c", ok="finished", back="b")
    mapping = source([task("a", ok="b"), second, third, end()])
    name = f"{rule.get('assign', 'role')}_{rule.get('assignee', '')}"
    mapping["code"] = name.replace("-", "_")
    unit = offices.unit.pk
    version = publish_version(mapping, valid_from=date(2026, 7, 1), actor=PLATFORM)
    case = open_case(NewCase("sample.case", "Việc", "new", unit, unit))
    start_process(case, version, data={}, places=places(offices), actor=PLATFORM)
    return case


def only(case: Case) -> Step:
    (step,) = open_steps_of(case.pk)
    return step


def holder(case: Case) -> int | None:
    found: int | None = only(case).queue.account_id
    return found


def go(case: Case, offices: Offices, actor: Actor, outcome: str = "ok") -> None:
    finish_step(case, only(case), outcome, places=places(offices), actor=actor)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, None),
        ({"assign": "person", "assignee": "lan"}, "lan"),
        ({"assign": "person", "assignee": "nobody"}, None),
        ({"assign": "person", "assignee": "xa"}, None),
        ({"assign": "position", "assignee": "chuyen-vien"}, "lan"),
        ({"assign": "position", "assignee": "chu-tich"}, None),
        ({"assign": "previous", "assignee": "a"}, "minh"),
        ({"assign": "previous"}, None),
        ({"assign": "least_loaded"}, "lan"),
    ],
)
def test_rule_gives_the_step(offices: Offices, rule: dict[str, str], expected: str | None) -> None:
    accounts = {name: offices.officer(name) for name in ("lan", "minh")}
    offices.officer("xa", offices.other)
    case = begin(offices, **rule)

    go(case, offices, acting(accounts["minh"]))

    step = only(case)
    assert step.queue.account_id == (accounts[expected].pk if expected else None)
    assert (step.home_queue.unit_id, step.home_queue.role_id) == (offices.unit.pk, offices.role.pk)


def test_returned_recalled_and_handed_over_steps_follow_the_rule(offices: Offices) -> None:
    lan, minh = offices.officer("lan"), offices.officer("minh")
    case = begin(offices, assign="previous")
    go(case, offices, PLATFORM)
    claim_step(only(case), actor=acting(lan))
    task_of_b = only(case).engine_task
    go(case, offices, acting(lan))

    go(case, offices, acting(minh), "back")
    returned = holder(case)
    go(case, offices, acting(lan))
    reopen_step(case, task_of_b, places=places(offices), actor=PLATFORM)
    recalled = holder(case)
    reassign_step(only(case), held_by=lan.pk, to_account_id=minh.pk, actor=_head(offices))
    go(case, offices, acting(minh))
    go(case, offices, acting(lan), "back")

    assert (returned, recalled) == (lan.pk, lan.pk)
    assert holder(case) == minh.pk


def test_a_step_given_by_rule_is_put_back_and_claimed_like_any_other(offices: Offices) -> None:
    lan, minh = offices.officer("lan"), offices.officer("minh")
    case = begin(offices, assign="person", assignee="lan")
    go(case, offices, PLATFORM)

    release_step(only(case), actor=acting(lan))
    assert holder(case) is None
    claim_step(only(case), actor=acting(minh))
    assert holder(case) == minh.pk
    assign_step(only(case), account_id=lan.pk, reason="Đúng chuyên môn", actor=_head(offices))
    assert holder(case) == lan.pk


def test_whoever_stands_in_sees_the_step_and_counts_as_the_person(offices: Offices) -> None:
    lan, minh = offices.officer("lan"), offices.officer("minh")
    case = begin(offices, assign="previous", assignee="a")
    first = only(case)
    finish_step(case, first, "ok", places=places(offices), actor=_for(acting(minh), lan))

    assert holder(case) == lan.pk
    assert holds(acting(lan), only(case))


def test_least_loaded_weighs_open_steps_by_working_hours_left(offices: Offices) -> None:
    lan, minh, hoa = (offices.officer(name) for name in ("lan", "minh", "hoa"))
    given = {"lan": 2, "minh": 1}
    for name, times in given.items():
        for _ in range(times):
            case = begin(offices, assign="person", assignee=name)
            go(case, offices, PLATFORM)
    Step.objects.update(due_at=None)

    loads = {load.account_id: load for load in loads_of([lan.pk, minh.pk, hoa.pk], unit_id=0)}
    case = begin(offices, assign="least_loaded")
    go(case, offices, PLATFORM)

    assert [loads[a.pk].hours for a in (lan, minh, hoa)] == [16.0, 8.0, 0.0]
    assert [loads[a.pk].steps for a in (lan, minh, hoa)] == [2, 1, 0]
    assert holder(case) == hoa.pk
    late = timezone.now() - timedelta(days=3)
    Step.objects.filter(queue__account=lan).update(due_at=late)
    (load,) = loads_of([lan.pk], unit_id=0)
    assert load.hours == 2.0


def test_equal_loads_go_to_whoever_was_idle_longest() -> None:
    now = datetime(2026, 11, 26, 9, tzinfo=UTC)
    loads = [
        Load(1, 480, 1, now),
        Load(2, 480, 1, now - timedelta(hours=1)),
        Load(3, 481, 1, None),
    ]

    assert least_loaded(loads) == loads[1]
    assert least_loaded([*loads, Load(9, 480, 1, None)]) == Load(9, 480, 1, None)
    assert least_loaded([]) is None
    assert [weight_of(left) for left in (None, 0, 59, 61)] == [480, 60, 60, 61]


def test_time_and_messages_end_a_step_from_its_border(offices: Offices) -> None:
    edges = [
        {"code": "over", "title": "Hết giờ", "to": "c", "limit": {"amount": 1, "unit": "hour"}},
        {"code": "told", "title": "Rút", "to": "finished", "message": "withdrawn"},
    ]
    case = begin(offices, boundaries=edges)
    go(case, offices, PLATFORM)
    step = only(case)
    assert (step.wake_at, step.marks) == (DUE, {"wakes": "over"})
    assert [(way["code"], way["marks"]) for way in step.outcomes] == [
        ("ok", {}),
        ("told", {"message": "withdrawn"}),
    ]

    finish_step(case, step, "over", places=places(offices), actor=PLATFORM)
    assert only(case).node == "c"
    go(case, offices, PLATFORM, "back")
    deliver_message(case, "withdrawn", places=places(offices), actor=PLATFORM, comment="Xin rút.")

    case.refresh_from_db()
    assert not case.is_open
    closed = Step.objects.filter(case=case, node="b").order_by("pk")
    assert [(step.outcome, step.comment) for step in closed] == [("over", ""), ("told", "Xin rút.")]


@pytest.mark.parametrize("sent", [True, False])
def test_who_minds_a_wait_notes_its_message_unless_an_act_sends_it(
    offices: Offices, sent: bool
) -> None:
    clerk = Role.objects.create(code="clerk", title="Văn thư", permissions=[])
    code = "supplement_received" if sent else "paid"
    wait = {"node": "w", "title": "Chờ nộp tiền", "kind": "wait", "message": code, "to": "finished"}
    steps = [task("a", ok="w"), wait | {"role": "clerk", "of": "support"}, end()]
    unit = offices.unit.pk
    version = publish_version(source(steps), valid_from=date(2026, 7, 1), actor=PLATFORM)
    case = open_case(NewCase("sample.case", "Việc", "new", unit, unit))
    held = replace(places(offices), units={**places(offices).units, "support": offices.other.pk})
    start_process(case, version, data={}, places=held, actor=PLATFORM)
    finish_step(case, only(case), "ok", places=held, actor=PLATFORM)

    step = only(case)
    assert (step.queue.unit_id, step.queue.role_id) == (offices.other.pk, clerk.pk)
    assert (step.marks, step.due_at) == ({"waits": code}, None)
    noted = [("received", "Ghi nhận đã có", {"message": "paid"})]
    told = [(way["code"], way["title"], way["marks"]) for way in step.outcomes]
    assert told == ([] if sent else noted)


def test_units_of_a_list_by_number_or_code_each_do_their_step_and_see_the_case(
    offices: Offices,
) -> None:
    def of(items: list[object]) -> Case:
        each = task("b", ok="finished") | {"each": "units", "of": "each"}
        units: Any = {"type": "list", "default": items}
        mapping = source([task("a", ok="b"), each, end()], units=units)
        mapping["code"] = f"each_{len(items)}"
        unit = offices.unit.pk
        version = publish_version(mapping, valid_from=date(2026, 7, 1), actor=PLATFORM)
        case = open_case(
            NewCase("sample.case", "Việc", "new", unit, unit, capacities={unit: "lead"})
        )
        start_process(case, version, data={}, places=held, actor=PLATFORM)
        finish_step(case, only(case), "ok", places=held, actor=PLATFORM)
        return case

    joined: list[int] = []
    held = replace(places(offices), joined=lambda case: joined.append(case.pk))
    case = of([offices.unit.code, offices.other.pk])
    steps = open_steps_of(case.pk)

    assert [step.unit_id for step in steps] == [offices.unit.pk, offices.other.pk]
    assert case.scope_unit_ids() == {offices.unit.pk, offices.other.pk}
    assert joined == [case.pk]
    finish_step(case, steps[0], "ok", places=held, actor=PLATFORM)
    assert [step.pk for step in open_steps_of(case.pk)] == [steps[1].pk]
    finish_step(case, steps[1], "ok", places=held, actor=PLATFORM)
    case.refresh_from_db()
    assert not case.is_open
    with pytest.raises(InvalidInput, match="khong-co"):
        of(["khong-co"])


def test_a_service_step_waits_for_the_system(offices: Offices) -> None:
    steps = [task("a", ok="tell"), _service(), task("c", ok="finished"), end()]
    unit = offices.unit.pk
    version = publish_version(source(steps), valid_from=date(2026, 7, 1), actor=PLATFORM)
    case = open_case(NewCase("sample.case", "Việc", "new", unit, unit))
    start_process(case, version, data={}, places=places(offices), actor=PLATFORM)
    go(case, offices, PLATFORM)

    step = only(case)
    assert step.marks == {"waits": "service", "service": "tell_applicant"}
    assert (step.outcomes, step.due_at) == ([], None)
    finish_step(case, step, "failed", places=places(offices), actor=PLATFORM)
    assert only(case).node == "c"


def _service() -> dict[str, Any]:
    row = {"node": "tell", "title": "Nhắn", "kind": "service", "service": "tell_applicant"}
    return row | {"to": "finished", "late": "c"}


def _head(offices: Offices) -> Actor:
    return offices.actor("truong-phong")


def _for(actor: Actor, whom: Account) -> Actor:
    return replace(actor, on_behalf_of_id=whom.pk, on_behalf_of_name=str(whom))
