# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from lienthong.core.deadlines.actions.adjust import Change, adjust_deadline, hold_deadline
from lienthong.core.deadlines.actions.finish import cancel_deadline, meet_deadline
from lienthong.core.deadlines.actions.start import start_deadline
from lienthong.core.deadlines.enums import AdjustmentKind, DeadlineState, Outcome, Reason
from lienthong.core.deadlines.models import Deadline, DueAdjustment
from lienthong.core.deadlines.queries.calendars import promise
from lienthong.core.deadlines.queries.explaining import (
    LastDays,
    chip_of,
    chips_of,
    explain_deadline,
    last_days,
)
from lienthong.core.deadlines.queries.reckoning import adjustments_of, deadlines_of, due_of
from lienthong.core.deadlines.tests.conftest import HOUR, WORKING_DAY, Heard, Place, at, local
from lienthong.kernel import clock
from lienthong.kernel.actions import OutsideAct
from lienthong.kernel.errors import DomainError, IllegalState, InvalidInput

Begin = Callable[..., Deadline]
NEXT_DAYS = ("2026-11-18T10:00", "2026-11-19T09:00")


def _adjust(
    deadline: Deadline,
    place: Place,
    kind: AdjustmentKind,
    to: str,
    start: str = "",
    reason: Reason = Reason.SUPPLEMENT,
    **more: object,
) -> DueAdjustment:
    change = Change(
        kind,
        reason,
        place.decree.pk,
        from_at=at(start) if start else None,
        to_at=at(to),
        **more,  # type: ignore[arg-type]
    )
    with transaction.atomic():
        return adjust_deadline(deadline, change=change)


def _hold(deadline: Deadline, when: str, reason: Reason = Reason.SUPPLEMENT) -> Deadline:
    with transaction.atomic():
        return hold_deadline(deadline, reason=reason, at=at(when))


def test_start_when_working_days_then_due_at_closing_time(begin: Begin) -> None:
    deadline = begin("2026-11-16T10:00:42")
    assert local(deadline.due_at) == "2026-11-23T17:00"
    assert deadline.original_due_at == deadline.due_at
    assert local(deadline.started_at) == "2026-11-16T10:00"
    assert (deadline.state, deadline.outcome) == (DeadlineState.RUNNING, "")


def test_start_when_year_has_no_calendar_then_refused(begin: Begin) -> None:
    with pytest.raises(InvalidInput) as refusal:
        begin("2027-12-31T10:00")
    assert refusal.value.code == "year_without_calendar"
    assert Deadline.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_start_when_outside_an_act_then_refused() -> None:
    with pytest.raises(OutsideAct):
        start_deadline(clock.Limit(HOUR, 8), unit_id=1)


def test_supplement_when_restarted_then_counts_from_zero(
    begin: Begin, place: Place, heard: Heard
) -> None:
    held = _hold(begin("2026-11-16T10:00"), "2026-11-18T09:00")
    assert (held.state, local(held.due_at)) == (DeadlineState.HELD, "2026-11-23T17:00")
    row = _adjust(held, place, AdjustmentKind.RESTART, "2026-11-27T09:00")
    held.refresh_from_db()
    assert (held.state, held.held_at, held.held_reason) == (DeadlineState.RUNNING, None, "")
    assert local(held.due_at) == local(row.due_after) == "2026-12-04T17:00"
    assert local(held.original_due_at) == "2026-11-23T17:00"
    assert row.from_at == at("2026-11-18T09:00")
    assert heard.moves() == [
        ("2026-11-23T17:00", "2026-11-23T17:00", "held"),
        ("2026-11-23T17:00", "2026-12-04T17:00", "running"),
    ]


def test_supplement_when_excluded_then_the_days_left_remain(begin: Begin, place: Place) -> None:
    held = _hold(begin("2026-11-16T10:00"), "2026-11-18T09:00")
    row = _adjust(held, place, AdjustmentKind.EXCLUDE, "2026-11-27T09:00")
    assert (row.seq, row.amount, local(row.due_after)) == (1, 6, "2026-12-02T17:00")


def test_adjust_when_several_then_folded_in_order(begin: Begin, place: Place) -> None:
    deadline = begin("2026-11-16T10:00")
    _adjust(deadline, place, AdjustmentKind.EXCLUDE, "2026-11-20T09:00", "2026-11-18T09:00")
    row = _adjust(deadline, place, AdjustmentKind.EXTEND, "2026-11-30T00:00", overridden=True,
                  note="Chờ kết quả xác minh", reason=Reason.APOLOGY)  # fmt: skip
    assert (row.seq, local(row.due_before)) == (2, "2026-11-26T17:00")
    assert local(row.due_after) == "2026-11-30T17:00"
    found = explain_deadline(Deadline.objects.get(pk=deadline.pk), now=at("2026-11-27T08:00"))
    assert found.sentence == (
        "Thời hạn 5 ngày làm việc tính từ ngày sau ngày nhận 16/11/2026, "
        "không tính 2 ngày làm việc chờ bổ sung từ 18/11 đến 20/11/2026, "
        "gia hạn đến 30/11/2026 (xin lỗi và hẹn lại), "
        "không tính Thứ Bảy, Chủ Nhật và 24/11 (nghỉ Ngày Văn hóa Việt Nam), "
        "nên hạn là 17:00 Thứ Hai 30/11/2026."
    )
    assert "61/2018/NĐ-CP" in found.legal_bases


