# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Journeys in parts: together every file once."""

import pytest

from lienthong.cli import __main__ as front
from lienthong.cli import journeys
from lienthong.cli.errors import WRONG_USAGE


@pytest.mark.parametrize("of", [1, 2, 3])
def test_parts_together_are_every_file_once(of: int) -> None:
    files = journeys.journey_files()
    parts = [journeys.part(f"{which}/{of}")(files) for which in range(1, of + 1)]

    assert len(files) > of
    assert sorted(file for one in parts for file in one) == files


@pytest.mark.parametrize("wrong", ["0/2", "3/2", "2", "một/hai", ""])
def test_part_that_is_none_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert front.main(["journeys", "--part", wrong]) == WRONG_USAGE
    assert f"--part: giá trị không hợp lệ: '{wrong}'" in capsys.readouterr().err
