# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The work by which machines are compared stays the same."""

from lienthong.traffic.pace import pace_ms, work

DIGEST = "664a50ea5ce6add7ed12b7321ac7e839f10e9c4d5114ec8b0f27629788cf203f"


def test_work_is_the_same_on_every_machine_and_day() -> None:
    assert work() == DIGEST


def test_pace_is_told_in_milliseconds_of_the_processor() -> None:
    assert 0.5 < pace_ms() < 5_000
