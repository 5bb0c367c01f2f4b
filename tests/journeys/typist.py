# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Somebody who types as officers do: five keys a second, a thought before each field."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page, Request

KEYS_A_SECOND = 5.5
THOUGHT = 0.55  # seconds before a field
SCANNER_PAUSE = 2  # milliseconds between the letters of a scanner
MOST_FIELDS = 40
IN_HASTE = 6.0
FOCUS = """() => {
  const field = document.activeElement;
  return [field.id ?? "", field.name ?? ""];
}"""
ELSEWHERE = """before => {
  const field = document.activeElement;
  return field !== document.body && field.id !== before;
}"""


@dataclass
class Typist:
    """Types, and counts: keys of a person, round trips, seconds by the clock and of the hands.

    ``hands`` are the seconds of thinking and typing alone: equal on every machine, and however
    many times faster than a person ``haste`` makes it, where the pace itself is not looked at.
    """

    page: Page
    haste: float = 1.0
    keys: int = 0
    trips: list[str] = field(default_factory=list)
    hands: float = 0.0
    began: float = 0.0

    def __post_init__(self) -> None:
        self.page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.resource_type in {"document", "fetch", "xhr"}:
            self.trips.append(f"{request.method} {request.url}")

    def start(self) -> None:
        """The clock runs from here."""
        self.keys, self.trips, self.hands, self.began = 0, [], 0.0, time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.began

    def think(self, seconds: float = THOUGHT) -> None:
        """Look at the screen or at the paper."""
        self.hands += seconds
        self.page.wait_for_timeout(seconds * 1000)

    def type(self, text: str) -> None:
        """Letter by letter."""
        self.keys += len(text)
        self.hands += len(text) / KEYS_A_SECOND
        self.page.keyboard.type(text, delay=self._pause)

    def press(self, key: str) -> None:
        """One key, or one combination."""
        self.keys += 1
        self.hands += 1 / KEYS_A_SECOND
        self.page.keyboard.press(key, delay=self._pause)

    @property
    def _pause(self) -> float:
        """Milliseconds that a key takes."""
        return 1000 / KEYS_A_SECOND / self.haste

    def scan(self, code: str) -> None:
        """The scanner types the code and Enter; the hand only holds the card."""
        self.page.keyboard.type(code, delay=SCANNER_PAUSE)
        self.page.keyboard.press("Enter")

    def go_on(self) -> None:
        """Enter, and wait until the cursor stands elsewhere."""
        before = self.page.evaluate("document.activeElement.id")
        self.press("Enter")
        self.page.wait_for_function(ELSEWHERE, arg=before)

    def answer(self, answers: Mapping[str, str], *, until: str) -> list[str]:
        """Answer what the cursor comes to, until it stands at an id; answers what was asked.

        An answer that contains ``|`` is a card for the scanner, ``↓`` is the arrow key.
        """
        asked = []
        for _field in range(MOST_FIELDS):
            self.think()
            html_id, name = self.page.evaluate(FOCUS)
            if html_id == until:
                return asked
            assert name in answers, f"unexpectedly asked: {html_id} {name}; before: {asked}"
            asked.append(name)
            try:
                self._give(answers[name])
            except Error as stuck:
                raise AssertionError(f"{name} does not go on; before: {asked}") from stuck
        raise AssertionError(f"the form does not end: {asked}")

    def _give(self, words: str) -> None:
        if "|" in words:
            before = self.page.evaluate("document.activeElement.id")
            self.scan(words)
            self.page.wait_for_function(ELSEWHERE, arg=before)
            return
        for part in re.split("(↓)", words):
            self.press("ArrowDown") if part == "↓" else self.type(part)
        self.go_on()
