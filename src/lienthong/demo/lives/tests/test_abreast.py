# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Work of several processes at once, and what is told of how long it took."""

from __future__ import annotations

import os

import pytest

from lienthong.demo.lives.abreast import beside, over
from lienthong.demo.lives.timing import Timing


def told(place: int) -> tuple[int, bool]:
    """The square of a place, and whether another process reckoned it."""
    return place * place, os.getpid() != PARENT


PARENT = os.getpid()


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
