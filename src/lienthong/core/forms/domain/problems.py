# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with an answer, where, and how serious it is."""

from dataclasses import dataclass
from typing import Any


class WrongAnswer(ValueError):
    """A typed answer that cannot be understood: message code, values, part of the question."""

    def __init__(self, code: str, *, part: str = "", **values: Any) -> None:
        """Keep what the sentence needs; `part` names the input to focus (day, month, …)."""
        super().__init__(code)
        self.code = code
        self.part = part
        self.values_ = values


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about one question. `path` is its input name ("child_name", "people.0.name")."""

    path: str
    message: str
    part: str = ""

    @property
    def target(self) -> str:
        """HTML id of the input the error summary jumps to; empty for the page as a whole."""
        if not self.path:
            return ""
        return input_id(f"{self.path}_{self.part}" if self.part else self.path)


def input_id(name: str) -> str:
    """HTML id of an input name, as the field components of the interface make it."""
    return f"id_{name}"
