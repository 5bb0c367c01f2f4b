# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Opinions of other units: who is asked, who answers, reminds, takes silence for consent."""

from __future__ import annotations

from collections.abc import Sequence

from lienthong.core.cases.api import Opinion, OpinionStance
from lienthong.demo.lives.performance import Performance
from lienthong.demo.sources import read
from lienthong.modules.onestop.actions.consult import (
    Asked,
    begin_inquiry,
    give_opinion,
    remind_of_opinion,
    take_silence,
)


def ask_units(on: Performance, *, matters: Sequence[str]) -> None:
    """Ask the units for the matters and visit the place, side by side."""
    procedures = read("lives")["procedures"]
    said = next(row["asks"] for row in procedures if row["code"] == on.life.procedure)
    asked = [Asked(on.life.team[matter].unit_id, said[matter]) for matter in matters]
    begin_inquiry(on.step("examine"), asked=asked, visit=True, actor=on.officer("examiner"))


def hear_unit(on: Performance, *, matter: str, stance: OpinionStance) -> None:
    """The unit that is asked for the matter answers, late or not."""
    text = on.life.words[f"opinion_{stance.value}"]
    step = _opinion(on, matter).step
    give_opinion(step, stance=stance.value, text=text, actor=on.officer(matter))


def remind_unit(on: Performance, *, matter: str) -> None:
    """Whoever examines reminds the unit of what it owes."""
    opinion = _opinion(on, matter)
    remind_of_opinion(on.found, opinion_id=opinion.pk, actor=on.officer("examiner"))


def hear_nothing(on: Performance, *, matter: str) -> None:
    """The limit of the unit is over without a word: that is consent."""
    opinion = _opinion(on, matter)
    take_silence(on.found, opinion_id=opinion.pk, actor=on.officer("examiner"))


def _opinion(on: Performance, matter: str) -> Opinion:
    unit_id = on.life.team[matter].unit_id
    rows = Opinion.objects.select_related("step")
    return rows.get(case_id=on.found.pk, unit_id=unit_id, answered_at=None)
