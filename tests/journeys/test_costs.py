# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What requests cost in SQL statements, counted through the real server; times are not judged."""

from __future__ import annotations

import pytest

from lienthong.traffic.accounting import Meter
from lienthong.traffic.bench import Bench, submit_at_once
from tests.journeys.stack import Stack

pytestmark = pytest.mark.journey
MOST = {
    "home": 0,
    "form": 3,
    "submit": 99,
    "submit-no-scripts": 126,
    "submit-birth-pages": 73,
    "submit-birth-last": 27,
    "inbox": 9,
    "search": 7,
    "dossier": 12,
    "transition-accept": 52,
    "transition": 24,
    "transition-sign": 23,
    "transition-issue": 26,
    "transition-return": 28,
}
"""Statements of one request, of a ``submit`` all its fifteen; they may only shrink."""
SUBMITTERS, EACH = 4, 1


def test_statements_of_each_kind_of_request_stay_within_their_budget(stack: Stack) -> None:
    bench = Bench(stack.web, Meter((), stack.dsn), print, times=3, lives=1)

    found = {result.name: result.statements for result in bench.run()}

    # A session notes once a minute that it is used: that is less than one statement in the mean.
    print(found)
    assert {name: n for name, n in found.items() if int(n) > MOST.get(name, n)} == {}
    assert set(MOST) <= set(found)
    assert found["inbox"] > 0, "nothing was counted"


def test_dossiers_sent_at_once_are_all_taken_and_none_twice(stack: Stack) -> None:
    before = _dossiers(stack)

    codes, _seconds = submit_at_once(stack.web, SUBMITTERS, EACH)

    assert codes == SUBMITTERS * EACH
    assert _dossiers(stack) == before + SUBMITTERS * EACH


def _dossiers(stack: Stack) -> int:
    return int(stack.rows("SELECT count(*) FROM onestop_dossier")[0][0])
