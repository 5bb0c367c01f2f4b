# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lienthong.kernel.clock import (
    Adjustment,
    AdjustmentKind,
    CellKind,
    Due,
    Limit,
    TimeUnit,
    WorkCalendar,
    exclude_words,
    explain,
    fold,
    packaged_calendar,
    rule,
    sentence,
    strip,
)
from lienthong.kernel.clock.folding import EXCLUDE_RULE
from lienthong.kernel.clock.tests.oracle import MOMENTS, calendars

DEFAULT = packaged_calendar("default")
at = datetime.fromisoformat


def _fold(start: str, amount: int, unit: str, *changes: Adjustment) -> Due:
    return fold(Limit(TimeUnit(unit), amount), at(start), DEFAULT, changes)


def _change(
    kind: str, first: str | None = None, last: str | None = None, reason: str = "", basis: str = ""
) -> Adjustment:
    return Adjustment(
        AdjustmentKind(kind),
        at(first) if first else None,
        at(last) if last else None,
        reason=reason,
        legal_basis=basis,
    )


def _shown(due: Due, now: datetime | None = None) -> list[tuple[str, str, str]]:
    return [(c.as_dict()["day"], c.kind.value, c.label) for c in strip(due, now=now)]


def test_strip_when_three_working_days_then_the_picture_of_the_design() -> None:
    assert _shown(_fold("2026-11-20T10:14", 3, "working_day")) == [
        ("20", "received", "Nhận"),
        ("21", "weekend", "Nghỉ"),
        ("22", "weekend", "Nghỉ"),
        ("23", "counted", "Ngày 1"),
        ("24", "holiday", "Nghỉ lễ"),
        ("25", "counted", "Ngày 2"),
        ("26", "promised", "Ngày 3"),
    ]


def test_strip_when_holiday_then_name_and_law() -> None:
    cell = strip(_fold("2026-11-20T10:14", 3, "working_day"))[4]
    assert (cell.reason, cell.legal_basis) == ("Ngày Văn hóa Việt Nam", "Nghị quyết 28/2026/QH16")
    assert cell.as_dict()["full_date"] == "Thứ Ba 24/11/2026"
    assert cell.as_dict()["weekday"] == "T3"


def test_strip_when_promise_has_passed_then_late() -> None:
    due = _fold("2026-11-20T10:14", 3, "working_day")
    assert _shown(due, at("2026-11-26T18:00"))[-1] == ("26", "promised", "Ngày 3")
    assert _shown(due, at("2026-11-27T07:00"))[-1] == ("26", "late", "Trễ")
    hours = _fold("2026-11-20T16:00", 8, "hour")
    assert _shown(hours, at("2026-11-23T16:01"))[-1] == ("23", "late", "Trễ")


def test_strip_when_swapped_saturday_then_counted_and_named() -> None:
    cells = strip(_fold("2026-01-09T10:00", 2, "working_day"))
    assert (cells[1].kind, cells[1].label, cells[1].counted) == (CellKind.SWAPPED, "Ngày 1", 1)
    assert cells[1].reason == "làm bù cho ngày 02/01/2026"
    assert cells[-1].label == "Ngày 2"


def test_strip_when_excluded_then_reason_is_shown() -> None:
    asked = _change("exclude", "2026-11-18T09:00", "2026-11-20T09:00", "Chờ nộp thuế", "Luật X")
    due = _fold("2026-11-16T10:00", 5, "working_day", asked)
    cells = strip(due)
    gone = [cell for cell in cells if cell.kind is CellKind.EXCLUDED]
    assert [cell.day.day for cell in gone] == [19, 20]
    assert {(cell.label, cell.reason, cell.legal_basis) for cell in gone} == {
        ("Không tính", "Chờ nộp thuế", "Luật X")
    }
    assert (cells[-1].day.day, cells[-1].label) == (26, "Ngày 5")


