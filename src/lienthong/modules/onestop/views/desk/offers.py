# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the desk knows about the person, offered to questions that are still blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.forms.api import FieldSpec, FormContext, PageSpec
from lienthong.core.ui.api import parse_date_text
from lienthong.core.units.api import version_of
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.desk_rules import desk_rule
from lienthong.modules.onestop.queries.known_people import Remembered

Strings = dict[str, list[str]]
CITIZENSHIP = "VN"
"""The card is given to Vietnamese citizens only. Legal basis: 26/2023/QH15, Điều 19."""


@dataclass(frozen=True, slots=True)
class Known:
    """A value that the desk has without asking, and where from, in words."""

    value: Any
    source: str


@dataclass(slots=True)
class Offers:
    """Values by meaning and by question; ``made`` names questions that were filled from them."""

    by_meaning: Mapping[str, Known]
    by_question: Mapping[str, Known]
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
            wanted = self.known(question, answers, context)
            if question.key in self.made and wanted is None:
                self._take_back(question, strings)
            elif (
                wanted is not None and question.key not in self.made and is_blank(question, strings)
            ):
                strings |= write(question, wanted.value)
                self.made.add(question.key)

    def source_of(
        self, question: FieldSpec, answers: Mapping[str, Any], context: FormContext
    ) -> str:
        """Where the answer of a filled question came from; empty for a typed one."""
        wanted = self.known(question, answers, context) if question.key in self.made else None
        return wanted.source if wanted else ""

    def known(
        self, question: FieldSpec, answers: Mapping[str, Any], context: FormContext
    ) -> Known | None:
        """What is offered to a question, given the answers so far."""
        for rule in question.prefill:
            value = self.by_meaning.get(rule.semantic)
            if value is not None and value.value and context.shows(rule.when, answers):
                return value
        return self.by_meaning.get(question.semantic) or self.by_question.get(question.key)

    def _take_back(self, question: FieldSpec, strings: Strings) -> None:
        values = [self.by_meaning.get(rule.semantic) for rule in question.prefill]
        written = [write(question, known.value) for known in values if known and known.value]
        if any(all(strings.get(k) == v for k, v in one.items()) for one in written):
            for name in names_of(question):
                strings.pop(name, None)
            self.made.discard(question.key)


def offers_for(
    actor: Actor,
    person: Mapping[str, str],
    *,
    version: ProcedureVersion,
    told: Mapping[str, Remembered],
    context: FormContext,
    made: set[str],
) -> Offers:
    """Offers from the person's block, from what they told before, and of the desk itself."""
    block = {name: Known(value, _("ô người nộp")) for name, value in _typed(person, context)}
    before = {name: Known(kept.value, kept.source) for name, kept in told.items()}
    usual = desk_rule(version.procedure.code).defaults
    by_question = {key: Known(value, _("thường gặp")) for key, value in usual.items()}
    ward = _own_ward(actor, context)
    if ward is not None:
        question = version.spec.division_field.partition(".")[0]
        by_question[question] = Known(ward, _("địa bàn của quầy"))
    return Offers(before | block, by_question, made)


def _typed(person: Mapping[str, str], context: FormContext) -> list[tuple[str, Any]]:
    return [(f"person.{name}", value) for name, value in facts_of(person, context) if value]


def facts_of(person: Mapping[str, str], context: FormContext) -> list[tuple[str, Any]]:
    """Facts of a person as typed or read from a card, under the names of the forms."""
    return [
        ("full_name", person["full_name"]),
        ("personal_id", person["personal_id"]),
        ("date_of_birth", parse_date_text(person["date_of_birth"])),
        ("phone", person.get("phone", "")),
        ("nationality", CITIZENSHIP if person["personal_id"] else ""),
        ("residence", place_of(person["residence"], context)),
    ]


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
        place = str(value.get("division_text") or value.get("division") or "")
        detail = str(value.get("detail") or "")
        return {f"{question.key}_division": [place], f"{question.key}_detail": [detail]}
    if question.kind == "date":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return {question.key: [f"{day:%d/%m/%Y}"]}
    if isinstance(value, bool):
        return {question.key: ["yes" if value else "no"]}
    return {question.key: [str(value)]}
