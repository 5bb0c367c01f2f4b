# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of a life on the stage as patterns, column by column."""

from __future__ import annotations

import json
from typing import Any

from lienthong.core.cases.api import Case, OpinionStance
from lienthong.demo.lives.capture import Rows, Table
from lienthong.demo.lives.moments import FORMS
from lienthong.demo.lives.origins import Origins
from lienthong.demo.lives.pattern import Pattern, Unexplained
from lienthong.demo.lives.stage import NARROW
from lienthong.demo.lives.template import PEOPLE, SHARED
from lienthong.demo.lives.terms import Key
from lienthong.modules.onestop.domain.hand_over import HandOverRule
from lienthong.modules.onestop.models import Dossier

_PLACE = "⟦explanation⟧"


def own_rows(on: Origins) -> Rows:
    """The rows that were not there before the life began."""
    old = {(table.name, *row) for table, rows in on.before.items() for row in rows}
    return {
        table: left
        for table, rows in on.rows.items()
        if (left := [row for row in rows if (table.name, *row) not in old])
    }


def room_of(on: Origins) -> dict[str, int]:
    """How many ids a life takes from the sequence of each table."""
    room: dict[str, int] = {}
    for table, rows in on.rows.items():
        base = on.stage.bases.get(table.name)
        own = table.name not in SHARED | PEOPLE and table.marked_by == ("id",)
        if base is not None and own:
            at = table.columns.index("id")
            room[table.name] = max(int(row[at]) for row in rows) - base + 1
    return room


def id_key(on: Origins, marked: int) -> Key | None:
    """The key of a marked id that belongs to a life alone."""
    found = on.stage.origin_of(marked)
    return ("id", *found) if found and found[0] not in SHARED | PEOPLE else None


def when_of(on: Origins, row: list[str]) -> Key | None:
    """The moment that a row speaks of first."""
    return next((on.whens[text] for text in row if text in on.whens), None)


def line_of(on: Origins, table: Table, row: list[str]) -> Pattern:
    """A row as a pattern. Raises ``Unexplained``."""
    when, term, texts, keys = when_of(on, row), _term_of(on, table, row), [], list[Key]()
    for column, field_text in zip(table.columns, row, strict=True):
        text, some = _field(on, table, column, field_text, row, when, term)
        texts.append(text)
        keys += some
    return "\t".join(texts), tuple(keys)


def _term_of(on: Origins, table: Table, row: list[str]) -> int | None:
    """The number of the deadline that a row is, or that it names."""
    column = "id" if table.name == "deadlines_deadline" else "deadline_id"
    if column not in table.columns or (pk := row[table.columns.index(column)]) == r"\N":
        return None
    return on.term_number(int(pk))


def _field(
    on: Origins,
    table: Table,
    column: str,
    text: str,
    row: list[str],
    when: Key | None,
    term: int | None,
) -> Pattern:
    if (table.name, column) == ("deadlines_deadline", "outcome") and text:
        return _outcome(on, "outcome", table, row)
    if (table.name, column) == ("cases_case", "outcome") and text != r"\N":
        return _case_outcome(on)
    if (table.name, column) == ("cases_opinion", "outcome") and text != r"\N":
        return _opinion_outcome(on, table, row)
    if (table.name, column) == ("onestop_handover", "due_at") and text != r"\N":
        start = on.whens[row[table.columns.index("started_at")]]
        return "%s", (("moment", ("hand_over", start), "stored"),)
    if (table.name, column) == ("onestop_dossierpaper", "data") and "explanation" in text:
        return _paper_data(on, text, when)
    if (table.name, column) == ("accounts_person", "gender"):
        return "%s", (("who", "filer", "gender"),)
    if (table.name, column) == ("deadlines_dueadjustment", "amount"):
        return "%s", (("amount", term, int(row[table.columns.index("seq")])),)
    if text.startswith(r"\\x") or (table.name, column) == ("accounts_account", "password"):
        return text.replace("%", "%%"), ()
    return on.lexicon.pattern(text, when=when, term=term)


def _outcome(on: Origins, kind: str, table: Table, row: list[str]) -> Pattern:
    values = dict(zip(table.columns, row, strict=True))
    number = on.term_number(int(values["id"]))
    return "%s", ((kind, number, on.count_of(number), on.whens[values["ended_at"]]),)


def _case_outcome(on: Origins) -> Pattern:
    case = Case.objects.get(pk__gte=NARROW)
    number = on.term_number(case.deadline_id or 0)
    if case.outcome_at is None:
        raise Unexplained("an outcome without its moment")
    ended = FORMS["stored"](case.outcome_at)
    return "%s", (("case_outcome", number, on.count_of(number), on.whens[ended]),)


def _opinion_outcome(on: Origins, table: Table, row: list[str]) -> Pattern:
    """By the deadline of the asked unit's own step; silence is late whenever it is recorded."""
    values = dict(zip(table.columns, row, strict=True))
    if values["stance"] == OpinionStance.SILENT:
        return values["outcome"], ()
    steps = on.of("cases_step", "id", "deadline_id")
    number = next(on.term_number(int(term)) for pk, term in steps if pk == values["step_id"])
    return "%s", (("case_outcome", number, on.count_of(number), on.whens[values["answered_at"]]),)


def hand_over_rule() -> HandOverRule:
    """By when papers of the procedure on the stage are handed over."""
    dossier = Dossier.objects.select_related("procedure_version").get(pk__gte=NARROW)
    rule: HandOverRule = dossier.procedure_version.spec.hand_over
    return rule


def _paper_data(on: Origins, text: str, when: Key | None) -> Pattern:
    data = json.loads(text.replace("\\\\", "\\"))
    explanation = data["explanation"]
    data["explanation"] = _PLACE
    case = Case.objects.get(pk__gte=NARROW)
    number = on.term_number(case.deadline_id or 0)
    key = _explained(on, number, explanation, when)
    whole = json.dumps(data, ensure_ascii=False).replace("\\", "\\\\")
    before, after = whole.split(f'"{_PLACE}"')
    first, second = (on.lexicon.pattern(part, when=when) for part in (before, after))
    return f"{first[0]}%s{second[0]}", (*first[1], key, *second[1])


def _explained(on: Origins, number: int, explanation: Any, when: Key | None) -> Key:
    bound = on.bound()
    for count in range(on.count_of(number) + 1):
        key = ("explanation", number, count, when)
        if json.loads(bound.value(key)) == explanation:
            return key
    raise Unexplained(f"explanation of term {number} at {when}: {explanation}")
