# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures folded in any lots equal a recomputation, and both equal counting by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from lienthong.core.cases.api import Case, CaseOutcome
from lienthong.modules.onestop.actions.figures import fold_all_dossiers, fold_dossiers
from lienthong.modules.onestop.models import DayTally, DossierFact
from lienthong.modules.onestop.queries.decided import decided
from lienthong.modules.onestop.tests.lives import (
    FAR,
    Life,
    Piece,
    day_of,
    random_life,
    two_procedures,
    unrelated,
    write_adjustments,
    write_start,
    write_told,
)
from lienthong.testing.sizes import some

MEASURES = ", ".join(DayTally.MEASURES)
FACTS = "SELECT * FROM onestop_dossierfact ORDER BY case_id"
TALLY = f"""
SELECT axis, grain, day, key, {MEASURES} FROM onestop_daytally
WHERE ({MEASURES}) <> ({", ".join("0" for _ in DayTally.MEASURES)}) ORDER BY 1, 2, 3, 4
"""


def rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def live_in_lots(dice: Random, lives: list[Life]) -> dict[int, Life]:
    """Write everything in a random order that keeps each dossier's own, folding in between."""
    known: dict[int, Life] = {}
    touched: list[int] = []
    for life in lives:
        case_id = write_start(life)
        known[case_id] = life
        write_adjustments(case_id, life)
    waiting = {case_id: list(life.told) for case_id, life in known.items()}
    while waiting:
        case_id = dice.choice(sorted(waiting))
        write_told(case_id, waiting[case_id].pop(0))
        touched.append(case_id)
        if not waiting[case_id]:
            del waiting[case_id]
        if dice.random() < 0.2:
            fold_dossiers([*touched, *dice.sample(sorted(known), 2)])
            touched = []
    fold_dossiers([*known, *touched])
    return known


@pytest.mark.covers("5.3")
@pytest.mark.parametrize("seed", some(range(60), 3))
def test_folding_in_any_lots_equals_recomputation_and_counting_by_hand(db: None, seed: int) -> None:
    dice = Random(seed)
    lives = [random_life(dice, number) for number in range(14)]
    with unrelated():
        two_procedures()
        known = live_in_lots(dice, lives)
        folded = rows(FACTS), rows(TALLY)
        fold_all_dossiers()
        assert folded == (rows(FACTS), rows(TALLY))
        check_decided(known)
    assert DossierFact.objects.count() == len(lives)
    for fact in DossierFact.objects.all():
        life = known[fact.case_id]
        assert (fact.agency_id, fact.channel) == (life.agency, life.channel)
        assert (fact.accepted_at, fact.ended_at) == (life.accepted, life.ended)
        assert fact.ending == life.ending
        assert fact.supplemented == life.supplemented
        assert pieces(fact.late_during) == joined(life.late)
        assert pieces(fact.held_during) == joined(life.held)
    days = sorted({day_of(life.accepted) for life in lives})
    for until in (days[0], days[len(days) // 2], days[-1] + timedelta(20)):
        check_day(lives, days[len(days) // 3], until)


def check_decided(known: dict[int, Life]) -> None:
    """Sums of months equal counting cases with the outcome that deciding one writes."""
    for fact in DossierFact.objects.filter(ending__in=["granted", "refused"]):
        Case.objects.filter(pk=fact.case_id).update(outcome=fact.outcome, outcome_at=fact.ended_at)
    raw, late = Counter[tuple[date, int]](), Counter[tuple[date, int]]()
    for case in Case.objects.filter(pk__in=known, outcome__isnull=False):
        assert case.outcome_at is not None
        month = (timezone.localdate(case.outcome_at).replace(day=1), case.agency_id or 0)
        raw[month] += 1
        late[month] += case.outcome == CaseOutcome.LATE
    span = (date(2000, 1, 1), date(2100, 1, 1))
    rows_of = decided(*span, by_agency=True)
    assert {(row.month, row.agency_id): (row.total, row.late) for row in rows_of} == {
        month: (raw[month], late[month]) for month in raw
    }
    whole = decided(*span)
    assert sum(row.total for row in whole) == raw.total()
    assert sum(row.late for row in whole) == late.total()
    assert all(row.agency_id == 0 for row in whole)


def pieces(spans: Any) -> list[Piece]:
    return [(span.lower, span.upper or FAR) for span in spans]


def joined(parts: list[Piece]) -> list[Piece]:
    """Pieces that touch are one."""
    found: list[Piece] = []
    for start, end in sorted(parts):
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def check_day(lives: list[Life], since: date, until: date) -> None:
    """Sums of days equal counting, and what was received is what is resolved and pending."""
    if since > until:
        since = until
    counted = Counter[str]()
    for life in lives:
        counted.update(life.counts(since, until))
    received = sum(counted[name] for name in ("online", "desk", "post", "carried"))
    assert received == counted["done"] + counted["pending"]
    sums = rows(
        f"""SELECT sum(online + desk + post - early - on_time - late), sum(late_change),
                   sum(held_change),
                   COALESCE(sum(early + on_time + late) FILTER (WHERE day >= '{since}'), 0),
                   COALESCE(sum(online) FILTER (WHERE day >= '{since}'), 0)
            FROM onestop_daytally WHERE axis = 0 AND grain = 0 AND day <= '{until}'"""
    )[0]
    names = ("pending", "late_now", "held_now", "done", "online")
    assert [value or 0 for value in sums] == [counted[name] for name in names]
