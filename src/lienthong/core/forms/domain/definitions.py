# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The definition of an electronic form as frozen data: pages, questions, limits, conditions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from lienthong.core.forms.domain.conditions import Expression
from lienthong.core.forms.domain.messages import Sentence, sentence

KINDS = (
    "text",
    "long_text",
    "person_name",
    "date",
    "choice",
    "yes_no",
    "personal_id",
    "phone",
    "email",
    "number",
    "money",
    "address",
    "time",
    "person",
    "organisation",
    "file",
    "repeat",
    "section",
    "computed",
)
UNASKED = frozenset({"section", "computed"})
"""Kinds that stand among the questions and ask nothing."""
COMPOSITE_PARTS: Mapping[str, tuple[str, ...]] = {
    "person": ("full_name", "date_of_birth", "sex", "personal_id", "phone"),
    "organisation": ("name", "tax_code", "representative"),
}
"""Kinds that consist of parts; the first part is always asked."""
DEFAULT_PARTS: Mapping[str, tuple[str, ...]] = {
    "person": ("full_name", "date_of_birth", "personal_id"),
    "organisation": ("name", "tax_code"),
}
RESULTS = ("number", "money", "text", "date", "yes_no")
"""What a computed question may give."""
WIDTHS = ("xs", "sm", "md", "lg", "full")
DEFAULT_WIDTHS = {"personal_id": "md", "phone": "md", "number": "sm", "money": "md", "time": "sm"}
DEFAULT_WIDTHS |= {"tax_code": "md"}
ASK_CODES = {
    "choice": "ask_choose",
    "yes_no": "ask_answer",
    "file": "ask_file",
    "repeat": "ask_items",
}
LONGEST_ANSWER = 20_000
DEFAULT_LENGTHS = {"text": 200, "long_text": 5_000, "person_name": 100, "email": 254}
FIELDS_PER_PAGE = 4
MOST_ITEMS = 20


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule comes from and whether an expert still has to confirm it."""

    legal_basis: tuple[str, ...] = ()
    to_be_confirmed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer of a choice."""

    value: str
    label: str
    hint: str = ""
    show_if: Expression = None


@dataclass(frozen=True, slots=True)
class Check:
    """An extra rule: `that` must be true once the question is answered."""

    that: Expression
    message: str
    level: Literal["error", "warning"] = "error"
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrefillRule:
    """Take the answer from a semantic key when the condition holds."""

    semantic: str
    when: Expression = None


@dataclass(frozen=True)
class FieldSpec:
    """One question. Which attributes matter depends on `kind`."""

    key: str
    kind: str
    label: str
    name: str = ""
    ask: str = ""
    hint: str = ""
    summary_label: str = ""
    required: Expression = True
    semantic: str = ""
    prefill: tuple[PrefillRule, ...] = ()
    width: str = ""
    autocomplete: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    messages: Mapping[str, str] = field(default_factory=dict)
    show_if: Expression = None
    show_if_text: str = ""
    basis: Basis = Basis()
    options: tuple[Option, ...] = ()
    options_from: str = ""
    multiple: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple["FieldSpec", ...] = ()

    @property
    def noun(self) -> str:
        """The question as a noun inside a sentence."""
        return self.name or self.label[:1].lower() + self.label[1:]

    @property
    def asking(self) -> str:
        """What the person should do: the second half of every error."""
        if self.ask:
            return self.ask
        return sentence(ASK_CODES.get(self.kind, "ask_enter"), name=self.noun, label=self.label)

    @property
    def is_composite(self) -> bool:
        """Whether the answer has parts, each asked for itself."""
        return self.kind in COMPOSITE_PARTS

    @property
    def is_asked(self) -> bool:
        """Whether it takes an answer at all."""
        return self.kind not in UNASKED

    @property
    def shown_width(self) -> str:
        """Width class of the input; it hints the length of the answer."""
        return self.width or DEFAULT_WIDTHS.get(self.kind, "full")

    @property
    def max_length(self) -> int:
        """Longest accepted text in characters."""
        limit = self.constraints.get("max_length", DEFAULT_LENGTHS.get(self.kind, 200))
        return min(int(limit), LONGEST_ANSWER)

    def say(self, code: str, **values: Any) -> str:
        """The error sentence of a code, unless the form has its own sentence for it."""
        if code in self.messages:
            return self.messages[code]
        if code == "required":
            return self.asking
        built: Sentence = sentence(code, **values, ask=self.asking)
        return built


def chosen_parts(question: FieldSpec) -> tuple[str, ...]:
    """Which parts of a composite question are asked, in their fixed order."""
    known = COMPOSITE_PARTS[question.kind]
    chosen = question.attributes.get("parts", DEFAULT_PARTS[question.kind])
    return tuple(part for part in known if part in chosen or part == known[0])


@dataclass(frozen=True)
class PageSpec:
    """One page: one thing, at most four closely related questions."""

    key: str
    title: str
    fields: tuple[FieldSpec, ...]
    group: str = ""
    lead: str = ""
    show_if: Expression = None
    basis: Basis = Basis()

    @property
    def summary_group(self) -> str:
        """Heading of the page in check-your-answers."""
        return self.group or self.title

    @property
    def is_files(self) -> bool:
        """Whether the page only asks for files (each slot is its own small form)."""
        return all(question.kind == "file" for question in self.fields)


@dataclass(frozen=True)
class FormSpec:
    """A complete form, one dated version."""

    code: str
    title: str
    version: int
    valid_from: date
    pages: tuple[PageSpec, ...]
    basis: Basis
    valid_to: date | None = None
    declaration: str = ""

    def page(self, key: str) -> PageSpec:
        """The page with this key; raises KeyError."""
        return self._pages[key]

    def fields(self) -> Iterator[FieldSpec]:
        """Questions of all pages in order, without those inside repeat groups."""
        for page in self.pages:
            yield from page.fields

    def field(self, key: str) -> FieldSpec:
        """The question with this key, also inside repeat groups; raises KeyError."""
        return self._fields[key]

    def page_of(self, key: str) -> PageSpec:
        """The page on which a question (or the group that holds it) stands; raises KeyError."""
        return self._page_of[key]

    @cached_property
    def _pages(self) -> dict[str, PageSpec]:
        return {page.key: page for page in self.pages}

    @cached_property
    def _fields(self) -> dict[str, FieldSpec]:
        return {question.key: question for question in self.all_fields()}

    @cached_property
    def _page_of(self) -> dict[str, PageSpec]:
        return {
            inner.key: page
            for page in self.pages
            for question in page.fields
            for inner in (question, *question.fields)
        }

    def all_fields(self) -> Iterator[FieldSpec]:
        """Questions of all pages in order, followed by those inside each repeat group."""
        for question in self.fields():
            yield question
            yield from question.fields
