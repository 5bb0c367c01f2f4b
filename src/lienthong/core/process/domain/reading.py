# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From plain mappings (YAML, JSON) to a table and back. Strict: an unknown key is an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from lienthong.core.process.domain.expressions import type_of
from lienthong.core.process.domain.limits import Limit, LimitUnit
from lienthong.core.process.domain.problems import Problem, TableError, problem
from lienthong.core.process.domain.tables import (
    FORMAT,
    Assign,
    Boundary,
    Branch,
    Choice,
    DataType,
    Datum,
    Join,
    Kind,
    Of,
    Outcome,
    Step,
    Table,
    Value,
)
from lienthong.core.process.domain.values import is_drawn

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_EMPTY: dict[DataType, Value] = {
    DataType.TEXT: "",
    DataType.NUMBER: 0,
    DataType.FLAG: False,
    DataType.LIST: [],
}
_COMMON = {"node", "title", "kind", "short", "marks"}
_OPTIONAL = {"when", "otherwise"}
KEYS: dict[Kind, frozenset[str]] = {
    Kind.TASK: frozenset(
        {"role", "of", "assign", "assignee", "limit", "outcomes", "boundaries"}
        | {"each", "complete_when"}
        | _OPTIONAL
        | _COMMON
    ),
    Kind.CHOICE: frozenset({"choices", "otherwise"} | _COMMON),
    Kind.WAIT: frozenset({"limit", "message", "late", "to", "role", "of"} | _OPTIONAL | _COMMON),
    Kind.SERVICE: frozenset({"service", "late", "to"} | _OPTIONAL | _COMMON),
    Kind.PARALLEL: frozenset({"join", "branches", "to"} | _OPTIONAL | _COMMON),
    Kind.INCLUSIVE: frozenset({"branches", "to"} | _OPTIONAL | _COMMON),
    Kind.SUBPROCESS: frozenset({"start", "steps", "to"} | _OPTIONAL | _COMMON),
    Kind.END: frozenset({"result"} | _COMMON),
}
"""The keys that a step of each kind may have."""
_STEP_KEYS = frozenset().union(*KEYS.values())


def read_table(source: object, *, unfinished: bool = False) -> Table:
    """The table that a mapping describes. Raises ``TableError`` with everything that is wrong.

    While it is being made (``unfinished``) what is missing is no error.
    """
    reader = _Reader(unfinished=unfinished)
    table = reader.table(source)
    if reader.problems:
        raise TableError(reader.problems)
    return table


class _Row:
    """One mapping with its place; fetches typed values and notes what is wrong."""

    def __init__(
        self, source: object, where: str, problems: list[Problem], *, unfinished: bool = False
    ) -> None:
        self.where, self.problems, self.unfinished = where, problems, unfinished
        self.values: dict[str, Any] = {}
        if isinstance(source, Mapping):
            self.values = {str(key): value for key, value in source.items() if value is not None}
        else:
            self.note("not_a_table")

    def note(self, code: str, **values: object) -> None:
        self.problems.append(problem(code, self.where, **values))

    def allow(self, keys: frozenset[str]) -> None:
        for key in self.values.keys() - keys:
            self.note("unknown_key", key=key)

    def need(self, key: str) -> bool:
        if self.values.get(key, "") == "" and not self.unfinished:
            self.note("missing", key=key)
        return key in self.values

    def typed(self, key: str, kind: type[T], expected: str, default: T) -> T:
        value = self.values.get(key, default)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.note("wrong_type", key=key, expected=expected)
        return default

    def text(self, key: str, *, required: bool = False) -> str:
        if required:
            self.need(key)
        return unicodedata.normalize("NFC", self.typed(key, str, "chữ", "")).strip()

    def name(self, key: str, *, required: bool = False) -> str:
        value = self.text(key, required=required)
        if value and not _NAME.fullmatch(value):
            self.note("bad_name", value=value)
        return value

    def member(self, key: str, enum: type[E], default: E) -> E:
        value = self.values.get(key, default)
        if value in [item.value for item in enum]:
            return enum(value)
        self.note("bad_value", key=key, value=value, allowed=", ".join(enum))
        return default

    def rows(self, key: str) -> list[object]:
        return self.typed(key, list, "danh sách", [])

    def words(self, key: str) -> tuple[str, ...]:
        words = self.rows(key)
        if all(isinstance(word, str) for word in words):
            return tuple(unicodedata.normalize("NFC", str(word)) for word in words)
        self.note("wrong_type", key=key, expected="danh sách chữ")
        return ()

    def marks(self) -> dict[str, str]:
        marks = self.typed("marks", dict, "các cặp chữ", {})
        if all(isinstance(item, str) for pair in marks.items() for item in pair):
            return dict(marks)
        self.note("wrong_type", key="marks", expected="các cặp chữ")
        return {}


