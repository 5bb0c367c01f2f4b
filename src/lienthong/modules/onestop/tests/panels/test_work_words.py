# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happened to a dossier is said in words of the office, whatever happened."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.cases.api import CaseEvent, Step
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.panels.work_stations import holder_of
from lienthong.modules.onestop.panels.work_words import WORDS, event_line
from lienthong.modules.onestop.rules import SUPPLEMENT_RECEIVED

SOURCES = Path(__file__).parents[4]
TOLD = re.compile(r'\btell\(\s*[\w.]+,\s*"([a-z_]+)"')


def line(kind: str, **data: Any) -> str:
    return str(event_line(CaseEvent(at=timezone.now(), kind=kind, data=data))["text"])


@pytest.mark.covers("3.3")
def test_everything_that_acts_tell_of_a_case_has_words() -> None:
    acts = [*SOURCES.glob("core/cases/actions/*.py"), *SOURCES.glob("modules/onestop/actions/*.py")]
    told = {kind for path in acts for kind in TOLD.findall(path.read_text())}

    assert told > {"step_reassigned", "case_edited", "accepted"}
    assert told - WORDS.keys() == set()


@pytest.mark.covers("3.3")
def test_moved_step_names_whose_it_was_who_has_it_and_why() -> None:
    moved = line("step_reassigned", whose="Lê Ngọc Nhung", to="Hồ Thảo", reason="nghỉ ốm")
    back = line("step_reassigned", whose="Lê Ngọc Nhung", to="", reason="nghỉ ốm")

    assert moved == "Chuyển việc của Lê Ngọc Nhung cho Hồ Thảo: nghỉ ốm"
    assert back == "Trả việc của Lê Ngọc Nhung về hàng chung: nghỉ ốm"
    assert line("step_reassigned", to="") == "Chuyển việc cho người khác"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("time", "Chờ đến giờ đã đặt"),
        ("service", "Hệ thống"),
        (SUPPLEMENT_RECEIVED, "Người nộp hồ sơ"),
        ("hearing_held", "Chờ tin; Phòng Kinh tế ghi nhận"),
    ],
)
def test_a_step_that_waits_says_for_whom_or_what(what: str, words: str) -> None:
    step = Step(marks={"waits": what}, unit_id=7)

    assert holder_of(step, Actor.anonymous(), {7: "Phòng Kinh tế"}) == words
