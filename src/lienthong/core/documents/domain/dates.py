# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dates as papers of state write them."""

from datetime import date


def date_text(day: date) -> str:
    """Return ``ngày 05 tháng 02 năm 2026``: days under 10 and months 1, 2 with a zero.

    Legal basis: 30/2020/NĐ-CP, Phụ lục I.
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
