# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Boards add from sums of days, lists count from lines: the same for every figure and past day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.utils.translation import override

from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.figures import fold_all_dossiers
from lienthong.modules.onestop.domain.figures import LISTS, NAMES, Numbers, cells_until
from lienthong.modules.onestop.exports.resolving import resolving_workbook
from lienthong.modules.onestop.panels.figure_charts import bars
from lienthong.modules.onestop.panels.figure_links import Links
from lienthong.modules.onestop.panels.figure_list import figure_list, state_words
from lienthong.modules.onestop.queries.figure_charts import (
    due_by_day,
    lapsed_by_week,
    month_figures,
)
from lienthong.modules.onestop.queries.figure_lists import (
    all_behind,
    count_behind,
    dossiers_behind,
)
from lienthong.modules.onestop.queries.figures import Asked, numbers, numbers_by
from lienthong.modules.onestop.reports.resolving import resolving_report
from lienthong.modules.onestop.tests.lives import (
    START,
    Life,
    day_of,
    random_life,
    two_procedures,
    unrelated,
    write_adjustments,
    write_start,
    write_told,
)
from lienthong.testing.snapshot import once

NOW = START + timedelta(days=150, hours=3)


@pytest.fixture
def lives(db: None) -> int:
    """Eighty folded lives."""
    return once("eighty lives", write_lives)


def write_lives() -> int:
    dice = Random(5)
    with unrelated():
        two_procedures()
        for life in [*(random_life(dice, n) for n in range(72)), *map(running, range(8))]:
            case_id = write_start(life)
            write_adjustments(case_id, life)
            for told in life.told:
                write_told(case_id, told)
        fold_all_dossiers()
    return 80


def running(number: int) -> Life:
    """Received a little while ago, due some hours or days from now."""
    accepted, due = NOW - timedelta(days=1 + number), NOW + timedelta(hours=2 + 20 * number)
    life = Life(number, 11 + number % 3, 1, "online", accepted, due)
    life.told.append((accepted, "accepted", {}))
    return life


def asked(since: int, until: int, **only: object) -> Asked:
    first = day_of(START)
    whole = Asked(first + timedelta(since), first + timedelta(until), NOW)
    return replace(whole, **only)  # type: ignore[arg-type]


PERIODS = [(0, 3), (5, 59), (10, 10), (31, 75), (0, 150), (140, 150)]


@pytest.mark.covers("5.3")
@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_every_figure_is_the_length_of_its_list_on_any_day(
    lives: int, since: int, until: int
) -> None:
    whole = asked(since, until)
    part = replace(whole, allowed=(11, 12, 13))
    added, counted = numbers(whole), numbers(part)
    assert added == counted
    assert added.balances
    for name in NAMES:
        assert count_behind(whole, name) == getattr(counted, name), name
    for name in ("new", "received", "done", "kept", "in_time"):
        assert count_behind(whole, name) == getattr(counted, name), name
    for by in ("agency", "procedure", "officer"):
        rows = numbers_by(part, by)
        total = Numbers()
        for row in rows.values():
            assert row.balances
            total += row
        assert total == counted
    for by in ("agency", "procedure"):
        added_by = {key: row for key, row in numbers_by(whole, by).items() if row != Numbers()}
        assert added_by == numbers_by(part, by)


def test_scope_and_filters_narrow_figure_and_list_alike(lives: int) -> None:
    one = asked(5, 40, allowed=(11,))
    assert numbers(one) == numbers_by(asked(5, 40), "agency")[11]
    assert numbers(asked(5, 40, unit_id=12)) == numbers_by(asked(5, 40), "agency")[12]
    both = asked(5, 40, unit_id=12, procedure_id=2)
    assert 0 < numbers(both).received < numbers(asked(5, 40, unit_id=12)).received
    rows = list(all_behind(both, "received", size=3))
    assert len(rows) == numbers(both).received == count_behind(both, "received")
    assert {row.agency_id for row in rows} == {12}
    assert {row.procedure for row in rows} == {"Thủ tục 2"}
    assert numbers(asked(5, 40, allowed=(111,))) == numbers(one)
    assert numbers(asked(5, 40, allowed=(), unit_id=12)) == Numbers()
    page = dossiers_behind(both, "received", size=2)
    assert page.more
    assert [row.case_id for row in page.rows] == [row.case_id for row in rows[:2]]
    with pytest.raises(KeyError):
        dossiers_behind(both, "nothing")


