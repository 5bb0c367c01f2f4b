# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A procedure in the making tried with answers: which case, papers, money, time, which unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lienthong.core.forms.api import design_of, holds
from lienthong.core.units.api import name_of
from lienthong.kernel.designs import Content
from lienthong.kernel.errors import OutOfScope
from lienthong.modules.onestop.domain.procedure import ComponentSpec, FeeLine, ProcedureSpec
from lienthong.modules.onestop.queries.places import competent_agency


@dataclass(frozen=True, slots=True)
class TriedPaper:
    """A paper that these answers ask for; ``is_replaced``: data that the state holds serves."""

    component: ComponentSpec
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class TriedChannel:
    """One way of filing: its papers and what is due."""

    channel: str
    papers: tuple[TriedPaper, ...]
    fees: tuple[FeeLine, ...]

    @property
    def total(self) -> int:
        """All that is due, in đồng."""
        return sum(line.amount for line in self.fees)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a dossier with these answers would be."""

    variant: str
    limit: tuple[str, str]
    unit: str
    about: str
    channels: tuple[TriedChannel, ...]


def trial_answers(form: str) -> dict[str, Any]:
    """The answers that somebody typed into the preview of a form; none before."""
    try:
        design = design_of(form)
    except OutOfScope:
        return {}
    return dict(design.trial.get("answers") or {}) if design else {}


def tried(content: Content, answers: Mapping[str, Any], *, on: date) -> Tried:
    """The procedure as these answers make it; its definition has no faults."""
    spec = ProcedureSpec(content)

    def decide(condition: Any) -> bool:
        return holds(condition, answers, on)

    key = spec.variant(decide)
    titles = {entry["key"]: str(entry.get("title") or "") for entry in content["variants"]}
    limit = spec.limit_for(key)
    return Tried(
        variant=titles.get(key, ""),
        limit=(str(limit.amount), limit.unit),
        unit=_unit(spec, answers, on),
        about=spec.people.about(answers),
        channels=tuple(
            TriedChannel(
                channel,
                tuple(
                    TriedPaper(component, component.replaced(decide))
                    for component in spec.asked_components(decide, channel)
                ),
                spec.fees(decide, channel=channel, on=on, answers=answers),
            )
            for channel in content["channels"]
        ),
    )


def _unit(spec: ProcedureSpec, answers: Mapping[str, Any], on: date) -> str:
    """The unit that would decide; empty while the answers name no place, or nobody is there."""
    question, _point, part = spec.division_field.partition(".")
    answer = answers.get(question)
    code = answer.get(part) if isinstance(answer, Mapping) else answer
    try:
        return name_of(competent_agency(spec.matter, str(code or "")), on=on)
    except LookupError:
        return ""
