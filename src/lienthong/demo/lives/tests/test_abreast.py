# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Work of several processes at once, and what is told of how long it took."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connection

from lienthong.demo.lives import abreast
from lienthong.demo.lives.abreast import (
    FORKED,
    beside,
    over,
    patient_connections,
    release_connections,
)
from lienthong.demo.lives.beside import administer
from lienthong.demo.lives.timing import Timing


def told(place: int) -> tuple[int, bool]:
    """The square of a place, and whether another process reckoned it."""
    return place * place, os.getpid() != PARENT


PARENT = os.getpid()
POOL = {"min_size": 1, "max_size": 8, "timeout": 10, "reconnect_timeout": 2}


def test_answers_come_in_order_and_own_work_is_done_here_meanwhile() -> None:
    own: list[int] = []

    answers = beside(4, told, 2, lambda: own.append(os.getpid()))

    assert answers == [(0, True), (1, True), (4, True), (9, True)]
    assert own == [PARENT]


def test_what_fails_meanwhile_or_in_a_process_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        beside(2, lambda place: 1 // place, 2, lambda: None)
    with pytest.raises(KeyError):
        beside(2, told, 2, lambda: dict[str, int]()["missing"])


def test_every_process_begins_with_what_it_is_told_to() -> None:
    begun: list[int] = []

    answers = over(2, lambda _place: len(begun), 1, lambda: begun.append(1))

    assert (list(answers), begun) == ([1, 1], [])


def test_a_part_is_told_when_it_begins_and_when_it_has_ended() -> None:
    said, spent = list[str](), iter((1.5, 4.0))
    timing = Timing(said.append, lambda: next(spent))

    with timing.part("seal", "Niêm phong"):
        pass

    (part,) = timing.parts
    assert (part.name, part.database_cpu_seconds) == ("seal", 2.5)
    assert 0 <= part.seconds < 60
    assert said[0] == "Niêm phong…"
    assert said[1].startswith("Niêm phong: xong sau ")
    assert said[1].endswith("cơ sở dữ liệu 2.5 giây.")


def asked(tries: Any, statement: str, place: int) -> tuple[int, int]:
    """The place, as the database tells it after a statement, and the try that was heard."""
    with tries.get_lock():
        tries.value += 1
        number = tries.value
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
        cursor.execute("SELECT %s", [place])
        return cursor.fetchone()[0], number


def let_in(name: str, *, may: bool) -> None:
    administer(f"ALTER DATABASE {{}} ALLOW_CONNECTIONS {str(may).lower()}", name)


def own_name() -> str:
    """The database of the test, to which nobody is connected any more."""
    ours: Any = connection
    release_connections()
    return str(ours.settings_dict["NAME"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pool", [{}, {"pool": POOL}], ids=["alone", "pool"])
def test_whom_the_database_does_not_let_in_at_first_does_their_share_later(
    pool: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours: Any = connection
    name, tries = own_name(), FORKED.Value("i", 0)

    def open_again() -> None:
        until = time.monotonic() + 1.5
        while tries.value < 5 and time.monotonic() < until:
            time.sleep(0.05)
        let_in(name, may=True)

    with monkeypatch.context() as patch:
        patch.setitem(ours.settings_dict, "OPTIONS", ours.settings_dict["OPTIONS"] | pool)
        with patient_connections():
            let_in(name, may=False)
            try:
                answers = beside(4, partial(asked, tries, "SELECT %s"), 2, open_again)
            finally:
                let_in(name, may=True)

    assert [place for place, _number in answers] == [0, 1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_statement_whose_connection_was_lost_is_run_again() -> None:
    own_name()
    tries = FORKED.Value("i", 0)
    killed_first = (
        "SELECT pg_terminate_backend(pg_backend_pid()) FROM generate_series(%s, 1) LIMIT 1"
    )

    answers = beside(3, partial(asked, tries, killed_first), 1, lambda: None)

    assert answers == [(0, 2), (1, 3), (2, 4)]


@pytest.mark.django_db(transaction=True)
def test_what_the_database_says_on_a_connection_that_lives_is_raised_at_once() -> None:
    own_name()
    tries = FORKED.Value("i", 0)
    too_long = "SET statement_timeout = 1; SELECT pg_sleep(%s)"

    with pytest.raises(OperationalError, match="statement timeout"):
        beside(1, partial(asked, tries, too_long), 1, lambda: None)

    assert tries.value == 1


@pytest.mark.django_db(transaction=True)
def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abreast, "PATIENCE", 0.0)
    name, tries = own_name(), FORKED.Value("i", 0)
    let_in(name, may=False)
    try:
        with pytest.raises(OperationalError, match="not currently accepting connections"):
            beside(2, partial(asked, tries, "SELECT %s"), 2, lambda: None)
    finally:
        let_in(name, may=True)

    assert tries.value == 2


def test_process_that_dies_or_cannot_begin_is_told() -> None:
    with pytest.raises(BrokenProcessPool):
        beside(2, lambda _place: os.kill(os.getpid(), signal.SIGKILL), 2, lambda: None)
    with pytest.raises(BrokenProcessPool):
        list(over(2, told, 2, lambda: dict[str, None]()["missing"]))
