# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lead a life: act after act at its moment, each with the jobs that it orders."""

from __future__ import annotations

from collections.abc import Iterator

from lienthong.demo.lives.acts import ACTS
from lienthong.demo.lives.performance import Performance, clock_at
from lienthong.modules.onestop.models import Dossier


def play(on: Performance) -> Iterator[int]:
    """Do act after act; yields how many are done after each."""
    for number, (act, moment) in enumerate(zip(on.life.acts, on.life.at, strict=True), 1):
        with clock_at(moment):
            ACTS[act](on)
            on.desk.work()
        yield number


def lead(on: Performance) -> Dossier:
    """All acts, to the end."""
    for _done in play(on):
        pass
    return on.found
