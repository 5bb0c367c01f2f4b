# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a step or an outcome tells the software, as inputs in words: needs, marks, data to set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lienthong.kernel.registry import process_names, step_marks, step_needs
from lienthong.kernel.step_services import StepMark
from lienthong.portals.administration.processes.data import FALSE, TRUE, told_datum
from lienthong.portals.administration.processes.saying import Called

NEED, MARK, SET = "need-", "mark-", "set-"
Choices = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """One input: its name, its label, what stands in it, from what it is chosen.

    What has no choices is typed.
    """

    name: str
    title: object
    value: str
    choices: Choices = ()


def needs_of(expects: object) -> dict[str, str]:
    """Every known need, and those that only this outcome has: ``1`` where it is asked for."""
    asked = [str(code) for code in expects] if isinstance(expects, list | tuple) else []
    return {code: "1" if code in asked else "" for code in (*step_needs(), *asked)}


def marks_of(marks: Mapping[str, str], kind: str = "") -> dict[str, str]:
    """The marks that fit an outcome, or a step of the kind, and those that stand there anyhow."""
    return {mark.code: "" for mark in step_marks().values() if _fits(mark, kind)} | dict(marks)


def _fits(mark: StepMark, kind: str) -> bool:
    return kind in mark.steps if kind else mark.on_outcomes


def sets_of(values: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, str]:
    """Every declared name with the value that the outcome gives it, as it is written."""
    told = {name: told_datum(value) for name, value in values.items()}
    return dict.fromkeys(types, "") | told


def need_inputs(needs: Mapping[str, str]) -> Iterator[Extra]:
    """A box to tick for each need."""
    for code, value in needs.items():
        known = step_needs().get(code)
        yield Extra(f"{NEED}{code}", known.title if known else code, value)


def mark_inputs(marks: Mapping[str, str]) -> Iterator[Extra]:
    """An input for each mark, a choice where the app knows all its values."""
    for code, value in marks.items():
        known = step_marks().get(code)
        yield Extra(
            f"{MARK}{code}",
            known.title if known else code,
            value,
            _with(value, known.values) if known else (),
        )


def set_inputs(
    sets: Mapping[str, str], types: Mapping[str, str], called: Mapping[str, Called]
) -> Iterator[Extra]:
    """An input for each name, a choice for what is right or wrong and for what has words.

    ``called`` are the names that questions have.
    """
    for name, value in sets.items():
        known = process_names().get(name)
        asked = called.get(name, Called(name))
        choices: Choices = known.values if known else tuple(asked.values.items())
        if types.get(name) == "flag":
            choices = tuple((word, word) for word in (_(TRUE), _(FALSE)))
        yield Extra(
            f"{SET}{name}", known.title if known else asked.title, value, _with(value, choices)
        )


def _with(value: str, choices: Choices) -> Choices:
    """The choices, with the value that stands there where they lack it."""
    lacks = bool(choices) and value and value not in dict(choices)
    return (*choices, (value, value)) if lacks else choices


def told_needs(expects: object) -> str:
    """What an outcome asks for, in words."""
    return ", ".join(str(item.title) for item in need_inputs(needs_of(expects)) if item.value)


def told_marks(marks: Mapping[str, str]) -> str:
    """Marks in words: ``Hồ sơ thành: đã tiếp nhận; In giấy: Mẫu 01``."""
    ordered = {code: marks[code] for code in step_marks() if code in marks} | dict(marks)
    told = ((i.title, dict(i.choices).get(i.value, i.value)) for i in mark_inputs(ordered))
    return "; ".join(f"{title}: {value}" for title, value in told)


def told_sets(values: Mapping[str, Any]) -> str:
    """The data that an outcome sets, in words."""
    known = process_names()
    titles = {name: str(known[name].title) if name in known else name for name in values}
    return "; ".join(f"{titles[name]}: {told_datum(value)}" for name, value in values.items())
