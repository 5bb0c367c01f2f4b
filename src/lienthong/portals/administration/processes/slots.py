# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where conditions stand in a step, and what they can look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.forms.api import options_of
from lienthong.core.process.api import Kind
from lienthong.kernel.registry import modules, process_names, resolve
from lienthong.portals.administration.processes.conditions import Question, askable
from lienthong.portals.administration.processes.fields import FIELDS
from lienthong.portals.administration.processes.saying import Called, said_condition

QUESTIONS_SLOT = "administration.process_questions"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for a condition: its name, what it is called, the condition as it is typed."""

    name: str
    title: str
    text: str
    words: str


def slots_of(row: Mapping[str, Any], called: Mapping[str, Called]) -> list[Slot]:
    """Every place for a condition that the step has; of a choice one more, for a new way."""
    kind = str(row.get("kind", Kind.TASK))
    found = [("when", _("Chỉ làm khi"), row)] if "when" in FIELDS[kind] else []
    if kind == Kind.CHOICE:
        ways = [*row.get("choices", ()), {}]
        found += [(f"choice-{n}", _choice(n, way), way) for n, way in enumerate(ways)]
    if kind == Kind.INCLUSIVE:
        found += [
            (f"branch-{n}", _branch(n, branch), branch)
            for n, branch in enumerate(row.get("branches", ()))
        ]
    return [
        Slot(name, title, text, said_condition(text, called))
        for name, title, part in found
        for text in [str(part.get("when", ""))]
    ]


def _choice(number: int, way: Mapping[str, Any]) -> str:
    text = _("Hướng rẽ %(number)s khi") if way else _("Thêm hướng rẽ khi")
    return text % {"number": number + 1}


def _branch(number: int, branch: Mapping[str, Any]) -> str:
    name = str(branch.get("title", "")) or str(number + 1)
    return _("Làm nhánh “%(name)s” khi") % {"name": name}


def questions_for(code: str, content: Mapping[str, Any]) -> dict[str, Question]:
    """What the conditions of a process can look at, with the questions of what uses it."""
    asked: list[Question] = []
    for module in modules():
        if QUESTIONS_SLOT in module.panels:
            asked += resolve(module, module.panels[QUESTIONS_SLOT])(code)
    return askable(content.get("data", {}), process_names(), asked)


def called_of(questions: Mapping[str, Question]) -> dict[str, Called]:
    """What each name is called, with the words of what can be answered."""
    return {
        name: Called(str(one.get("label", "")) or name, _options(one), bool(one.get("asked", True)))
        for name, one in questions.items()
    }


def _options(question: Question) -> dict[Any, str]:
    if source := question.get("options_from"):
        return {option.value: str(option.label) for option in options_of(str(source))}
    return {option["value"]: str(option["label"]) for option in question.get("options", ())}
