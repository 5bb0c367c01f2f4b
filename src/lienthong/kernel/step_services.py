# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an app gives to processes: what the system does by itself in a step, names of their data.

An app lists its services in ``STEP_SERVICES`` of its ``tasks.py``; a process names one by its
code. The worker runs it inside the act that finishes the step: both happen, or neither. The names
whose values the app sets stand in ``PROCESS_NAMES`` of its ``rules.py``, the messages that its acts
send to waiting steps in ``PROCESS_MESSAGES``, the marks of steps and outcomes that it obeys in
``PROCESS_MARKS``, what an outcome may ask for in ``PROCESS_NEEDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from lienthong.kernel import clock
from lienthong.kernel.actor import Actor

Given = str | int | float | bool
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Served:
    """What came of it: a sentence for the officers, values for the conditions of the process."""

    told: str = ""
    values: Mapping[str, Given] = field(default_factory=dict)


class NotYet(Exception):
    """What the service needs is not there yet: it is tried again later, without an end."""


@dataclass(frozen=True, slots=True)
class StepService:
    """A service that steps of cases of one ``kind`` may name.

    ``serve(step, actor)`` does it and answers what came of it, or ``None`` when it asked somebody
    whose answer comes later, at most ``patience`` from now. It raises ``DomainError`` for what will
    never work and ``NotYet`` for what is only too early. ``gives`` maps the names whose values it
    sets, where a process declares them, to their types (``text``, ``number``, ``flag``).
    """

    code: str
    title: object
    explanation: object
    kind: str
    serve: Callable[[Any, Actor], Served | None]
    gives: Mapping[str, str] = field(default_factory=dict)
    patience: timedelta = DAY


@dataclass(frozen=True, slots=True)
class ProcessName:
    """A name that an app gives a value in its processes, in words; its texts in words too."""

    code: str
    title: object
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class StepMark:
    """A mark that an app obeys, in words; without ``values`` it holds any text.

    It stands on outcomes, on the steps of the kinds ``steps``, or on both.
    """

    code: str
    title: object
    values: tuple[tuple[str, object], ...] = ()
    steps: tuple[str, ...] = ()
    on_outcomes: bool = True


@dataclass(frozen=True, slots=True)
class StepNeed:
    """What an outcome may ask for before it can be chosen, in words."""

    code: str
    title: object


@dataclass(frozen=True, slots=True)
class StepMessage:
    """A message that an act of the app sends to the steps that wait for it.

    A process may wait for other messages too: whoever minds the waiting step notes that they came.
    """

    code: str
    title: object


@dataclass(frozen=True, slots=True)
class ProcessTerm:
    """A promise that a process has to keep: whose, in words, and as the clock counts it.

    It runs from the end of the first step left by a way with the mark ``since`` (name, value) to
    the end of the first one left by a way that has a mark ``until``.
    """

    name: str
    words: str
    limit: clock.Limit
    since: tuple[str, str]
    until: str