def test_strip_when_restarted_then_second_reception_and_ten_cells() -> None:
    asked = _change("restart", "2026-11-18T09:00", "2026-11-27T09:00")
    cells = strip(_fold("2026-11-16T10:00", 5, "working_day", asked))
    assert len(cells) == 10
    received = [(cell.day.day, cell.label) for cell in cells if cell.kind is CellKind.RECEIVED]
    assert received == [(16, "Nhận"), (27, "Đủ hồ sơ")]
    assert sum(cell.counted for cell in cells) == 5


def test_strip_when_extended_then_promised_again() -> None:
    cells = strip(
        _fold("2026-11-16T10:00", 2, "working_day", _change("extend", None, "2026-11-20"))
    )
    assert [cell.label for cell in cells] == ["Nhận", "Ngày 1", "Ngày 2", "Gia hạn", "Hẹn lại"]


def test_strip_when_last_calendar_day_is_saturday_then_not_counted() -> None:
    cells = strip(_fold("2026-11-26T10:00", 2, "day"))
    assert [(cell.kind.value, cell.label) for cell in cells] == [
        ("received", "Nhận"),
        ("counted", "Ngày 1"),
        ("weekend", "Nghỉ"),
        ("weekend", "Nghỉ"),
        ("promised", "Hẹn trả"),
    ]


def test_strip_when_hours_then_working_time_of_each_day() -> None:
    asked = _change("exclude", "2026-11-16T11:00", "2026-11-18T08:40")
    cells = strip(_fold("2026-11-16T10:00", 12, "hour", asked))
    assert [(cell.kind.value, cell.label) for cell in cells] == [
        ("received", "Nhận 10:00"),
        ("excluded", "Không tính"),
        ("counted", "6 giờ 20"),
        ("promised", "Hẹn 13:40"),
    ]


def test_strip_when_same_day_then_one_cell() -> None:
    assert _shown(_fold("2026-11-20T14:59", 1, "same_day")) == [("20", "promised", "Trong ngày")]


def test_strip_when_long_then_run_in_words() -> None:
    cells = strip(_fold("2026-03-02T10:00", 30, "working_day"))
    run = max(cells, key=lambda cell: cell.counted)
    assert len(cells) == 10
    assert run.label == f"… {run.counted} ngày làm việc …"
    assert run.as_dict()["is_run"] is True


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (
            _fold("2026-11-13T10:00", 15, "day"),
            "Thời hạn 15 ngày tính từ ngày sau ngày nhận 13/11/2026, kể cả ngày nghỉ, "
            "ngày cuối 28/11 là Thứ Bảy nên chuyển sang ngày làm việc kế tiếp, "
            "hạn là 17:00 Thứ Hai 30/11/2026.",
        ),
        (
            _fold("2026-11-23T15:30", 1, "same_day"),
            "Nhận lúc 15:30 Thứ Hai 23/11/2026, sau giờ chốt 15:00 nên trả trong ngày làm việc "
            "kế tiếp, không tính 24/11 (nghỉ Ngày Văn hóa Việt Nam), "
            "nên hạn là 17:00 Thứ Tư 25/11/2026.",
        ),
        (
            _fold("2026-11-21T09:00", 1, "same_day"),
            "Nhận lúc 09:00 Thứ Bảy 21/11/2026 là ngày nghỉ nên trả trong ngày làm việc kế tiếp, "
            "không tính Chủ Nhật, nên hạn là 17:00 Thứ Hai 23/11/2026.",
        ),
        (
            _fold("2026-11-20T18:00", 1, "hour"),
            "Thời hạn 1 giờ làm việc, nhận lúc 18:00 Thứ Sáu 20/11/2026 ngoài giờ làm việc nên "
            "tính từ 07:00 Thứ Hai 23/11/2026, không tính Thứ Bảy và Chủ Nhật, "
            "nên hạn là 08:00 Thứ Hai 23/11/2026.",
        ),
        (
            _fold(
                "2026-11-16T10:00",
                5,
                "working_day",
                _change("exclude", "2026-11-18T09:00", "2026-11-20T09:00", "Chờ nộp thuế"),
                _change("extend", None, "2026-11-30", "Cần xác minh"),
            ),
            "Thời hạn 5 ngày làm việc tính từ ngày sau ngày nhận 16/11/2026, "
            "không tính 2 ngày làm việc chờ nộp thuế từ 18/11 đến 20/11/2026, "
            "gia hạn đến 30/11/2026 (cần xác minh), "
            "không tính Thứ Bảy, Chủ Nhật và 24/11 (nghỉ Ngày Văn hóa Việt Nam), "
            "nên hạn là 17:00 Thứ Hai 30/11/2026.",
        ),
        (
            _fold(
                "2026-02-12T10:00", 2, "working_day", _change("restart", None, "2026-02-13T08:00")
            ),
            "Thời hạn 2 ngày làm việc tính từ ngày sau ngày nhận 12/02/2026, "
            "tính lại từ đầu vì đủ hồ sơ ngày 13/02/2026, "
            "không tính Thứ Bảy, Chủ Nhật và 16/02–20/02 (nghỉ Tết Nguyên đán), "
            "nên hạn là 17:00 Thứ Ba 24/02/2026.",
        ),
        (
            _fold("2026-11-18T10:00", 1, "working_day", _change("calendar", "2026-11-19")),
            "Thời hạn 1 ngày làm việc tính từ ngày sau ngày nhận 18/11/2026, "
            "tính lại theo lịch làm việc mới, không tính 19/11 (nghỉ theo thông báo mới), "
            "nên hạn là 17:00 Thứ Sáu 20/11/2026.",
        ),
        (
            _fold("2026-01-09T10:00", 1, "working_day"),
            "Thời hạn 1 ngày làm việc tính từ ngày sau ngày nhận 09/01/2026, "
            "tính cả 10/01 (làm bù cho ngày 02/01/2026), nên hạn là 17:00 Thứ Bảy 10/01/2026.",
        ),
    ],
)
def test_sentence_says_how_the_date_came_about(due: Due, expected: str) -> None:
    assert sentence(due) == expected


