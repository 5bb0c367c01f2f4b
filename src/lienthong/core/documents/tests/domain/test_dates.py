# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest

from lienthong.core.documents.domain.dates import date_text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 20), "ngày 20 tháng 11 năm 2026"),
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
    ],
)
def test_day_under_ten_and_first_months_have_a_zero(day: date, text: str) -> None:
    assert date_text(day) == text
