# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import logging
import re

import pytest

from lienthong.core.integration.adapters.job_accounts import booked

LINE = re.compile(r"job documents\.draw_copy took (\d+) microseconds$")


def spin(rounds: int) -> int:
    return sum(range(rounds))


def test_job_tells_its_processor_time_and_gives_its_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        answer = booked("documents.draw_copy", spin)(300_000)

    told = LINE.search(caplog.records[-1].getMessage())
    assert answer == sum(range(300_000))
    assert told is not None
    assert int(told[1]) > 0


def test_job_that_fails_tells_its_processor_time_too(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("no")

    with caplog.at_level(logging.INFO), pytest.raises(ValueError, match="no"):
        booked("documents.draw_copy", fail)()

    assert LINE.search(caplog.records[-1].getMessage())
