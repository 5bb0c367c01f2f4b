# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a definition is checked against: the form, the table of steps, the law, the layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

UNITS = ("working_day", "day", "hour", "month", "same_day")
CHANNELS = ("online", "desk", "post")
EVERY_MATTER = "*"
"""Stands for every matter of a place: its general unit is competent."""
RESULT_VALUES = (
    "applicant.name",
    "applicant.identity",
    "competent_agency.name",
    "result.date",
    "result.number",
    "result.conditions",
)
"""What a line of a result may show besides answers."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place, in a sentence that names it."""

    place: str
    text: str


def never_called(path: str) -> str:
    """Nothing is known of former names: by its key."""
    return path


@dataclass(frozen=True, slots=True)
class Facts:
    """``questions``: key → kind of question (parts included, ``residence.division``)."""

    questions: Mapping[str, str]
    tables: Mapping[str, Sequence[str]]
    law: frozenset[str]
    expression_faults: Callable[[Any], Sequence[str]]
    has_form: bool = True
    has_process: bool = True
    layouts: frozenset[str] = field(default_factory=frozenset)
    matters: frozenset[str] = frozenset({EVERY_MATTER})
    slots: frozenset[str] | None = None
    """Papers that the form has a place for, by key; None when it is not known."""
    former: Callable[[str], str] = never_called
    """What a question, table or column that is gone was called."""


def looked_at(expression: Any) -> Iterator[str]:
    """Every question that an expression looks at."""
    if isinstance(expression, list):
        for part in expression:
            yield from looked_at(part)
    elif isinstance(expression, Mapping):
        for name, argument in expression.items():
            if name == "field" and isinstance(argument, str):
                yield argument
            else:
                yield from looked_at(argument)
