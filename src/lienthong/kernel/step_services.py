# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an app gives to processes: what the system does by itself in a step, names of their data.

An app lists its services in ``STEP_SERVICES`` of its ``tasks.py``; a process names one by its
code. The worker runs it inside the act that finishes the step: both happen, or neither. The names
whose values the app sets stand in ``PROCESS_NAMES`` of its ``rules.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

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
