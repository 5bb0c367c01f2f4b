# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Stored instances: started, moved, returned, moved to another version, closed."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from lienthong.core.process import api
from lienthong.core.process.models import ProcessState
from lienthong.core.process.tests.tables import everything, linear
from lienthong.kernel.actor import Actor


def _version(mapping: dict[str, Any], day: date = date(2026, 7, 1)) -> api.ProcessVersion:
    return api.publish_version(mapping, valid_from=day, actor=Actor.platform("test"))


def _again(instance: api.ProcessInstance) -> api.ProcessInstance:
    with transaction.atomic():
        return api.lock_instance(instance.pk)


@pytest.mark.django_db
def test_instance_is_stored_between_moves() -> None:
    instance, change = api.start(_version(linear("a", "b")))
    assert [task.node for task in change.open] == ["a"]

    change = api.advance(_again(instance), change.open[0].task_id, "ok")
    again = _again(instance)

    assert [task.node for task in api.open_tasks(again)] == ["b"]
    assert [task.task_id for task in api.open_tasks(again)] == [change.open[0].task_id]
    assert (again.moves, again.ended_at) == (1, None)
    assert [station.state for station in api.path(again)] == ["done", "current", "future"]


@pytest.mark.django_db
def test_the_strip_follows_each_move_however_often_it_is_looked_at() -> None:
    instance, _change = api.start(_version(linear("a", "b")))
    assert _shown(instance) == _shown(instance) == ["current", "future", "future"]

    api.advance(_again(instance), "a", "ok")
    assert _shown(instance) == ["done", "current", "future"]
    moved = _again(instance)
    api.advance(moved, "b", "ok")
    api.close(moved)
    assert _shown(instance)[:2] == ["done", "done"]


def _shown(instance: api.ProcessInstance) -> list[str]:
    found = api.shown_path(instance.pk)
    return [str(station.state) for station in found[1]] if found else []


@pytest.mark.django_db
def test_data_is_kept_and_checked() -> None:
    instance, _ = api.start(_version(everything()), {"units": ["u1"]})
    api.set_values(instance, {"fee": 5000})

    values = api.values(_again(instance))
    assert (values["units"], values["fee"], values["ready"]) == (["u1"], 5000, False)
    with pytest.raises(api.BadData):
        api.advance(instance, "check", "ok", {"secret": 1})
    assert [task.node for task in api.open_tasks(_again(instance))] == ["check"]


@pytest.mark.django_db
def test_return_and_recall_keep_the_id() -> None:
    instance, change = api.start(_version(linear("a", "b", "c")))
    first = change.open[0].task_id
    api.advance(instance, "a", "ok")
    api.advance(instance, "b", "ok")

    targets = api.return_targets(_again(instance))
    assert [target.node for target in targets] == ["b", "a"]
    change = api.reset_to(instance, first)

    assert [task.task_id for task in change.open] == [first]
    assert len(change.close) == 1
    assert [task.node for task in api.open_tasks(_again(instance))] == ["a"]


@pytest.mark.django_db
def test_message_is_delivered() -> None:
    instance, _ = api.start(_version(everything()))
    api.advance(instance, "check", "ok")
    change = api.advance(instance, "assess", "pay")
    assert [task.message for task in change.wait] == ["paid"]

    change = api.deliver(_again(instance), "paid")

    assert [task.node for task in change.open] == ["approve"]


@pytest.mark.django_db
def test_ended_instance_is_closed_and_keeps_its_trail() -> None:
    instance, _ = api.start(_version(linear("a", "b")))
    api.advance(instance, "a", "ok")
    change = api.advance(instance, "b", "ok")
    assert (change.ended, instance.result) == (True, "granted")
    before = api.path(instance)

    api.close(instance)
    api.close(instance)

    closed = _again(instance)
    assert closed.trail == ["a", "b", "finished"]
    assert closed.ended_at is not None
    assert closed.closed_at is not None
    assert not ProcessState.objects.exists()
    assert api.path(closed) == before
    assert api.open_tasks(closed) == []
    with pytest.raises(api.InstanceClosed):
        api.advance(closed, "b", "ok")


@pytest.mark.django_db
def test_cancelled_instance_closes_what_is_open() -> None:
    instance, change = api.start(_version(linear("a", "b")))

    cancelled = api.cancel(instance)

    assert cancelled.close == [change.open[0].task_id]
    assert _again(instance).closed_at is not None
    assert not ProcessState.objects.exists()


@pytest.mark.django_db
def test_instance_stays_on_its_version_until_it_is_moved() -> None:
    old = _version(linear("a", "b"))
    instance, _ = api.start(old)
    new = _version(linear("a", "extra", "b"), date(2026, 9, 1))
    assert _again(instance).version == old

    plan = api.plan_migration(instance, new)
    assert (plan.possible, plan.added) == (True, ("Bước extra",))
    assert _again(instance).version == old
    api.migrate(instance, new)

    moved = _again(instance)
    assert moved.version == new
    assert [task.node for task in api.advance(moved, "a", "ok").open] == ["extra"]


@pytest.mark.django_db
def test_move_that_is_not_possible_is_refused() -> None:
    instance, _ = api.start(_version(linear("a", "b")))
    new = _version(linear("b"), date(2026, 9, 1))
    other = _version(linear("a") | {"code": "other"})

    with pytest.raises(api.NotMovable) as refused:
        api.migrate(instance, new)
    assert "Bước a" in str(refused.value)
    with pytest.raises(api.WrongDefinition):
        api.plan_migration(instance, other)


@pytest.mark.django_db(transaction=True)
def test_row_lock_lets_exactly_one_of_eight_finish_a_step() -> None:
    instance, change = api.start(_version(linear("a", "b")))
    barrier = threading.Barrier(8)

    def finish(_: int) -> str:
        try:
            barrier.wait(10)
            with transaction.atomic():
                api.advance(api.lock_instance(instance.pk), change.open[0].task_id, "ok")
        except api.NotOpen as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(finish, range(8)))

    assert answers == ["done", *["step_not_open"] * 7]
    assert [task.node for task in api.open_tasks(_again(instance))] == ["b"]


@pytest.mark.django_db
def test_a_move_needs_few_statements(django_assert_max_num_queries: Any) -> None:
    instance, _ = api.start(_version(linear("a", "b")))
    with transaction.atomic(), django_assert_max_num_queries(6):
        api.advance(api.lock_instance(instance.pk), "a", "ok")
