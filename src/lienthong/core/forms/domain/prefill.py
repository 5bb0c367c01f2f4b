# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers the state already holds: offered under a meaning, with source, time and consent.

Legal basis: 45/2020/NĐ-CP, Điều 4 (data that the state holds are not asked for again).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.definitions import FieldSpec, FormSpec, PageSpec, chosen_parts
from lienthong.core.forms.domain.parts import parts_of
from lienthong.core.forms.domain.problems import WrongAnswer
from lienthong.core.forms.domain.questions import refusal_of
from lienthong.core.forms.domain.values import read_value, write_value

CHOSEN = "chosen"
"""In place of a meaning: the answer was given by choosing how to start."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One known value: which source told it, when, and on what consent the person gave it.

    ``source`` is the provider's code, with ``:`` and what of it told the value where it has parts.
    """

    value: Any
    source: str
    title: str
    at: datetime
    consent: str

    @property
    def provider(self) -> str:
        """Code of the provider."""
        return self.source.partition(":")[0]

    def origin(self, meaning: str) -> dict[str, str]:
        """The mark kept with a draft's answer."""
        return {
            "source": self.source,
            "title": self.title,
            "from": meaning,
            "at": self.at.isoformat(),
            "consent": self.consent,
        }


@dataclass(frozen=True, slots=True)
class Prefill:
    """Answers taken from offers for the questions of one page, and the mark of each."""

    answers: Mapping[str, Any]
    origins: Mapping[str, Mapping[str, str]]


def wanted_meanings(questions: Iterable[FieldSpec]) -> frozenset[str]:
    """Semantic keys that a set of questions could take: by their rules, or their own meaning."""
    return frozenset(
        wanted
        for question in questions
        for meaning in (*(rule.semantic for rule in question.prefill), question.semantic)
        if meaning
        for wanted in (meaning, *_part_meanings(question, meaning).values())
    )


def fill_page(
    page: PageSpec, answers: Answers, offers: Mapping[str, Offer], context: FormContext
) -> Prefill:
    """Fill unanswered questions of a page. Values that the form would refuse are not used."""
    scope = dict(answers)
    origins: dict[str, Mapping[str, str]] = {}
    filled: dict[str, Any] = {}
    for question in page.fields:
        if question.key in scope or not context.shows(question.show_if, scope):
            continue
        told = _whole_offers(question, offers)
        meaning = chosen_meaning(question, scope, context, told)
        offer = told.get(meaning)
        value = None if offer is None else acceptable(question, offer.value, scope, context)
        if offer is not None and value is not None:
            scope[question.key] = filled[question.key] = value
            origins[question.key] = offer.origin(meaning)
    return Prefill(filled, origins)


def _part_meanings(question: FieldSpec, meaning: str) -> dict[str, str]:
    """Part of a composite question → its meaning: of "mother" the name is "mother.full_name"."""
    return {part.key: f"{meaning}.{part.key}" for part in parts_of(question)}


def _whole_offers(question: FieldSpec, offers: Mapping[str, Offer]) -> Mapping[str, Offer]:
    """For a composite question the offers of its parts put together, told by the first part's."""
    if not question.is_composite:
        return offers
    whole: dict[str, Offer] = {}
    for meaning in {*(rule.semantic for rule in question.prefill), question.semantic} - {""}:
        parts = {
            key: offers[part]
            for key, part in _part_meanings(question, meaning).items()
            if part in offers and offers[part].consent
        }
        first = parts.get(chosen_parts(question)[0])
        if first is not None:
            told = {key: offer.value for key, offer in parts.items()}
            whole[meaning] = replace(first, value=told)
    return whole


def acceptable(question: FieldSpec, value: Any, answers: Answers, context: FormContext) -> Any:
    """The value as the form would have read it, or None when the form would refuse it."""
    try:
        written = write_value(question, question.key, value)
        read = read_value(question, question.key, written, answers, context)
    except (WrongAnswer, KeyError, TypeError, ValueError):
        return None
    if read is None or refusal_of(question, read, answers, context) is not None:
        return None
    return read


def kept_origins(
    origins: Mapping[str, Any], before: Answers, after: Answers
) -> dict[str, Mapping[str, str]]:
    """Marks of answers that are still the ones the source told; a changed answer loses its mark."""
    return {
        key: origin
        for key, origin in origins.items()
        if key in after and after[key] == before.get(key)
    }


def misplaced(
    spec: FormSpec, answers: Answers, origins: Mapping[str, Any], context: FormContext
) -> frozenset[str]:
    """Taken answers whose meaning no longer fits (the father fills in, not the mother)."""
    return frozenset(
        question.key
        for question in spec.fields()
        if question.key in origins
        and origins[question.key].get("from") not in [CHOSEN, *_fitting(question, answers, context)]
    )


def chosen_meaning(
    question: FieldSpec, answers: Answers, context: FormContext, offers: Mapping[str, Offer]
) -> str:
    """The first fitting meaning that is offered with a consent, or an empty text.

    Where one provider offers both, the question's own meaning is closer than that of a rule.
    """
    agreed = [m for m in _fitting(question, answers, context) if m in offers and offers[m].consent]
    if not agreed:
        return ""
    own = question.semantic
    closer = own in agreed and offers[own].provider == offers[agreed[0]].provider
    return own if closer else agreed[0]


def _fitting(question: FieldSpec, answers: Answers, context: FormContext) -> list[str]:
    by_rule = [rule.semantic for rule in question.prefill if context.shows(rule.when, answers)]
    return [*by_rule, question.semantic] if question.semantic else by_rule