def test_a_list_of_a_past_day_tells_how_its_dossiers_stood_then(lives: int) -> None:
    then = asked(0, 40)
    rows = list(all_behind(then, "pending"))
    later = [row for row in rows if row.ended_at is not None]
    assert later
    assert {(row.outcome, row.ending) for row in rows} == {(None, "")}
    assert {state_words(row) for row in later if row.is_late} == {"lúc đó đang trễ"}
    assert {state_words(row) for row in later if not row.is_late} == {"lúc đó đang giải quyết"}
    late = sum(row.is_late for row in rows)
    assert late == count_behind(then, "overdue") > 0
    assert all(row.outcome for row in all_behind(then, "done"))
    page = figure_list(asked(0, 150), "received", after=None)
    assert (page["part"], page["count"]) == ("50", "80")


def test_charts_add_up_to_the_figures(lives: int) -> None:
    whole = asked(0, 150)
    weeks = lapsed_by_week(whole, 23)
    assert sum(sum(row.values()) for row in weeks.values()) == numbers(whole).lapsed > 0
    coming = due_by_day(whole, 30)
    assert sum(coming.values()) == 8
    ahead = Asked(day_of(NOW), day_of(NOW) + timedelta(29), NOW)
    assert sum(coming.values()) == count_behind(ahead, "coming")
    months = month_figures(whole, 6)
    assert [m.month.month for m in months] == [2, 3, 4, 5, 6, 7]
    assert sum(m.new for m in months) == numbers(whole).new
    assert months == month_figures(asked(0, 150, allowed=(11, 12, 13)), 6)
    assert months[0].share is None


@pytest.mark.parametrize(("language", "weekday"), [("vi", "T2"), ("en", "Mon")])
def test_days_of_a_chart_are_named_in_the_language_of_the_reader(
    language: str, weekday: str
) -> None:
    monday = date(2026, 11, 30)
    with override(language):
        [bar] = bars([(monday, 8)], monday, Links(asked(0, 1)))

    assert (bar["weekday"], bar["words"]) == (weekday, f"{weekday} 30/11/2026")


def test_shares_say_nothing_when_there_is_nothing() -> None:
    assert Numbers().share("kept", "done") is None
    assert Numbers(early=1, on_time=1, late=1).share("kept", "done") == 66.7
    assert set(NAMES) <= set(LISTS)


def test_cells_cover_every_day_once() -> None:
    first = date(2026, 1, 20)
    for since in range(0, 80, 7):
        for length in range(0, 100, 9):
            a = first + timedelta(since)
            b = a + timedelta(length)
            cells = cells_until(a, b)
            covered = [span for span in cells.months + cells.days if span[0] < span[1]]
            covered.sort()
            assert covered[-1][1] == b + timedelta(1)
            assert all(x[1] == y[0] for x, y in pairwise(covered))
            assert all(not (s < a < e) for s, e in cells.months)


def workbook_rows(content: bytes) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    return list(sheet.to_python(skip_empty_area=False))


@pytest.mark.covers("5.3")
def test_report_is_the_form_of_the_law_with_the_figures_of_any_past_day(lives: int) -> None:
    past = asked(5, 59)
    report = resolving_report(past, Actor.platform("kiểm thử"))
    whole = numbers(past)
    rows = workbook_rows(resolving_workbook(report))
    text = [str(cell) for row in rows for cell in row]
    assert rows[0][0] == "Biểu II.06a/VPCP/KSTT"
    assert "Kỳ báo cáo: từ ngày 07/03/2026 đến ngày 30/04/2026" in text
    assert "Mẫu biểu chờ xác nhận: chưa đối chiếu với văn bản gốc." in text
    assert rows[7][:3] + rows[7][-1:] == ["(1)", "(2)", "(3)", "(13)"]
    total = [whole.received, whole.online, whole.direct, whole.carried]
    total += [whole.done, whole.early, whole.on_time, whole.late]
    total += [whole.pending, whole.in_time, whole.overdue]
    assert rows[8][1:] == ["Tổng cộng", *total]
    assert [row[1] for row in rows[9:11]] == ["=1+1", "Hộ tịch"]
    assert [a + b for a, b in zip(rows[9][2:], rows[10][2:], strict=True)] == total
