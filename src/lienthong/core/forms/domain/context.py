# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the pure code must be told from outside: the day, code lists, places, number rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lienthong.core.forms.domain.conditions import Answers, holds
from lienthong.core.forms.domain.definitions import FieldSpec, Option
from lienthong.core.forms.domain.people import PersonalIdRules

Submitted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Division:
    """A commune, ward or special zone: code and full name with its province."""

    code: str
    text: str


def _no_options(code_list: str) -> Sequence[Option]:
    raise LookupError(f"code list {code_list!r} is not bound")


def _no_division(text: str) -> Division | None:
    return None


def _no_former(text: str) -> Sequence[Division]:
    return ()


@dataclass(frozen=True, slots=True)
class FormContext:
    """Everything outside the form that parsing, checking and showing look at."""

    today: date
    personal_id: PersonalIdRules
    options: Callable[[str], Sequence[Option]] = _no_options
    division: Callable[[str], Division | None] = _no_division
    former: Callable[[str], Sequence[Division]] = _no_former

    def options_of(self, question: FieldSpec, answers: Answers) -> list[Option]:
        """Possible answers of a choice, given the other answers."""
        source = self.options(question.options_from) if question.options_from else question.options
        return [option for option in source if holds(option.show_if, answers, self.today)]

    def shows(self, condition: Any, answers: Answers) -> bool:
        """Whether a question or page with this condition is asked."""
        return holds(condition, answers, self.today)
