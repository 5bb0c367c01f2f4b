# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""When a job runs, as people say it."""

from __future__ import annotations

import pytest

from lienthong.core.integration.domain.schedules import schedule_words
from lienthong.kernel import ports


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("* * * * * */10", "mỗi 10 giây"),
        ("* * * * *", "mỗi phút"),
        ("3-59/10 * * * *", "mỗi 10 phút"),
        ("20 */6 * * *", "mỗi 6 giờ"),
        ("10 * * * *", "hằng giờ, phút thứ 10"),
        ("0 2 1 * *", "ngày 1 hằng tháng lúc 09:00"),
        ("23 2 * * *", "hằng ngày lúc 09:23"),
        ("40 19 * * *", "hằng ngày lúc 02:40"),
        ("0 20 1 * *", "ngày 2 hằng tháng lúc 03:00"),
    ],
)
def test_schedule_is_told_in_words(line: str, words: str) -> None:
    assert schedule_words(line) == words


def test_every_scheduled_job_says_in_words_what_it_does() -> None:
    silent = [name for name, job in ports.tasks().items() if job.every and not str(job.title)]
    assert [name for name in silent if not name.startswith("kernel.")] == []
