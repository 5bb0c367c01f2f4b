# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Days, moments and declarations in words."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils.translation import override

from lienthong.kernel.clock import VIETNAM
from lienthong.modules.onestop.panels.citizen_drafts import declaration_words
from lienthong.modules.onestop.panels.citizen_words import (
    day_and_time,
    due_words,
    time_and_day,
)

NOON = datetime(2026, 11, 20, 12, 5, tzinfo=VIETNAM)


def test_moments() -> None:
    assert day_and_time(NOON) == "Thứ Sáu 20/11/2026, 12:05"
    assert time_and_day(NOON) == "12:05, Thứ Sáu 20/11/2026"


def test_due_today_and_later() -> None:
    assert due_words(datetime(2026, 11, 20, 17, tzinfo=VIETNAM), now=NOON) == "hôm nay, trước 17:00"
    later = datetime(2026, 11, 23, 17, tzinfo=VIETNAM)
    assert due_words(later, now=NOON) == "Thứ Hai 23/11/2026, trước 17:00"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_without_a_declaration_still_says_what_the_box_declares(language: str) -> None:
    with override(language):
        assert declaration_words("").startswith("Tôi cam đoan lời khai là đúng")
        assert declaration_words("Tôi khai đúng.") == "Tôi khai đúng."
