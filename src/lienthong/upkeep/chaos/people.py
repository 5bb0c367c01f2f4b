# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Citizens and officers who do not give up: what was not answered is sent again, the same."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import httpx

from lienthong.traffic import answers
from lienthong.traffic.citizen import Citizen
from lienthong.traffic.forms import NoForm
from lienthong.traffic.officers import Ready, Team
from lienthong.traffic.sessions import Refused
from lienthong.upkeep.chaos.ledger import ACTS, Ledger

PAUSE = 0.3
PATIENCE = 240.0
"""Seconds until somebody gives one act up."""
SIGN_IN = "/dang-nhap/"
_TROUBLE = (httpx.TransportError, Refused, NoForm)
T = TypeVar("T")


class GivenUp(Exception):
    """The run ends, or nobody answered for too long."""


@dataclass
class Crowd:
    """Threads of people on one installation."""

    web: str
    ledger: Ledger
    leaving: threading.Event = field(default_factory=threading.Event)
    codes: queue.Queue[str] = field(default_factory=queue.Queue)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self, citizens: int, teams: int) -> None:
        """Everybody begins."""
        photograph = answers.photograph()
        for number in range(citizens):
            self._begin(partial(self._citizen, photograph if number % 2 else b""))
        for _number in range(teams):
            self._begin(self._officers)

    def alive(self) -> bool:
        """Whether somebody is still at something."""
        return any(thread.is_alive() for thread in self.threads)

    def _begin(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _citizen(self, photograph: bytes) -> None:
        with Citizen(self.web) as mother, suppress(GivenUp):
            self._until(partial(mother.sign_in_citizen, answers.MOTHER), "sign-in")
            while not self.leaving.is_set():
                with suppress(GivenUp):
                    self._file(mother, photograph)

    def _file(self, mother: Citizen, photograph: bytes) -> None:
        key = self._until(partial(mother.draft, file=photograph), "draft")
        form = self._until(partial(mother.review_form, key), "review")
        code = self._until(partial(_code, mother, key, form), f"submit {key}", owed=True)
        self.ledger.sent(key, code)
        self.codes.put(code)

    def _officers(self) -> None:
        with suppress(GivenUp):
            team = self._until(partial(Team, self.web, patience=1), "sign-in")
            try:
                self._work(team)
            finally:
                team.close()

    def _work(self, team: Team) -> None:
        while not self.leaving.is_set():
            with suppress(queue.Empty, GivenUp):
                self._resolve(team, self.codes.get(timeout=PAUSE))

    def _resolve(self, team: Team, code: str) -> None:
        case = self._until(partial(team.find, code), f"find {code}")
        for act in ACTS:
            self._until(partial(self._act, team, act, case), f"{act} {case}")
            self.ledger.acted(case, act)

    def _act(self, team: Team, act: str, case: int) -> None:
        """Open the form and send it, the same one until it is answered. Raises when refused."""
        ready = _ready(team, act, case)
        self._until(partial(_answered, ready), f"{act} {case}", owed=True)

    def _until(self, ask: Callable[[], T], what: str, *, owed: bool = False) -> T:
        """Ask until it works. What is ``owed`` was sent already: it is asked to the end."""
        deadline = time.monotonic() + PATIENCE
        while True:
            if self.leaving.is_set() and not owed:
                raise GivenUp(what)
            try:
                return ask()
            except _TROUBLE as trouble:
                self.ledger.tried_again()
                if owed and isinstance(trouble, Refused) and not _broken(trouble):
                    raise  # an answer, and a new form is needed
                if time.monotonic() > deadline:
                    if owed:
                        self.ledger.gave_up(what)
                    raise GivenUp(what) from None
            time.sleep(PAUSE)


def _answered(ready: Ready) -> None:
    """Send; to be led to the sign-in is no acknowledgement."""
    answer = ready.send()
    if SIGN_IN in answer.headers.get("location", ""):
        raise Refused(answer, SIGN_IN)


def _broken(refused: Refused) -> bool:
    """Whether the server said that it could not, rather than that it would not."""
    return refused.status >= httpx.codes.INTERNAL_SERVER_ERROR


def _code(mother: Citizen, key: str, form: dict[str, object]) -> str:
    code = mother.send(key, form)
    if not code:
        raise NoForm(key)
    return code


def _ready(team: Team, act: str, case: int) -> Ready:
    ways = {"accept": team.acceptance, "propose": team.proposal, "sign": team.signature,
            "issue": team.issue, "return": team.handing_out}  # fmt: skip
    return ways[act](case)
