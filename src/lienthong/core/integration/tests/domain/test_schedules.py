# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""When a job runs, as people say it."""

from __future__ import annotations

import pytest

from lienthong.core.integration.domain.schedules import schedule_words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("* * * * * */10", "mỗi 10 giây"),
        ("* * * * *", "mỗi phút"),
        ("3-59/10 * * * *", "mỗi 10 phút"),
        ("20 */6 * * *", "mỗi 6 giờ"),
        ("0 2 1 * *", "ngày đầu tháng lúc 02:00"),
        ("23 2 * * *", "hằng ngày lúc 02:23"),
    ],
)
def test_schedule_is_told_in_words(line: str, words: str) -> None:
    assert schedule_words(line) == words
