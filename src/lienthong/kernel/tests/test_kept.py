# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import pytest

from lienthong.kernel.kept import Kept

pytestmark = pytest.mark.django_db


class Shelf:
    """Numbers below ten by name; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def read(self, numbers: Collection[int]) -> dict[int, str]:
        self.asked.append(list(numbers))
        return {number: f"no. {number}" for number in numbers if number < 10}


def test_committed_rows_are_read_once(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    shelf = Shelf()
    kept = Kept(shelf.read)
    with django_capture_on_commit_callbacks(execute=True):
        assert kept.all([1, 2, 1]) == {1: "no. 1", 2: "no. 2"}
    assert kept.all([2, 3]) == {2: "no. 2", 3: "no. 3"}
    assert kept.get(1) == "no. 1"
    assert shelf.asked == [[1, 2], [3]]


def test_rows_of_an_act_under_way_are_not_kept() -> None:
    shelf = Shelf()
    kept = Kept(shelf.read)
    assert (kept.get(1), kept.get(1)) == ("no. 1", "no. 1")
    assert shelf.asked == [[1], [1]]


def test_what_does_not_exist_is_asked_again_and_a_full_memory_begins_anew(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    shelf = Shelf()
    kept = Kept(shelf.read, most=1)
    for number in (77, 1, 2, 1):
        with django_capture_on_commit_callbacks(execute=True):
            assert kept.get(number) == (f"no. {number}" if number < 10 else None)
    assert shelf.asked == [[77], [1], [2], [1]]
