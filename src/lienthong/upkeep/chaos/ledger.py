# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the people of the traffic were told has happened: it must have happened, once."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

ACTS = ("accept", "propose", "sign", "issue", "return")
"""What officers do to a dossier, in this order."""


@dataclass
class Ledger:
    """Acknowledged acts, kept by the clients; ``unanswered`` acts may have happened or not."""

    submitted: dict[str, str] = field(default_factory=dict)
    """Submission codes by the keys of their drafts."""
    done: dict[int, list[str]] = field(default_factory=dict)
    """Acts by case, in the order they were acknowledged."""
    unanswered: list[str] = field(default_factory=list)
    refused: int = 0
    """How often somebody had to try again."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def sent(self, key: str, code: str) -> None:
        """A citizen was shown a code."""
        with self._lock:
            self.submitted[key] = code

    def acted(self, case: int, act: str) -> None:
        """An officer was led on."""
        with self._lock:
            self.done.setdefault(case, []).append(act)

    def gave_up(self, what: str) -> None:
        """Nobody answered in time."""
        with self._lock:
            self.unanswered.append(what)

    def tried_again(self) -> None:
        """Something was refused or broke off."""
        with self._lock:
            self.refused += 1

    def acknowledged(self) -> int:
        """How many acts were acknowledged in all."""
        with self._lock:
            return len(self.submitted) + sum(map(len, self.done.values()))
