# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the desk knows about the person, offered to questions that are still blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lienthong.core.forms.api import FieldSpec, FormContext, PageSpec
from lienthong.core.ui.api import parse_date_text
from lienthong.core.units.api import version_of
from lienthong.kernel.actor import Actor

Strings = dict[str, list[str]]
CITIZENSHIP = "VN"
"""The card is given to Vietnamese citizens only. Legal basis: 26/2023/QH15, Điều 19."""


@dataclass(slots=True)
class Offers:
    """Values by meaning and by question; ``made`` names questions that were filled from them."""

    by_meaning: Mapping[str, Any]
    by_question: Mapping[str, Any]
    made: set[str] = field(default_factory=set)

    def fill(
        self,
        page: PageSpec,
        strings: Strings,
        answers: Mapping[str, Any],
        context: FormContext,
    ) -> None:
        """Write offered values into blank questions of a page, each once.

        A value whose reason is gone (the father files, not the mother) is taken out again.
        """
        for question in page.fields:
            wanted = self._value(question, answers, context)
            if question.key in self.made and wanted is None:
                self._take_back(question, strings)
            elif (
                wanted is not None and question.key not in self.made and is_blank(question, strings)
            ):
                strings |= write(question, wanted)
                self.made.add(question.key)

    def _value(
        self, question: FieldSpec, answers: Mapping[str, Any], context: FormContext
    ) -> Any | None:
        for rule in question.prefill:
            value = self.by_meaning.get(rule.semantic)
            if value and context.shows(rule.when, answers):
                return value
        return self.by_question.get(question.key)

    def _take_back(self, question: FieldSpec, strings: Strings) -> None:
        values = [self.by_meaning.get(rule.semantic) for rule in question.prefill]
        written = [write(question, value) for value in values if value]
        if any(all(strings.get(k) == v for k, v in one.items()) for one in written):
            for name in names_of(question):
                strings.pop(name, None)
            self.made.discard(question.key)


def offers_for(
    actor: Actor,
    person: Mapping[str, str],
    *,
    division_question: str,
    context: FormContext,
    made: set[str],
) -> Offers:
    """Offers from the person's block and from the desk's own ward."""
    born = parse_date_text(person["date_of_birth"])
    by_meaning = {
        "person.full_name": person["full_name"],
        "person.personal_id": person["personal_id"],
        "person.date_of_birth": born,
        "person.phone": person["phone"],
        "person.nationality": CITIZENSHIP if person["personal_id"] else "",
        "person.residence": place_of(person["residence"], context),
    }
    return Offers(by_meaning, {division_question: _own_ward(actor, context)}, made)


def place_of(text: str, context: FormContext) -> dict[str, str] | None:
    """An address as the card writes it, split into ward and detail; None for an unknown ward."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for start in range(max(len(parts) - 2, 0), len(parts)):
        found = context.division(", ".join(parts[start:])) or context.division(parts[start])
        if found is not None:
            return {"division": found.text, "detail": ", ".join(parts[:start])}
    return None


def _own_ward(actor: Actor, context: FormContext) -> dict[str, str] | None:
    unit = version_of(actor.agency_id or actor.unit_id or 0)
    if unit.division is None:
        return None
    found = context.division(unit.division.code)
    return {"division": found.text, "detail": ""} if found else None


def names_of(question: FieldSpec) -> tuple[str, ...]:
    """Names of the inputs of a question."""
    if question.kind == "address":
        return (f"{question.key}_division", f"{question.key}_detail")
    return (question.key,)


def is_blank(question: FieldSpec, strings: Strings) -> bool:
    """Whether nothing was typed for a question."""
    return not any(text.strip() for name in names_of(question) for text in strings.get(name, []))


def write(question: FieldSpec, value: Any) -> Strings:
    """The strings with which an offered value stands in the inputs of a question."""
    if question.kind == "address":
        parts = ("division", "detail")
        return {f"{question.key}_{part}": [value[part]] for part in parts}
    if question.kind == "date":
        return {question.key: [f"{value:%d/%m/%Y}"]}
    return {question.key: [str(value)]}
