# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Acts: three ports, one transaction, what is recorded, keys that make repeats harmless."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lienthong.kernel import actions, ports
from lienthong.kernel.actions import NotAnAction, OutsideAct, action, part_of_act
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import IllegalState, KeyReused, NotAllowed
from lienthong.kernel.permissions import PUBLIC, SIGNED_IN
from lienthong.testing.threads import together, values

CITIZEN = Actor(kind=ActorKind.CITIZEN, account_id=910_001, person_id=1, name="Trần Thị Duyên")


@action(PUBLIC)
def rename_person(person: Any, *, name: str, actor: Actor) -> Any:
    person.full_name = name
    person.save()
    return person


@action(PUBLIC)
def add_person(count: int, *, name: str, actor: Actor) -> Any:
    return persons().create(full_name=name)


@action(PUBLIC)
def rename_and_fail(person: Any, *, name: str, actor: Actor) -> Any:
    rename_person(person, name=name, actor=actor)
    raise IllegalState


@action(SIGNED_IN)
def rename_when_signed_in(person: Any, *, name: str, actor: Actor) -> Any:
    return rename_person(person, name=name, actor=actor)


@action(PUBLIC)
def change_secret(account: Any, *, actor: Actor) -> Any:
    account.password, account.display_name = "new", "Tên mới"
    account.save()
    return account


@action(PUBLIC)
def order_jobs(person: Any, *, fails: bool = False, actor: Actor) -> Any:
    ports.defer("test.first", lock="one", number=1)
    with suppress(KeyError), transaction.atomic():
        ports.defer("test.taken_back")
        raise KeyError
    rename_person(person, name="Lê Thị Hoa", actor=actor)
    ports.defer("test.second")
    if fails:
        raise IllegalState
    assert queued() == []
    return person


def queued() -> list[tuple[str, str | None, dict[str, Any]]]:
    model: Any = apps.get_model("procrastinate", "ProcrastinateJob")
    rows = model.objects.filter(task_name__startswith="test.").order_by("id")
    return list(rows.values_list("task_name", "lock", "args"))


@part_of_act
def write_part() -> str:
    return "written"


def persons() -> Any:
    return apps.get_model("accounts", "Person")._default_manager


@pytest.fixture
def person(db: None) -> Any:
    return persons().create(full_name="Lê Thị Hà")


def records(subject: Any) -> list[Any]:
    model: Any = apps.get_model("audit", "AuditRecord")
    found = model.objects.filter(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk, actor_id=CITIZEN.account_id
    )
    return list(found.order_by("id"))


def test_definition_when_actor_is_no_keyword_then_is_refused() -> None:
    def rename(person: Any, actor: Actor) -> None:
        raise AssertionError

    with pytest.raises(NotAnAction, match="rename"):
        action(PUBLIC)(rename)


def test_definition_when_there_is_no_subject_then_is_refused() -> None:
    def clean(*, actor: Actor) -> None:
        raise AssertionError

    with pytest.raises(NotAnAction, match="clean"):
        action(PUBLIC)(clean)


@pytest.mark.django_db
def test_action_when_registered_then_names_its_permission() -> None:
    name = f"{__name__}.rename_person"

    assert actions.actions()[name] is PUBLIC
    assert rename_person.permission is PUBLIC  # type: ignore[attr-defined]


