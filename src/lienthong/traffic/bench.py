# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The requests that are measured: what citizens and officers do all day."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

from lienthong.traffic import answers
from lienthong.traffic.accounting import Meter
from lienthong.traffic.citizen import Citizen
from lienthong.traffic.measuring import Gauge, Result, read_often
from lienthong.traffic.officers import Ready, Team, patiently
from lienthong.traffic.sessions import Visitor

GOALS: dict[str, tuple[float, int]] = {
    "home": (2.0, 0),
    "form": (8.0, 6),
    "submit": (60.0, 60),
    "inbox": (20.0, 10),
    "dossier": (25.0, 12),
    "search": (16.0, 8),
    "transition": (22.0, 24),
}
"""Per request: processor milliseconds, SQL statements. A ``submit`` is all its requests."""
SUBMITTERS = 8


@dataclass
class Bench:
    """One installation that is measured. ``times`` reads of a page, ``lives`` of dossiers.

    ``asked`` is what a whole ``submit`` files.
    """

    web: str
    meter: Meter
    say: Callable[[str], None]
    times: int = 40
    lives: int = 8
    asked: answers.Procedure = answers.BIRTH
    results: list[Result] = field(default_factory=list)

    def run(self) -> list[Result]:
        """Measure everything, one kind of request after another."""
        self._anonymous()
        self._citizen()
        self._officers()
        return self.results

    def _keep(self, result: Result) -> None:
        cpu, statements = GOALS.get(result.name, (None, None))
        self.results.append(replace(result, goal_cpu_ms=cpu, goal_statements=statements))
        self.say(f"{result.name}: {result.cpu_ms} ms CPU, {result.statements} câu lệnh")

    def _anonymous(self) -> None:
        with Visitor(self.web) as anybody:
            self._keep(read_often("home", self.meter, anybody, "/", self.times))

    def _citizen(self) -> None:
        photograph = answers.photograph()
        with Citizen(self.web).sign_in_citizen(answers.MOTHER) as mother:
            key = mother.draft(stop="mother")
            path = f"/ban-nhap/{key}/mother/"
            self._keep(read_often("form", self.meter, mother, path, self.times))
            self._submits(mother, photograph, "submit-no-scripts")
            mother.scripts = True
            self._submits(mother, photograph, "submit")
            gauge, sending = Gauge(self.meter), Gauge(self.meter)
            for _life in range(self.lives):
                with gauge.stretch(mother):
                    key = mother.draft(file=photograph)
                form = mother.review_form(key)
                with sending.stretch(mother):
                    mother.send(key, form)
            self._keep(gauge.result("submit-birth-pages"))
            self._keep(sending.result("submit-birth-last"))

    def _submits(self, mother: Citizen, photograph: bytes, name: str) -> None:
        """All questions and one file, from the first page to the answer that it was taken."""
        mother.hand_in(self.asked, photograph)
        whole = Gauge(self.meter)
        for _life in range(self.lives):
            with whole.stretch(mother):
                mother.hand_in(self.asked, photograph)
        self._keep(whole.result(name))

    def _officers(self) -> None:
        team = Team(self.web)
        try:
            self._reading(team)
            self._lives(team)
        finally:
            team.close()

    def _reading(self, team: Team) -> None:
        examiner = team.examiner
        self._keep(read_often("inbox", self.meter, examiner, "/can-bo/", self.times))
        self._keep(read_often("search", self.meter, examiner, "/can-bo/tim/?q=nguyen", self.times))

    def _lives(self, team: Team) -> None:
        acts: dict[str, Callable[[int], Ready]] = {
            "transition-accept": team.acceptance,
            "transition": team.proposal,
            "transition-sign": team.signature,
            "transition-issue": team.issue,
            "transition-return": team.handing_out,
        }
        gauges = {name: Gauge(self.meter) for name in acts}
        with Citizen(self.web).sign_in_citizen(answers.MOTHER) as mother:
            cases = [self._filed(mother, team) for _life in range(self.lives)]
        shown = f"/can-bo/ho-so/{cases[0]}/"
        for name, ready_for in acts.items():
            for case in cases:
                patiently(partial(_measured, gauges[name], ready_for, case))
            if name == "transition-accept":
                self._keep(read_often("dossier", self.meter, team.examiner, shown, self.times))
            self._keep(gauges[name].result(name))

    def _filed(self, mother: Citizen, team: Team) -> int:
        key = mother.draft()
        return team.find(mother.send(key, mother.review_form(key)))


def _measured(gauge: Gauge, ready_for: Callable[[int], Ready], case: int) -> None:
    """One act; one that is refused because its paper is not written yet is not booked."""
    ready = ready_for(case)
    with gauge.stretch(ready.officer):
        ready.send()


def submit_at_once(web: str, submitters: int = SUBMITTERS, each: int = 2) -> tuple[int, float]:
    """So many citizens' browsers send at once: the different codes they got, wall seconds."""

    def send(_number: int) -> list[str]:
        with Citizen(web).sign_in_citizen(answers.MOTHER) as mother:
            keys = [mother.draft() for _turn in range(each)]
            return [mother.send(key, mother.review_form(key)) for key in keys]

    began = time.monotonic()
    with ThreadPoolExecutor(submitters) as pool:
        codes = [code for some in pool.map(send, range(submitters)) for code in some]
    return len({code for code in codes if code}), time.monotonic() - began
