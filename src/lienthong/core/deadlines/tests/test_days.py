# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Days of a calendar put in, swapped and taken out."""

from __future__ import annotations

from datetime import date

from lienthong.core.deadlines.domain.days import with_days_off, with_swap, without_day

DAYS = {"code": "x", "years": [{"year": 2026, "legal_basis": "a"}], "days": []}


def test_days_are_put_in_and_taken_out_and_a_new_year_is_provisional() -> None:
    off = with_days_off(
        DAYS, date(2027, 1, 1), date(2027, 1, 2), kind="holiday", name="Tết", basis="b"
    )
    swapped = with_swap(off, date(2026, 12, 31), date(2026, 12, 26), name="đổi", basis="c")

    assert [entry["date"] for entry in off["days"]] == ["2027-01-01", "2027-01-02"]
    assert off["years"][1]["provisional"] is True
    assert len(swapped["days"]) == 4
    assert without_day(swapped, date(2026, 12, 26)) == off
    assert DAYS["days"] == []
