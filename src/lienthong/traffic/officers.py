# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The officers who bring a dossier from the desk to the result."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from lienthong.traffic import answers
from lienthong.traffic.forms import Form, NoForm, form_of, forms_of
from lienthong.traffic.sessions import Refused, Visitor

CASE = re.compile(r"/can-bo/ho-so/(\d+)/")
CHECK = re.compile(r"/can-bo/buoc/\d+/kiem-tra/")
RETURN = re.compile(r"/can-bo/buoc/\d+/tra-ket-qua/")
PATIENCE = 180.0
"""Seconds that an officer waits for a paper that the worker writes or signs."""
PAUSE, LONGEST_PAUSE = 0.25, 2.0
T = TypeVar("T")


@dataclass(frozen=True)
class Ready:
    """A form that waits to be sent: nothing but the sending is left."""

    officer: Visitor
    page: httpx.Response
    form: Form
    changed: dict[str, Any]

    def send(self) -> httpx.Response:
        """Send it; the page that follows is not opened. Raises ``Refused``."""
        return self.officer.press(self.page, self.form, self.changed)


class Team:
    """Desk, examiner, leader and clerk of one commune, each signed in."""

    def __init__(self, web: str, patience: float = PATIENCE) -> None:
        def arrive(username: str) -> Visitor:
            visitor = here.enter_context(Visitor(web))
            return visitor.sign_in_officer(username, answers.PASSWORD)

        self.patience = patience
        self._found: dict[int, httpx.Response] = {}
        with ExitStack() as here:  # nobody stays when one of them is not let in
            self.desk, self.examiner = arrive(answers.DESK), arrive(answers.EXAMINER)
            self.leader, self.clerk = arrive(answers.LEADER), arrive(answers.CLERK)
            here.pop_all()

    def close(self) -> None:
        """Everybody goes home."""
        for person in (self.desk, self.examiner, self.leader, self.clerk):
            person.http.close()

    def find(self, code: str) -> int:
        """The number of a case, found at the desk by its scanned code."""
        page = self.desk.open("/can-bo/mot-cua/")
        shown = self.desk.fill_in(page, form_of(page.text, "/quay/"), {"scan": code})
        found = CASE.search(str(shown.url))
        if found is None:
            raise Refused(shown, code)
        self._found[int(found[1])] = shown
        return int(found[1])

    def acceptance(self, case: int) -> Ready:
        """The desk is about to accept; it goes on from the page that the scanned code opened."""
        shown = self._found.pop(case, None) or self.desk.open(f"/can-bo/ho-so/{case}/")
        return self._ready(self.desk, self._linked(shown, CHECK), {"act": "accept"})

    def proposal(self, case: int) -> Ready:
        """The examiner is about to propose the result."""
        said = {"comment": "Hồ sơ đủ điều kiện, trình ký."}
        return self._on_case(self.examiner, case, "/trinh-ky/", said)

    def signature(self, case: int) -> Ready:
        """The leader is about to sign."""
        return self._on_case(self.leader, case, "/ky/", {})

    def issue(self, case: int) -> Ready:
        """The clerk is about to number and seal."""
        return self._on_case(self.clerk, case, "/phat-hanh/", {})

    def handing_out(self, case: int) -> Ready:
        """The desk is about to give the result in the way that was chosen."""

        def ask() -> Ready:
            shown = self.desk.open(f"/can-bo/ho-so/{case}/")
            return self._ready(self.desk, self._linked(shown, RETURN), {"act": "return"})

        return patiently(ask, self.patience)

    def _on_case(self, who: Visitor, case: int, part: str, said: dict[str, Any]) -> Ready:
        def ask() -> Ready:
            page = who.open(f"/can-bo/ho-so/{case}/")
            return Ready(who, page, form_of(page.text, part), said)

        return patiently(ask, self.patience)

    def _linked(self, page: httpx.Response, pattern: re.Pattern[str]) -> str:
        found = pattern.search(page.text)
        if found is None:
            raise NoForm(pattern.pattern)
        return found[0]

    def _ready(self, who: Visitor, path: str, said: dict[str, Any]) -> Ready:
        page = who.open(path)
        return Ready(who, page, forms_of(page.text)[-1], said)


def patiently(ask: Callable[[], T], patience: float = PATIENCE) -> T:
    """Ask until it is answered, less and less often: papers are written and signed behind."""
    deadline, pause = time.monotonic() + patience, PAUSE
    while True:
        try:
            return ask()
        except (NoForm, Refused):
            if time.monotonic() > deadline:
                raise
            time.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)
