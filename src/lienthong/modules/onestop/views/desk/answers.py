# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The electronic form's answers, typed compactly on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    FieldSpec,
    FormContext,
    FormDraft,
    FormSpec,
    PageInput,
    PageSpec,
    Problem,
    QuestionView,
    changed_items,
    checked_page,
    context_on,
    page_view,
    spec_of,
)
from lienthong.core.ui.api import FieldView
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.domain.cccd import IdentityCard, person_of, read_card
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.desk_rules import recalled
from lienthong.modules.onestop.queries.known_people import Remembered
from lienthong.modules.onestop.views.desk.offers import (
    Offers,
    Strings,
    facts_of,
    offers_for,
    write,
)

DELIVERY = "delivery."
PHONE = "contact.phone"
CHANNEL = "delivery.channel"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a repeated group: its inputs, and the name that takes it out."""

    title: str
    name: str
    views: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One question: its inputs, the condition under which the browser shows it, hints."""

    key: str
    kind: str
    condition: str
    views: tuple[FieldView, ...]
    warnings: tuple[str, ...]
    items: tuple[Item, ...] = ()
    count: int = 0
    add_label: str = ""
    source: str = ""
    recall: tuple[str, ...] = ()
    is_shown: bool = True

    @property
    def is_known(self) -> bool:
        """Whether it was answered without asking, and nothing is wrong or missing about it."""
        wrong = any(view.error or not (view.value or view.optional) for view in self.views)
        return bool(self.source) and not wrong and not self.warnings

    @property
    def words(self) -> str:
        """The answer as one reads it."""
        texts = [text for text in map(_words, self.views) if text]
        return ", ".join(reversed(texts) if self.kind == "address" else texts)


@dataclass(slots=True)
class Section:
    """Pages of one group, drawn together."""

    title: str
    is_delivery: bool
    number: int = 0
    lines: list[Line] = field(default_factory=list)

    @property
    def asked(self) -> list[Line]:
        """What is to be asked."""
        return [line for line in self.lines if not line.is_known]

    @property
    def known(self) -> list[Line]:
        """What was answered without asking."""
        return [line for line in self.lines if line.is_known]


@dataclass(slots=True)
class TypedAnswers:
    """What was typed and what it means; ``made`` are questions filled from the person's block."""

    sections: list[Section] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)
    made: tuple[str, ...] = ()
    delivery: str = ""


def read_answers(
    version: ProcedureVersion,
    data: MultiValueDict[str, str],
    person: dict[str, str],
    actor: Actor,
    *,
    told: Mapping[str, Remembered],
    strict: bool,
) -> TypedAnswers:
    """Read all pages in order: each page knows the answers of those before it."""
    context = context_on()
    spec = spec_of(version.form_version_id or 0)
    made = set(data.getlist("_made"))
    offers = offers_for(actor, person, version=version, told=told, context=context, made=made)
    strings: Strings = {name: list(values) for name, values in data.lists()}
    reader = _Reader(version.form_version_id or 0, offers, strings, context, strict, person)
    reader.recall = recalled(actor, version)
    reader.take_cards(spec)
    for page in spec.pages:
        if not page.is_files and context.shows(page.show_if, reader.typed.answers):
            reader.read(page)
    reader.typed.made = tuple(sorted(offers.made))
    return reader.typed