def test_explain_gives_plain_data_with_facts_and_law() -> None:
    found = explain(_fold("2026-11-20T10:14", 3, "working_day")).as_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["facts"] == [
        {"term": "Nhận", "detail": "10:14 Thứ Sáu 20/11/2026", "legal_basis": ""},
        {
            "term": "Thời hạn",
            "detail": "3 ngày làm việc",
            "legal_basis": "Bộ luật Dân sự 91/2015/QH13, Điều 147 và 148",
        },
        {
            "term": "Ngày nghỉ",
            "detail": "24/11 (nghỉ Ngày Văn hóa Việt Nam)",
            "legal_basis": "Nghị quyết 28/2026/QH16",
        },
        {"term": "Hẹn trả", "detail": "17:00 Thứ Năm 26/11/2026", "legal_basis": ""},
    ]
    assert found["legal_bases"] == [
        "Bộ luật Dân sự 91/2015/QH13, Điều 147 và 148",
        "Nghị quyết 28/2026/QH16",
    ]


def test_explain_when_rolled_over_a_holiday_then_that_day_is_a_fact() -> None:
    facts = explain(_fold("2026-11-14T10:00", 10, "day")).facts
    assert [fact.detail for fact in facts if fact.term == "Ngày nghỉ"] == [
        "24/11 (nghỉ Ngày Văn hóa Việt Nam)"
    ]