def test_extend_when_second_time_then_only_with_a_decision(
    begin: Begin, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2026-11-20T09:00"))
    deadline = begin("2026-11-16T10:00")
    _adjust(deadline, place, AdjustmentKind.EXTEND, "2026-11-26T00:00", reason=Reason.APOLOGY)
    with pytest.raises(IllegalState) as refusal:
        _adjust(deadline, place, AdjustmentKind.EXTEND, "2026-11-27T00:00", reason=Reason.APOLOGY)
    assert refusal.value.code == "extended_twice"
    with pytest.raises(InvalidInput) as no_reason:
        _adjust(deadline, place, AdjustmentKind.EXTEND, "2026-11-27T00:00", overridden=True)
    assert no_reason.value.code == "reason_needed"
    _adjust(deadline, place, AdjustmentKind.EXTEND, "2026-11-27T00:00", overridden=True, note="Bão")
    deadline.refresh_from_db()
    assert local(deadline.due_at) == "2026-11-27T17:00"


def test_extend_when_due_day_has_passed_then_refused(
    begin: Begin, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadline = begin("2026-11-16T10:00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2026-11-25T09:00"))
    with pytest.raises(IllegalState) as refusal:
        _adjust(deadline, place, AdjustmentKind.EXTEND, "2026-11-27T00:00")
    assert refusal.value.code == "extension_too_late"


@pytest.mark.parametrize(
    ("kind", "to", "start", "code"),
    [
        (AdjustmentKind.EXCLUDE, "2026-11-18T09:00", "2026-11-13T09:00", "adjustment_before_start"),
        (AdjustmentKind.EXCLUDE, "2026-11-18T09:00", "", "missing_key"),
        (AdjustmentKind.EXCLUDE, "2026-11-17T09:00", "2026-11-18T09:00", "adjustment_order"),
        (AdjustmentKind.RESTART, "2029-11-17T09:00", "", "year_without_calendar"),
    ],
)
def test_adjust_when_it_cannot_be_then_nothing_changes(
    begin: Begin, place: Place, kind: AdjustmentKind, to: str, start: str, code: str
) -> None:
    deadline = begin("2026-11-16T10:00")
    with pytest.raises(InvalidInput) as refusal:
        _adjust(deadline, place, kind, to, start)
    assert refusal.value.code == code
    assert DueAdjustment.objects.count() == 0
    assert local(Deadline.objects.get().due_at) == "2026-11-23T17:00"


@pytest.mark.parametrize(
    ("when", "outcome", "words"),
    [
        ("2026-11-20T16:00", Outcome.EARLY, "Xong trước hạn"),
        ("2026-11-23T20:00", Outcome.ON_TIME, "Xong đúng hạn"),
        ("2026-11-25T07:00", Outcome.LATE, "Xong trễ 1 ngày"),
    ],
)
def test_meet_when_finished_then_outcome_by_date(
    begin: Begin, heard: Heard, when: str, outcome: Outcome, words: str
) -> None:
    with transaction.atomic():
        met = meet_deadline(begin("2026-11-16T10:00"), at=at(when))
    assert (met.state, met.outcome) == (DeadlineState.MET, outcome)
    assert chip_of(met)["words"] == words
    assert heard.events[-1].outcome == outcome
    assert explain_deadline(met).strip[-1].kind == ("late" if outcome == "late" else "promised")


def test_closed_deadline_refuses_every_act(begin: Begin, place: Place) -> None:
    with transaction.atomic():
        closed = cancel_deadline(begin("2026-11-16T10:00"), at=at("2026-11-17T10:00"))
    assert chip_of(closed) == {"state": "closed", "words": "Đã thôi tính hạn"}
    acts: list[Callable[[], object]] = [
        lambda: meet_deadline(closed),
        lambda: cancel_deadline(closed),
        lambda: hold_deadline(closed, reason=Reason.TAX),
        lambda: _adjust(closed, place, AdjustmentKind.RESTART, "2026-11-18T10:00"),
    ]
    for act in acts:
        with transaction.atomic(), pytest.raises(DomainError) as refusal:
            act()
        assert refusal.value.code == "illegal_state"
    assert Deadline.objects.get().state == DeadlineState.CANCELLED


@pytest.mark.parametrize(
    ("now", "state", "words"),
    [
        ("2026-11-17T08:00", "on_time", "Còn 4 ngày"),
        ("2026-11-23T14:20", "due_soon", "Còn 2 giờ 40"),
        ("2026-11-25T08:00", "late", "Trễ 1 ngày"),
    ],
)
def test_chip_when_running_then_time_left(begin: Begin, now: str, state: str, words: str) -> None:
    chip = chip_of(begin("2026-11-16T10:00"), now=at(now))
    assert (chip["state"], chip["words"]) == (state, words)


def test_chip_when_held_or_redated_then_says_so(begin: Begin, place: Place) -> None:
    deadline = begin("2026-11-16T10:00")
    held = _hold(deadline, "2026-11-18T09:00", Reason.TAX)
    assert chip_of(held) == {"state": "paused", "words": "Chờ nộp thuế"}
    _adjust(held, place, AdjustmentKind.EXCLUDE, "2026-11-19T09:00", reason=Reason.TAX)
    _adjust(deadline, place, AdjustmentKind.EXTEND, "2026-11-30T09:00", reason=Reason.APOLOGY,
            overridden=True, note="Bão")  # fmt: skip
    chip = chip_of(Deadline.objects.get(), now=at("2026-11-20T09:00"))
    assert (chip["state"], chip["words"]) == ("redated", "Đã hẹn lại 30/11")


def test_explanation_when_held_then_days_after_it_wait(begin: Begin) -> None:
    held = _hold(begin("2026-11-16T10:00"), "2026-11-18T09:00")
    found = explain_deadline(held, now=at("2026-12-01T09:00"))
    assert [cell.label for cell in found.strip] == [
        "Nhận", "Ngày 1", "Ngày 2", "Đang chờ", "Đang chờ", "Nghỉ", "Nghỉ", "Đang chờ",
    ]  # fmt: skip
    assert found.sentence == (
        "Thời hạn 5 ngày làm việc tính từ ngày sau ngày nhận 16/11/2026, "
        "không tính Thứ Bảy và Chủ Nhật, "
        "đang chờ bổ sung từ 18/11/2026 nên ngày hẹn 23/11/2026 sẽ được tính lại."
    )
    assert found.facts[-1].term == "Chờ bổ sung"


def test_last_days_are_safe_working_days(begin: Begin) -> None:
    found = last_days(begin("2026-11-16T10:00", 6))
    assert found == LastDays(
        supplement=date(2026, 11, 19),
        apology=date(2026, 11, 23),
        first_warning=date(2026, 11, 20),
        second_warning=date(2026, 11, 23),
    )


def test_chips_of_many_take_one_query(
    begin: Begin, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ids = [begin("2026-11-16T10:00").pk for _ in range(5)]
    with django_assert_num_queries(1):
        chips = chips_of(ids, now=at("2026-11-17T08:00"))
    assert {pk: chip["words"] for pk, chip in chips.items()} == dict.fromkeys(ids, "Còn 4 ngày")


def test_deadline_is_read_with_its_adjustments_in_one_query(
    begin: Begin, place: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    deadline = begin("2026-11-16T10:00")
    made = [_adjust(deadline, place, AdjustmentKind.RESTART, day) for day in NEXT_DAYS]

    with django_assert_num_queries(1):
        read = deadlines_of([deadline.pk])[deadline.pk]
        due, rows = due_of(read), adjustments_of(read)

    assert rows == made
    assert [row.instrument.key for row in rows] == [place.decree.key] * 2
    assert due == due_of(Deadline.objects.get(pk=deadline.pk))


def test_promise_says_when_it_would_be_due(place: Place) -> None:
    limit = clock.Limit(WORKING_DAY, 3)
    found = promise(limit, unit_id=place.commune.pk, at=at("2026-11-20T10:14"))
    assert found.due_at == datetime.fromisoformat("2026-11-26T17:00")
    assert [cell.kind.value for cell in found.strip].count("holiday") == 1


@pytest.mark.parametrize("change", [{"note": "khác"}, {"due_after": at("2027-01-04T17:00")}])
def test_adjustment_when_changed_then_database_refuses(
    begin: Begin, place: Place, change: dict[str, object]
) -> None:
    row = _adjust(begin("2026-11-16T10:00"), place, AdjustmentKind.RESTART, "2026-11-18T10:00")
    with transaction.atomic(), pytest.raises(IntegrityError, match="never changed"):
        DueAdjustment.objects.filter(pk=row.pk).update(**change)
    with transaction.atomic(), pytest.raises(IntegrityError, match="never changed"):
        DueAdjustment.objects.filter(pk=row.pk).delete()
    assert DueAdjustment.objects.get().note == ""


@pytest.mark.parametrize(
    "change",
    [{"amount": 9}, {"started_at": at("2026-11-17T10:00")}, {"original_due_at": at("2026-12-01")}],
)
def test_deadline_when_start_is_changed_then_database_refuses(
    begin: Begin, change: dict[str, object]
) -> None:
    begin("2026-11-16T10:00")
    with transaction.atomic(), pytest.raises(IntegrityError, match="fixed"):
        Deadline.objects.update(**change)


def test_hour_limit_uses_working_minutes(begin: Begin) -> None:
    assert local(begin("2026-11-20T16:00", 8, HOUR).due_at) == "2026-11-23T16:00"
    assert date(2026, 11, 23).weekday() == 0