class _Reader:
    """Reads one page after another."""

    def __init__(
        self,
        form_version_id: int,
        offers: Offers,
        strings: Strings,
        context: FormContext,
        strict: bool,
        person: dict[str, str],
    ) -> None:
        self.form_version_id, self.offers, self.strings = form_version_id, offers, strings
        self.context, self.strict, self.person = context, strict, person
        self.typed = TypedAnswers()
        self.complete = True
        self.recall: Mapping[str, list[str]] = {}

    def take_cards(self, spec: FormSpec) -> None:
        """A card scanned into a question about somebody fills all questions about them."""
        for question in spec.fields():
            card = read_card((self.strings.get(question.key) or [""])[0])
            if card is not None:
                self._take_card(spec, question, card)

    def _take_card(self, spec: FormSpec, scanned: FieldSpec, card: IdentityCard) -> None:
        role = scanned.semantic.partition(".")[0]
        self.strings[scanned.key] = [""]
        read = dict(facts_of(person_of(card), self.context))
        for question in spec.fields():
            mine, _dot, what = question.semantic.partition(".")
            if role and mine == role and read.get(what):
                self.strings |= write(question, read[what])

    def read(self, page: PageSpec) -> None:
        """Fill blanks, read, keep the answers, draw."""
        changed = changed_items(self._draft(), page.key, self.strings)
        if changed is not None:
            self.strings = {name: list(texts) for name, texts in changed.submitted.items()}
        self._take_phone(page)
        self._fill(page)
        draft = self._draft()
        found = checked_page(draft, page.key, self.strings)
        self.typed.answers |= found.answers
        errors = found.errors if self.strict else self._worth_saying(found.errors)
        self.complete = self.complete and found.is_valid
        self._note(page, errors)
        shown = PageInput(found.answers, errors, found.warnings, self.strings)
        view = page_view(draft, page.key, refused=shown, officer=True)
        section = self._section(page)
        for question in page.fields:
            drawn = next((one for one in view.questions if one.key == question.key), None)
            if drawn is not None and question.semantic != PHONE:
                section.lines.append(self._line(question, drawn))

    def _line(self, question: FieldSpec, drawn: QuestionView) -> Line:
        source = self.offers.source_of(question, self.typed.answers, self.context)
        recall = tuple(self.recall.get(question.key, ()))
        shown = self.context.shows(question.show_if, self.typed.answers)
        return replace(_line(question, drawn), source=source, recall=recall, is_shown=shown)

    def _fill(self, page: PageSpec) -> None:
        """Offers see the answers given so far on the same page too."""
        read = checked_page(self._draft(), page.key, self.strings).answers
        known = {**self.typed.answers, **read}
        self.offers.fill(page, self.strings, known, self.context)

    def _draft(self) -> FormDraft:
        answers = dict(self.typed.answers)
        return FormDraft(form_version_id=self.form_version_id, answers=answers)

    def _take_phone(self, page: PageSpec) -> None:
        for question in page.fields:
            if question.semantic == PHONE:
                self.strings[question.key] = [self.person["phone"]]

    def _worth_saying(self, errors: list[Problem]) -> list[Problem]:
        """While typing: only what is wrong, and nothing that may hang on a blank further up."""
        return [error for error in errors if self.complete and self._was_typed(error)]

    def _was_typed(self, problem: Problem) -> bool:
        typed = (self.strings.get(name, []) for name in self.strings if _belongs(name, problem))
        return any(text.strip() for values in typed for text in values)

    def _note(self, page: PageSpec, errors: Iterable[Problem]) -> None:
        phones = {question.key for question in page.fields if question.semantic == PHONE}
        self.typed.problems += [
            {
                "target": "id_person_phone" if problem.path in phones else problem.target,
                "message": problem.message,
            }
            for problem in errors
        ]
        for question in page.fields:
            if question.semantic == CHANNEL and question.key in self.typed.answers:
                self.typed.delivery = str(self.typed.answers[question.key])

    def _section(self, page: PageSpec) -> Section:
        delivers = any(question.semantic.startswith(DELIVERY) for question in page.fields)
        last = self.typed.sections[-1] if self.typed.sections else None
        if last is None or last.title != page.summary_group:
            last = Section(page.summary_group, delivers, len(self.typed.sections))
            self.typed.sections.append(last)
        return last


def _words(view: FieldView) -> str:
    chosen = [str(label) for value, label in view.choices if value and value == view.value]
    return chosen[0] if chosen else str(view.value or "")


def _belongs(name: str, problem: Problem) -> bool:
    return name == problem.path or name.startswith((f"{problem.path}_", f"{problem.path}."))


def _line(question: FieldSpec, drawn: QuestionView) -> Line:
    if drawn.form == "repeat":
        return _group(question, drawn)
    views = tuple(_compact(question, view) for view in drawn.fields)
    return Line(question.key, drawn.kind, drawn.condition, views, drawn.warnings)


def _group(question: FieldSpec, drawn: QuestionView) -> Line:
    asked = {inner.key: inner for inner in question.fields}
    items = tuple(
        Item(
            item.title,
            item.name,
            tuple(
                _compact(asked[inner.key.rpartition(".")[2]], view)
                for inner in item.questions
                for view in inner.fields
            ),
        )
        for item in drawn.items
    )
    return Line(
        question.key,
        drawn.kind,
        drawn.condition,
        (),
        drawn.warnings,
        items=items,
        count=len(items),
        add_label=drawn.add_label,
    )


def _compact(question: FieldSpec, view: FieldView) -> FieldView:
    """Radio buttons become a list, hints go: officers know the form and type."""
    label = view.label
    if not view.name.endswith("_detail"):
        label = question.summary_label or question.label
    if view.kind != "radio":
        return replace(view, hint="", label=label)
    choices = (("", _("Chọn")), *view.choices)
    return replace(view, kind="select", choices=choices, hint="", label=label)