@settings(max_examples=100, deadline=None)
@given(
    calendars(),
    MOMENTS,
    st.integers(1, 40),
    st.sampled_from([TimeUnit.WORKING_DAY, TimeUnit.DAY, TimeUnit.HOUR, TimeUnit.MONTH]),
    st.lists(st.tuples(st.sampled_from(AdjustmentKind), st.integers(0, 30)), max_size=3),
)
def test_strip_when_anything_then_ten_cells_without_gaps(
    calendar: WorkCalendar,
    start: datetime,
    amount: int,
    unit: TimeUnit,
    changes: list[tuple[AdjustmentKind, int]],
) -> None:
    amount = min(amount, 5) if unit is TimeUnit.MONTH else amount
    limit, last = Limit(unit, amount), start
    given_changes: list[Adjustment] = []
    for kind, days in changes:
        first, last = last, last.fromordinal(last.toordinal() + days)
        if kind is AdjustmentKind.EXTEND:
            due_at = fold(limit, start, calendar, given_changes).due_at
            given_changes.append(Adjustment(kind, None, due_at.fromordinal(due_at.toordinal() + 9)))
        else:
            given_changes.append(Adjustment(kind, first, max(first, last)))
    due = fold(limit, start, calendar, given_changes)
    cells = strip(due)
    assert 1 <= len(cells) <= 10
    assert cells[0].day == due.start.date()
    assert cells[-1].until == due.due_at.date()
    assert cells[-1].kind is CellKind.PROMISED
    for left, right in pairwise(cells):
        assert right.day.toordinal() == left.until.toordinal() + 1
    assert sentence(due).endswith(f"{due.due_at:%d/%m/%Y}.")


@settings(max_examples=60, deadline=None)
@given(calendars(), MOMENTS, st.integers(1, 40))
def test_strip_when_working_days_then_as_many_counted_as_the_limit(
    calendar: WorkCalendar, start: datetime, amount: int
) -> None:
    due = fold(Limit(TimeUnit.WORKING_DAY, amount), start, calendar)
    assert sum(cell.counted for cell in strip(due)) == amount


def test_a_wait_that_moved_nothing_is_not_told() -> None:
    wait = _change("exclude", "2026-11-20T10:30", "2026-11-20T10:50", "chờ nộp phí")
    due = _fold("2026-11-20T10:14", 3, "working_day", wait)

    assert [applied.amount for applied in due.applied] == [0]
    assert sentence(due) == sentence(_fold("2026-11-20T10:14", 3, "working_day"))


@pytest.mark.parametrize(
    ("moved", "words", "said", "hint"),
    [
        (
            True,
            "30/11, là ngày hẹn đã chuyển vì ngày cuối là ngày nghỉ",
            "cộng vào ngày hẹn 30/11 đã chuyển vì ngày cuối là ngày nghỉ, nên hạn là",
            "cộng vào ngày đã chuyển",
        ),
        (
            False,
            "28/11, là ngày cuối khi chưa chuyển vì ngày nghỉ",
            "cộng vào ngày cuối 28/11 khi chưa chuyển vì ngày nghỉ, nên hạn là",
            "cộng vào ngày cuối khi chưa chuyển",
        ),
    ],
)
def test_day_to_which_an_excluded_time_is_added_is_told_as_to_be_confirmed(
    moved: bool, words: str, said: str, hint: str
) -> None:
    """Either value of the rule, told with its legal basis and the open question."""
    change = _change("exclude", "2026-11-18T09:00", "2026-11-20T09:00")
    limit, start = Limit(TimeUnit.DAY, 12), at("2026-11-16T10:00")
    choice = replace(rule(EXCLUDE_RULE, start.date()), value=int(moved))

    found = explain(fold(limit, start, DEFAULT, [change], from_moved_day=moved))

    basis = "Nghị định 61/2018/NĐ-CP, Điều 19 (cần xác nhận)"
    told = [(fact.detail, fact.legal_basis) for fact in found.facts if "Cộng" in fact.term]
    assert told == [(words, basis)]
    assert said in found.sentence
    assert basis in found.legal_bases
    assert found.due_at.day == (2 if moved else 30)
    assert [cell.label for cell in found.strip][-2:] == (
        ["Chuyển ngày", "Hẹn trả"] if moved else ["Ngày 11", "Ngày 12"]
    )
    assert hint in exclude_words(choice)
    assert exclude_words(choice).endswith(f"{basis}.")
    assert "cần xác nhận" not in exclude_words(replace(choice, to_be_confirmed=False))
