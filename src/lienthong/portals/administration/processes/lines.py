# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The repeated parts of a step as lines of inputs: outcomes, choices, branches, border events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.process.api import Kind
from lienthong.kernel.text import slug
from lienthong.portals.administration.processes.data import read_datum
from lienthong.portals.administration.processes.extras import (
    MARK,
    NEED,
    SET,
    Extra,
    mark_inputs,
    marks_of,
    need_inputs,
    needs_of,
    set_inputs,
    sets_of,
)
from lienthong.portals.administration.processes.kinds import OWN_MESSAGE, UNITS, message_pairs
from lienthong.portals.administration.processes.saying import Called, said_condition

Pairs = Sequence[tuple[str, str]]
SPARE = 2
MOST = 40
TO, BACK = "to:", "back:"
_TYPED = frozenset({"to", "back", "expects", "marks", "set"})
_INPUTS = ("title", "aim", "when", "amount", "unit", "message")


@dataclass(slots=True)
class Line:
    """One line of inputs; ``known`` holds what has no input and stays."""

    number: int
    code: str = ""
    title: str = ""
    aim: str = ""
    when: str = ""
    amount: str = ""
    unit: str = ""
    message: str = ""
    needs: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    """The declared names with the types of their data, for what an outcome sets."""
    known: dict[str, Any] = field(default_factory=dict)
    called: Mapping[str, Called] = field(default_factory=dict)
    """The names that questions have, for the words of its condition."""

    @property
    def place(self) -> int:
        """Which line it is, as people count."""
        return self.number + 1

    @property
    def number_text(self) -> str:
        """The number as the names of the inputs have it."""
        return str(self.number)

    @property
    def told(self) -> str:
        """Its condition in words."""
        return said_condition(self.when, self.called)

    @property
    def extras_count(self) -> int:
        """How many of the seldom inputs say something."""
        found = (*self.needs.values(), *self.marks.values(), *self.sets.values())
        return sum(bool(text) for text in found)

    def need_inputs(self) -> list[Extra]:
        """Boxes for what has to be there before it can be chosen."""
        return list(need_inputs(self.needs))

    def value_inputs(self) -> list[Extra]:
        """Inputs for what it tells the software and for the data that it sets."""
        return [*mark_inputs(self.marks), *set_inputs(self.sets, self.types, self.called)]

    def given(self) -> dict[str, Any]:
        """The data that it sets, each by its type. Raises ``ValueError`` or ``KeyError``."""
        filled = ((name, text) for name, text in self.sets.items() if text)
        return {name: read_datum(self.types[name], text) for name, text in filled}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any((self.title, self.aim, self.when, self.amount, self.message))


@dataclass(slots=True)
class Lines:
    """All lines of one sort with what their selects offer."""

    lines: Sequence[Line]
    sort: str = ""
    aims: Pairs = ()
    backs: Pairs = ()
    units: Pairs = ()
    messages: Pairs = ()

    def problems(self) -> Iterator[str]:
        """Lines that cannot be kept, in words."""
        for line in self.filled():
            if self.sort in ("outcome", "boundary") and not line.title.strip():
                yield _("Dòng %(number)s: nhập tên.") % {"number": line.place}
            if line.amount and not (line.amount.isascii() and line.amount.isdigit()):
                yield _("Dòng %(number)s: nhập một số nguyên.") % {"number": line.place}
            yield from self._extra_problems(line)

    def _extra_problems(self, line: Line) -> Iterator[str]:
        try:
            line.given()
        except (ValueError, KeyError):
            told = _("Dòng %(number)s: dữ liệu đặt phải có khai báo và đúng loại.")
            yield told % {"number": line.place}

    def filled(self) -> list[Line]:
        """The lines in which something was typed."""
        return [line for line in self.lines if not line.is_empty]

    def outcomes(self) -> list[dict[str, Any]]:
        """The outcomes of a task."""
        taken: set[str] = {line.code for line in self.lines if line.code}
        found = []
        for line in self.filled():
            code = line.code or _free(line.title, taken)
            word = "back" if line.aim.startswith(BACK) else "to"
            kept = {k: v for k, v in line.known.items() if k not in _TYPED}
            kept |= {k: v for k, v in self._extras(line) if v}
            target = line.aim.removeprefix(BACK).removeprefix(TO)
            found.append(kept | {"code": code, "title": line.title, word: target})
        return found

    def _extras(self, line: Line) -> Iterator[tuple[str, Any]]:
        yield "expects", [code for code, asked in line.needs.items() if asked]
        yield "marks", {code: text for code, text in line.marks.items() if text}
        yield "set", line.given()

    def choices(self) -> list[dict[str, Any]]:
        """The ways out of a choice."""
        return [{"when": line.when, "to": line.aim} for line in self.filled()]

    def branches(self) -> list[dict[str, Any]]:
        """Names and conditions of the branches, one for each there is."""
        return [
            {key: text for key, text in (("title", line.title), ("when", line.when)) if text}
            for line in self.lines
        ]

    def boundaries(self) -> list[dict[str, Any]]:
        """The events on the border."""
        taken: set[str] = {line.code for line in self.lines if line.code}
        found = []
        for line in self.filled():
            item = {"code": line.code or _free(line.title, taken), "title": line.title}
            message = item["code"] if line.message == OWN_MESSAGE else line.message
            cause: dict[str, Any] = {"message": message} if message else {}
            if line.amount and not line.message:
                cause = {"limit": {"amount": int(line.amount), "unit": line.unit}}
            found.append(item | {"to": line.aim} | cause)
        return found


