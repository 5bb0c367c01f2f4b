# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Journeys in parts: together every file once. What failed leaves its logs."""

from pathlib import Path

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


def test_logs_of_what_failed_outlast_it_and_of_earlier_ones_a_few(tmp_path: Path) -> None:
    logs, where = tmp_path / "log", tmp_path / "kept"
    logs.mkdir()
    for number in range(journeys.KEPT + 2):
        (logs / "web.log").write_text(f"lần {number}")
        last = journeys.keep_logs(logs, where)

    assert (last / "web.log").read_text() == f"lần {journeys.KEPT + 1}"
    assert sorted((place / "web.log").read_text() for place in where.iterdir()) == [
        f"lần {number}" for number in range(2, journeys.KEPT + 2)
    ]