class _Reader:
    def __init__(self, *, unfinished: bool = False) -> None:
        self.problems: list[Problem] = []
        self.unfinished = unfinished

    def row(self, source: object, where: str) -> _Row:
        return _Row(source, where, self.problems, unfinished=self.unfinished)

    def table(self, source: object) -> Table:
        row = self.row(source, "")
        row.allow(
            frozenset(
                {"format", "code", "title", "legal_basis", "to_be_confirmed"}
                | {"data", "start", "steps", "layout"}
            )
        )
        if row.need("format") and row.values["format"] != FORMAT:
            row.note("unknown_format", value=row.values["format"])
        if row.need("legal_basis") and not row.words("legal_basis") and not self.unfinished:
            row.note("missing", key="legal_basis")
        return Table(
            code=row.name("code", required=True),
            title=row.text("title", required=True),
            start=row.name("start", required=True),
            steps=self.steps(row),
            legal_basis=row.words("legal_basis"),
            to_be_confirmed=row.typed("to_be_confirmed", bool, "true hoặc false", False),
            data=self.data(row),
            layout=self.layout(row),
        )

    def layout(self, row: _Row) -> dict[str, list[int]]:
        drawn = row.typed("layout", dict, "các chỗ vẽ", {})
        if not all(map(is_drawn, drawn.values())):
            row.note("wrong_type", key="layout", expected="các số nguyên")
            return {}
        return {str(name): list(places) for name, places in drawn.items()}

    def data(self, row: _Row) -> dict[str, Datum]:
        declared = row.typed("data", dict, "các tên dữ liệu", {})
        return {str(name): self.datum(str(name), item) for name, item in declared.items()}

    def datum(self, name: str, source: object) -> Datum:
        row = self.row(source, f"data.{name}")
        row.allow(frozenset({"type", "default"}))
        if not _NAME.fullmatch(name):
            row.note("bad_name", value=name)
        row.need("type")
        kind = row.member("type", DataType, DataType.TEXT)
        default = row.values.get("default", _EMPTY[kind])
        if type_of(default) is not kind:
            row.note("default_type", name=name, expected=kind)
            default = _EMPTY[kind]
        return Datum(kind, default)

    def steps(self, row: _Row) -> tuple[Step, ...]:
        sources = row.rows("steps")
        if not sources and not self.unfinished:
            row.note("no_steps")
        return tuple(
            self.step(source, row.where, number) for number, source in enumerate(sources, 1)
        )

    def step(self, source: object, outer: str, number: int) -> Step:
        node = source.get("node") if isinstance(source, Mapping) else None
        place = node if isinstance(node, str) else f"bước {number}"
        row = self.row(source, f"{outer}/{place}".strip("/"))
        row.allow(_STEP_KEYS)
        kind = row.member("kind", Kind, Kind.TASK)
        for key in sorted((row.values.keys() & _STEP_KEYS) - KEYS[kind]):
            row.note("not_for_kind", kind=kind, key=key)
        return self._step(row, kind)

    def _step(self, row: _Row, kind: Kind) -> Step:
        needs_to = "to" in KEYS[kind]
        is_inner = kind is Kind.SUBPROCESS
        return Step(
            node=row.name("node", required=True),
            title=row.text("title", required=True),
            kind=kind,
            short=row.text("short"),
            role=row.name("role"),
            of=row.member("of", Of, Of.COMPETENT),
            assign=row.member("assign", Assign, Assign.ROLE),
            assignee=row.text("assignee"),
            limit=self.limit(row),
            when=row.text("when"),
            otherwise=row.name("otherwise", required=kind is Kind.CHOICE),
            marks=row.marks(),
            outcomes=self.many(row, "outcomes", self.outcome),
            each=row.name("each"),
            complete_when=row.member("complete_when", Join, Join.ALL),
            choices=self.many(row, "choices", self.choice),
            message=row.name("message"),
            service=row.name("service", required=kind is Kind.SERVICE),
            boundaries=self.many(row, "boundaries", self.boundary),
            late=row.name("late"),
            to=row.name("to", required=needs_to),
            join=row.member("join", Join, Join.ALL),
            branches=self.many(row, "branches", self.branch),
            start=row.name("start", required=is_inner),
            steps=self.steps(row) if is_inner else (),
            result=row.name("result"),
        )

    def many(self, row: _Row, key: str, read: Callable[[_Row], T]) -> tuple[T, ...]:
        return tuple(
            read(self.row(source, f"{row.where}.{key}[{number}]"))
            for number, source in enumerate(row.rows(key), 1)
        )

    def limit(self, outer: _Row) -> Limit | None:
        if "limit" not in outer.values:
            return None
        row = self.row(outer.values["limit"], f"{outer.where}.limit")
        row.allow(frozenset({"amount", "unit"}))
        row.need("unit")
        amount = row.typed("amount", int, "số nguyên dương", 0)
        if not 0 < amount <= 10_000:
            row.note("wrong_type", key="amount", expected="số nguyên dương")
        return Limit(amount, row.member("unit", LimitUnit, LimitUnit.HOUR))

    def outcome(self, row: _Row) -> Outcome:
        row.allow(frozenset({"code", "title", "to", "back", "expects", "marks", "set"}))
        sets = row.typed("set", dict, "các cặp tên và giá trị", {})
        return Outcome(
            code=row.name("code", required=True),
            title=row.text("title", required=True),
            to=row.name("to"),
            back=row.name("back"),
            expects=row.words("expects"),
            marks=row.marks(),
            sets={str(name): value for name, value in sets.items()},
        )

    def boundary(self, row: _Row) -> Boundary:
        row.allow(frozenset({"code", "title", "to", "limit", "message"}))
        return Boundary(
            code=row.name("code", required=True),
            title=row.text("title", required=True),
            to=row.name("to", required=True),
            limit=self.limit(row),
            message=row.name("message"),
        )

    def choice(self, row: _Row) -> Choice:
        row.allow(frozenset({"when", "to"}))
        return Choice(row.text("when"), row.name("to", required=True))

    def branch(self, row: _Row) -> Branch:
        row.allow(frozenset({"title", "start", "steps", "when"}))
        start = row.name("start", required=True)
        return Branch(start, self.steps(row), row.text("title"), row.text("when"))