def way_lines(
    kind: str,
    row: Mapping[str, Any],
    aims: Pairs,
    backs: Pairs,
    data: Mapping[str, Any] | None,
    types: Mapping[str, str],
    called: Mapping[str, Called],
) -> Lines:
    """The ways out of a step that have lines; none for kinds that lead to one place.

    ``called`` are the names that questions have, for the words of conditions.
    """
    if kind == Kind.TASK:
        ways = list(row.get("outcomes", ()))
        known = [
            replace(_outcome(n, way, types), called=called)
            for n, way in enumerate([*ways, *[{}] * SPARE])
        ]
        lines = _typed("outcome", known, data, spare=0)
        return Lines(lines, "outcome", [p for p in aims if p[0]], backs)
    if kind == Kind.CHOICE:
        known = [
            Line(n, when=item.get("when", ""), aim=item.get("to", ""), called=called)
            for n, item in enumerate(row.get("choices", ()))
        ]
        return Lines(_typed("choice", known, data), "choice", aims)
    if kind in (Kind.PARALLEL, Kind.INCLUSIVE):
        known = [
            Line(n, title=item.get("title", ""), when=item.get("when", ""), called=called)
            for n, item in enumerate(row.get("branches", ()))
        ]
        sort = "branch" if kind == Kind.PARALLEL else "condition"
        return Lines(_typed(sort, known, data, spare=0), sort)
    return Lines(())


def boundary_lines(
    kind: str, row: Mapping[str, Any], aims: Pairs, data: Mapping[str, Any] | None
) -> Lines:
    """The events on the border of a task."""
    if kind != Kind.TASK or row.get("each"):
        return Lines(())
    known = [_boundary(n, edge) for n, edge in enumerate(row.get("boundaries", ()))]
    units = [(code, str(title)) for code, title in UNITS.items()]
    messages = message_pairs(*(line.message for line in known))
    lines = _typed("boundary", known, data, spare=1)
    return Lines(lines, "boundary", aims, units=units, messages=messages)


def _outcome(number: int, way: Mapping[str, Any], types: Mapping[str, str]) -> Line:
    back = way.get("back")
    aim = f"{BACK}{back}" if back else f"{TO}{way.get('to', '')}"
    return Line(
        number,
        way.get("code", ""),
        way.get("title", ""),
        aim if way else "",
        needs=needs_of(way.get("expects")),
        marks=marks_of(way.get("marks", {})),
        sets=sets_of(way.get("set", {}), types),
        types=types,
        known=dict(way),
    )


def _boundary(number: int, edge: Mapping[str, Any]) -> Line:
    limit = edge.get("limit") or {}
    return Line(
        number,
        edge["code"],
        edge.get("title", ""),
        edge.get("to", ""),
        amount=str(limit.get("amount", "")),
        unit=str(limit.get("unit", "")),
        message=edge.get("message", ""),
    )


def _typed(
    sort: str, known: list[Line], data: Mapping[str, Any] | None, *, spare: int = SPARE
) -> list[Line]:
    """The lines as they stand, or as they were typed, and some empty ones."""
    lines = [*known, *(Line(len(known) + n) for n in range(spare))][:MOST]
    if data is None:
        return lines
    for line in lines:
        for name in _INPUTS:
            sent = data.get(f"{sort}-{line.number}-{name}")
            setattr(line, name, _one_line(sent))
        for prefix, inputs in ((NEED, line.needs), (MARK, line.marks), (SET, line.sets)):
            for code in inputs:
                inputs[code] = _one_line(data.get(f"{sort}-{line.number}-{prefix}{code}"))
    return lines


def _one_line(sent: object) -> str:
    return " ".join(str(sent or "").split())[:500]


def _free(title: str, taken: set[str]) -> str:
    base = slug(title).replace("-", "_").lstrip("_0123456789")[:40] or "done"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    taken.add(code)
    return code
