# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Values in expressions: how each sort is shown in an input and read from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from lienthong.core.forms.domain.amounts import read_number, write_number
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.problems import WrongAnswer
from lienthong.core.ui.api import parse_date_text

TEXT, NUMBER, DAY, TIME, YES_NO, LIST, NOTHING = (
    *("text", "number", "day", "time", "yes_no", "list", "nothing"),
)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Hint:
    """Which sort of value fits, and which values when they are few."""

    sort: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def fit(self) -> str:
        """The sort, with a mark where there are only few values: what a form sends back."""
        return f"{self.sort}*" if self.choices else self.sort


@dataclass(frozen=True, slots=True)
class Literal:
    """One value for showing; ``sort`` is fixed where another part of the expression says it.

    ``fit`` says beside what it was drawn (``Hint.fit``, empty for any text); None: beside nothing.
    """

    sort: str
    text: str = ""
    chosen: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    is_fixed: bool = False
    fit: str | None = None


def refitted(value: Any, hint: Hint | None, former: str) -> Any:
    """A value beside a part that was changed: kept where it can stand there, else the first one.

    ``former`` is the ``Hint.fit`` with which it was drawn; without few values the first is none.
    """
    few = dict(hint.choices) if hint else {}
    if hint is None:
        return "" if former else value
    if hint.sort == LIST:
        values = value if isinstance(value, list) else [] if value in (None, "") else [value]
        return [one for one in values if one in few] if few or former.endswith("*") else values
    if few and hint.sort == YES_NO:
        return value if isinstance(value, bool) else next(iter(few)) == "yes"
    if few:
        return value if value in few else next(iter(few))
    return value if _sort_of(value) == hint.sort else None


def fitting(value: Any, hint: Hint | None) -> Literal:
    """A value as an input; one that cannot stand beside the other part is shown empty."""
    sort = _sort_of(value)
    if hint is None:
        return _literal(value, sort)
    if hint.sort == LIST:
        values = value if isinstance(value, list) else [] if value in (None, "") else [value]
        texts = tuple(str(item) for item in values)
        return Literal(LIST, "\n".join(texts), texts, hint.choices, is_fixed=True)
    shown = _literal(value if sort == hint.sort else None, hint.sort)
    return Literal(hint.sort, shown.text, (shown.text,), hint.choices, is_fixed=True)


def read_literal(data: QueryDict, path: str) -> Any:
    """The value that was sent for a node; None for one that is no such value."""
    sort = data.get(f"{path}.sort", TEXT)
    sent = [text.strip() for text in data.getlist(f"{path}.value")]
    text = sent[0] if sent else ""
    if sort == LIST:
        return [line for item in sent for line in item.splitlines() if line.strip()]
    if sort == NUMBER:
        return _number(text)
    if sort == DAY:
        day = parse_date_text(text)
        return day.isoformat() if day else None
    if sort == TIME:
        return text if _TIME.fullmatch(text) else None
    if sort == YES_NO:
        return {"yes": True, "no": False}.get(text)
    return None if sort == NOTHING else text


def _number(text: str) -> int | float | None:
    try:
        return read_number(text, decimals=6)
    except WrongAnswer:
        return None


def _sort_of(value: Any) -> str:
    if isinstance(value, bool):
        return YES_NO
    if isinstance(value, int | float):
        return NUMBER
    if isinstance(value, list):
        return LIST
    if value is None:
        return NOTHING
    if as_date(value) is not None:
        return DAY
    return TIME if _TIME.fullmatch(value) else TEXT


def _literal(value: Any, sort: str) -> Literal:
    if value is None:
        return Literal(sort)
    if sort == YES_NO:
        return Literal(sort, "yes" if value else "no", ("yes" if value else "no",))
    if sort == NUMBER:
        return Literal(sort, write_number(value))
    if sort == DAY:
        day = as_date(value)
        return Literal(sort, f"{day:%d/%m/%Y}" if day else "")
    if sort == LIST:
        texts = tuple(str(item) for item in value)
        return Literal(sort, "\n".join(texts), texts)
    return Literal(sort, str(value), (str(value),))