@pytest.mark.parametrize("missing", ["authorise", "record"])
def test_act_when_a_port_is_unbound_then_nothing_happens(
    missing: str, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = ports._Ports(ports._bound.authorise, ports._bound.record, ports._bound.defer)
    setattr(bound, missing, None)
    monkeypatch.setattr(ports, "_bound", bound)

    with pytest.raises(ports.PortUnbound, match=missing):
        rename_person(person, name="Lê Thị Hoa", actor=CITIZEN)

    person.refresh_from_db()
    assert person.full_name == "Lê Thị Hà"


def test_defer_when_the_port_is_unbound_then_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_bound", ports._Ports())

    with pytest.raises(ports.PortUnbound, match="defer"):
        ports.defer("audit.seal_records")


def test_act_when_done_then_the_record_says_who_did_what(person: Any) -> None:
    actor = CITIZEN.acting(request_id="r1", purpose="sửa tên", address="10.0.0.1")

    rename_person(person, name="Lê Thị Hoa", actor=actor)

    (found,) = records(person)
    assert found.changes == {"full_name": ["Lê Thị Hà", "Lê Thị Hoa"]}
    assert (found.permission, found.actor_text) == (PUBLIC.code, "Trần Thị Duyên")
    assert (found.request_id, found.purpose, found.address) == ("r1", "sửa tên", "10.0.0.1")
    assert len(bytes(found.hash)) == 32


def test_act_when_it_orders_jobs_then_they_are_queued_in_one_statement_at_its_end(
    person: Any,
) -> None:
    with CaptureQueriesContext(connection) as captured:
        order_jobs(person, actor=CITIZEN)

    assert queued() == [("test.first", "one", {"number": 1}), ("test.second", None, {})]
    kept = [row["sql"] for row in captured.captured_queries if "defer_jobs" in row["sql"]]
    assert [("test.second" in sql, "test.taken_back" in sql) for sql in kept] == [
        (False, True),
        (True, False),
    ]


def test_act_when_it_fails_then_nothing_is_queued_then_or_later(person: Any) -> None:
    with pytest.raises(IllegalState):
        order_jobs(person, fails=True, actor=CITIZEN)

    rename_person(person, name="Lê Thị Hoa", actor=CITIZEN)

    assert queued() == []


def test_act_when_it_makes_something_then_the_record_is_about_that(db: None) -> None:
    made = add_person(1, name="Nguyễn Văn Ân", actor=CITIZEN)

    (found,) = records(made)
    assert found.changes["full_name"] == [None, "Nguyễn Văn Ân"]


def test_act_when_a_field_is_secret_then_the_record_hides_it(db: None) -> None:
    model: Any = apps.get_model("accounts", "Account")
    account = model.objects.create_user("hidden.test", "một mật khẩu", kind="partner")

    change_secret(account, actor=CITIZEN)

    (found,) = records(account)
    assert found.changes == {"password": ["•", "•"], "display_name": ["", "Tên mới"]}


def test_act_when_it_fails_then_neither_change_nor_record_remain(person: Any) -> None:
    with pytest.raises(IllegalState):
        rename_and_fail(person, name="Lê Thị Hoa", actor=CITIZEN)

    person.refresh_from_db()
    assert person.full_name == "Lê Thị Hà"
    assert records(person) == []


def test_act_when_not_allowed_then_nothing_happens(person: Any) -> None:
    with pytest.raises(NotAllowed):
        rename_when_signed_in(person, name="Lê Thị Hoa", actor=Actor.anonymous())

    person.refresh_from_db()
    assert person.full_name == "Lê Thị Hà"


@pytest.mark.django_db(transaction=True)
def test_part_of_act_when_called_outside_a_transaction_then_is_refused() -> None:
    with pytest.raises(OutsideAct, match="write_part"):
        write_part()
    with transaction.atomic():
        assert write_part() == "written"


def test_replay_when_the_same_key_comes_again_then_the_answer_is_the_first_one(db: None) -> None:
    actor = CITIZEN.acting(idempotency_key="key-replay")

    first = add_person(1, name="Phạm Thị Mai", actor=actor)
    again = add_person(1, name="Phạm Thị Mai", actor=actor)

    assert again == first
    assert persons().filter(full_name="Phạm Thị Mai").count() == 1
    assert len(records(first)) == 1


def test_replay_when_nested_acts_share_the_key_then_only_the_outer_is_claimed(person: Any) -> None:
    actor = CITIZEN.acting(idempotency_key="key-nested")

    rename_when_signed_in(person, name="Lê Thị Hoa", actor=actor)
    rename_when_signed_in(person, name="Lê Thị Hoa", actor=actor)

    model: Any = apps.get_model("audit", "AuditRequest")
    (claimed,) = model.objects.filter(key="key-nested")
    assert claimed.action.endswith("rename_when_signed_in")
    assert len(records(person)) == 2  # outer and inner act, once each


def test_key_when_the_body_differs_then_is_refused(person: Any) -> None:
    actor = CITIZEN.acting(idempotency_key="key-reused")
    rename_person(person, name="Lê Thị Hoa", actor=actor)

    with pytest.raises(KeyReused):
        rename_person(person, name="Lê Thị Huệ", actor=actor)

    person.refresh_from_db()
    assert person.full_name == "Lê Thị Hoa"


def test_key_when_used_for_another_act_then_is_refused(person: Any) -> None:
    actor = CITIZEN.acting(idempotency_key="key-other-act")
    rename_person(person, name="Lê Thị Hoa", actor=actor)

    with pytest.raises(KeyReused):
        rename_when_signed_in(person, name="Lê Thị Hoa", actor=actor)


def test_key_when_the_act_failed_then_may_be_used_again(person: Any) -> None:
    actor = CITIZEN.acting(idempotency_key="key-failed")
    with pytest.raises(IllegalState):
        rename_and_fail(person, name="Lê Thị Hoa", actor=actor)

    assert rename_person(person, name="Lê Thị Hoa", actor=actor).full_name == "Lê Thị Hoa"


def test_key_when_two_people_use_the_same_then_both_act(db: None) -> None:
    other = CITIZEN.acting(account_id=910_002)
    for actor in (CITIZEN, other):
        add_person(1, name="Đỗ Văn Trí", actor=actor.acting(idempotency_key="key-shared"))

    assert persons().filter(full_name="Đỗ Văn Trí").count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("5")
def test_twins_when_submitted_at_once_then_there_is_one_effect_and_one_answer() -> None:
    actor = CITIZEN.acting(idempotency_key="key-twins")

    answers = values(
        together([lambda: add_person(1, name="Võ Thị Sáu", actor=actor) for _ in range(4)])
    )

    assert persons().filter(full_name="Võ Thị Sáu").count() == 1
    assert {answer.pk for answer in answers} == {persons().get(full_name="Võ Thị Sáu").pk}


@pytest.mark.django_db(transaction=True)
def test_twin_when_the_first_is_undone_then_the_second_acts() -> None:
    actor = CITIZEN.acting(idempotency_key="key-undone")

    def undone() -> None:
        with transaction.atomic():
            add_person(1, name="Hồ Văn Bốn", actor=actor)
            transaction.set_rollback(True)

    together([undone, lambda: add_person(1, name="Hồ Văn Bốn", actor=actor)])

    assert persons().filter(full_name="Hồ Văn Bốn").count() == 1


def jobs(marker: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE args ->> 'marker' = %s", [marker]
        )
        return int(cursor.fetchone()[0])


@action(PUBLIC)
def rename_and_defer(person: Any, *, marker: str, fail: bool, actor: Actor) -> None:
    person.full_name = marker
    person.save()
    ports.defer("audit.seal_records", marker=marker)
    if fail:
        raise IllegalState


@pytest.mark.covers("5")
def test_job_when_the_act_is_done_then_exists(person: Any) -> None:
    rename_and_defer(person, marker="kept", fail=False, actor=CITIZEN)

    assert jobs("kept") == 1


@pytest.mark.covers("5")
def test_job_when_the_act_is_undone_then_does_not_exist(person: Any) -> None:
    with pytest.raises(IllegalState):
        rename_and_defer(person, marker="undone", fail=True, actor=CITIZEN)

    assert jobs("undone") == 0


@pytest.mark.django_db(transaction=True)
def test_job_when_the_transaction_is_open_then_no_worker_sees_it() -> None:
    subject = persons().create(full_name="Lê Thị Hà")
    with transaction.atomic():
        rename_and_defer(subject, marker="unfinished", fail=False, actor=CITIZEN)
        seen_meanwhile = values(together([lambda: jobs("unfinished")]))

    assert seen_meanwhile == [0]
    assert jobs("unfinished") == 1
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args ->> 'marker' = 'unfinished'")


@dataclass(frozen=True)
class Facts:
    name: str


def test_plain_when_given_anything_a_field_holds_then_is_json() -> None:
    moment = datetime(2026, 11, 20, 8, tzinfo=UTC)

    assert actions.plain(moment) == "2026-11-20T08:00:00+00:00"
    assert actions.plain({1: (date(2026, 1, 2), Decimal("1.50"))}) == {"1": ["2026-01-02", "1.50"]}
    assert actions.plain(memoryview(b"x")) == actions.plain(b"x")
    assert actions.plain([Facts("a"), Facts]) == [{"name": "a"}, str(Facts)]
    assert actions.plain({"b", "a", "c"}) == actions.plain(frozenset("cba")) == ["a", "b", "c"]


def test_body_hash_when_only_the_actor_differs_then_is_the_same() -> None:
    def asked(actor: Actor, name: str) -> bytes:
        return actions.body_hash((1,), {"name": name, "actor": actor})

    assert asked(CITIZEN, "A") == asked(Actor.anonymous(), "A")
    assert asked(CITIZEN, "A") != asked(CITIZEN, "B")


def test_body_hash_when_the_secret_differs_then_tells_nothing(settings: Any) -> None:
    before = actions.body_hash((1,), {"password": "một mật khẩu"})

    settings.SECRET_KEY = "another secret of at least fifty characters, for tests only"

    assert actions.body_hash((1,), {"password": "một mật khẩu"}) != before


def test_body_hash_when_asked_in_another_process_then_is_the_same() -> None:
    program = (
        "import django; django.setup()\n"
        "from lienthong.kernel.actions import body_hash\n"
        "print(body_hash((set('abcdefgh'),), {'m': {'x': 1, 'y': frozenset('hgfe')}}).hex())"
    )

    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }

    assert len(answers) == 1
    assert len(answers.pop()) == 64


def test_lock_order_is_written_down_where_acts_are_defined() -> None:
    order = "Lock order: idempotency key, case, process instance, book rows."

    assert order in str(actions.__doc__)
