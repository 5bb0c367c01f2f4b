# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A procedure's definition, read typed from the data of its version.

The data is that of ``reference/procedures``; conditions are evaluated by the caller, who knows the
condition language: every method that needs one takes ``holds(condition) -> bool``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from lienthong.modules.onestop.domain.hand_over import HandOverRule
from lienthong.modules.onestop.domain.page_fees import fee_by_page
from lienthong.modules.onestop.domain.people import PeopleSpec

LARGEST_MB = 20
"""Largest file of a component (MB) where the definition names no other size."""
Holds = Callable[[Any], bool]
NO_VARIANT = ""
"""Before the answers say which variant applies: the limit of the procedure as a whole."""


@dataclass(frozen=True, slots=True)
class ComponentSpec:
    """One component: counts are per set; ``condition`` decides whether it is asked for."""

    key: str
    name: str
    citizen_name: str
    present_only: bool
    required: str
    condition: Any
    decided_by_officer: bool
    originals: int
    copies: int
    electronic_form: bool
    replaced_by_data: Mapping[str, Any] | None
    only_channels: tuple[str, ...]
    note: str
    legal_basis: tuple[str, ...]
    to_be_confirmed: bool
    largest_mb: int = LARGEST_MB

    def is_required(self, holds: Holds) -> bool:
        """Whether it must be given for these answers."""
        if self.required == "always":
            return True
        return self.condition is not None and holds(self.condition)

    def replaced(self, holds: Holds) -> bool:
        """Whether data that the state holds replaces the paper for these answers."""
        if not self.replaced_by_data:
            return False
        condition = self.replaced_by_data.get("when")
        return condition is None or holds(condition)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """What is due by one rule: whole đồng, with its basis."""

    key: str
    rule_key: str
    kind: str
    name: str
    unit_amount: int
    quantity: int
    legal_basis: tuple[str, ...]
    to_be_confirmed: bool

    @property
    def amount(self) -> int:
        """Rate times quantity, in đồng."""
        return self.unit_amount * self.quantity


@dataclass(frozen=True, slots=True)
class LimitSpec:
    """A time limit: amount in a unit of the legal clock, cut-off for same-day limits."""

    amount: int
    unit: str
    cutoff: time | None = None


@dataclass(frozen=True, slots=True)
class ExclusionSpec:
    """Time that does not count: at most ``limit`` each time, ``max_count`` times."""

    key: str
    limit: LimitSpec | None
    max_count: int
    legal_basis: tuple[str, ...]
    practice: bool = False
    """Only a practice of running systems; the legal ground is still to be confirmed."""


@dataclass(frozen=True, slots=True)
class ProcedureSpec:
    """Typed reading of one version's data."""

    data: Mapping[str, Any]

    @property
    def title(self) -> str:
        """Name in plain words."""
        return str(self.data["short_name"])

    @property
    def service_page(self) -> Mapping[str, Any]:
        """Texts of the service page."""
        page: Mapping[str, Any] = self.data["service_page"]
        return page

    @property
    def set_count(self) -> int:
        """How many sets of papers are to be lodged."""
        return int(self.data.get("set_count", 1))

    @property
    def components(self) -> tuple[ComponentSpec, ...]:
        """All components in the order of the publishing decision."""
        return tuple(_component(entry) for entry in self.data["components"])

    def asked_components(self, holds: Holds, channel: str) -> tuple[ComponentSpec, ...]:
        """The components that these answers and this channel ask for, replaced ones included."""
        return tuple(
            component
            for component in self.components
            if (not component.only_channels or channel in component.only_channels)
            and (component.is_required(holds) or component.replaced(holds))
        )

    def largest_mb(self, component_key: str) -> int:
        """Largest file taken for a component, in MB; the usual size for an unknown one."""
        sizes = {component.key: component.largest_mb for component in self.components}
        return sizes.get(component_key, LARGEST_MB)

    def variant(self, holds: Holds) -> str:
        """Key of the first variant whose condition holds, empty when none does."""
        for entry in self.data["variants"]:
            if holds(entry["when"]):
                return str(entry["key"])
        return ""

    def limit_for(self, variant: str) -> LimitSpec:
        """The time limit of a variant: its own, else that of the procedure as a whole."""
        return _limit(self._own(variant, "limit") or self.data["time"]["limit"])

    def time_text(self, variant: str) -> str:
        """The limit of a variant in the words of the publishing decision."""
        return str(self._own(variant, "time_text") or self.data["time"]["text"])

    def _own(self, variant: str, name: str) -> Any:
        entries = [entry for entry in self.data["variants"] if entry["key"] == variant]
        return entries[0].get(name) if entries else None

    @property
    def answer_limit(self) -> LimitSpec:
        """The time in which an online filing is answered (working hours)."""
        return _limit(self.data["time"]["answer"])

    @property
    def supplement_effect(self) -> str:
        """Effect of a supplement in processing on the clock: ``restart`` or ``exclude``."""
        return str(self.data["time"]["supplement"]["in_process"]["effect"])

    def exclusion(self, key: str) -> ExclusionSpec | None:
        """The time that the version takes out of the count for this reason, if it lists any."""
        for entry in self.data["time"]["exclusions"]:
            if entry["key"] == key:
                limit = _limit(entry) if entry.get("amount") else None
                basis, practice = tuple(entry["legal_basis"]), bool(entry.get("practice"))
                return ExclusionSpec(key, limit, entry["max_count"], basis, practice)
        return None

    @property
    def hand_over(self) -> HandOverRule:
        """By when papers pass on: the cut-off, and how long the next morning serves."""
        entry = self.data["time"]["hand_over"]
        minutes = entry.get("next_day", {}).get("amount", 0)
        return HandOverRule(time.fromisoformat(entry["cutoff"]), int(minutes))

    @property
    def time_basis(self) -> tuple[str, ...]:
        """Legal basis of the time limit."""
        return tuple(self.data["time"]["legal_basis"])

    def fees(
        self, holds: Holds, *, channel: str, on: date, answers: Mapping[str, Any]
    ) -> tuple[FeeLine, ...]:
        """What is due: per item the first rule that fits the channel, the day and the answers."""
        lines = (_fee(item, holds, channel, on, answers) for item in self.data["fees"])
        return tuple(line for line in lines if line is not None)

    @property
    def people(self) -> PeopleSpec:
        """Who is who in a dossier, and what it is about."""
        return PeopleSpec(self.data["people"], self.data.get("about") or ())

    @property
    def division_field(self) -> str:
        """The answer that names the competent commune: ``field.part``."""
        return str(self.data["competence"]["division_field"])

    @property
    def matter(self) -> str:
        """The matter for which a competent unit is looked up."""
        return str(self.data["competence"]["matter"])

    @property
    def result(self) -> Mapping[str, Any]:
        """The result: template, fields, number, seal."""
        result: Mapping[str, Any] = self.data["result"]
        return result


def fee_rules(spec: ProcedureSpec, *, on: date) -> list[Mapping[str, Any]]:
    """All rates in force on a day, whoever they are for."""
    rules = (rule for item in spec.data["fees"] for rule in item["rules"])
    return [rule for rule in rules if _holds_on(rule, on)]


def _component(entry: Mapping[str, Any]) -> ComponentSpec:
    return ComponentSpec(
        key=entry["key"],
        name=entry["name"],
        citizen_name=entry.get("citizen_name", entry["name"]),
        present_only=entry["kind"] == "present",
        required=entry["required"],
        condition=entry.get("when"),
        decided_by_officer=entry.get("decided_by") == "officer",
        originals=entry["originals"],
        copies=entry["copies"],
        electronic_form=bool(entry.get("electronic_form")),
        replaced_by_data=entry.get("replaced_by_data"),
        only_channels=tuple(entry.get("only_channels", ())),
        note=entry.get("note", ""),
        legal_basis=tuple(entry["legal_basis"]),
        to_be_confirmed=bool(entry.get("to_be_confirmed")),
        largest_mb=int(entry.get("largest_mb", LARGEST_MB)),
    )


def _limit(entry: Mapping[str, Any]) -> LimitSpec:
    cutoff = entry.get("cutoff")
    return LimitSpec(entry["amount"], entry["unit"], time.fromisoformat(cutoff) if cutoff else None)


def _fee(
    item: Mapping[str, Any], holds: Holds, channel: str, on: date, answers: Mapping[str, Any]
) -> FeeLine | None:
    quantity = int(answers.get(item["quantity_field"]) or 0) if "quantity_field" in item else 1
    for rule in item["rules"]:
        if quantity and _rule_fits(rule, holds, channel, on):
            return FeeLine(
                key=item["key"],
                rule_key=rule["key"],
                kind=item["kind"],
                name=item["name"],
                unit_amount=fee_by_page(rule, answers) if "pages" in rule else rule["amount"],
                quantity=quantity,
                legal_basis=tuple(rule["legal_basis"]),
                to_be_confirmed=bool(rule.get("to_be_confirmed")),
            )
    return None


def _rule_fits(rule: Mapping[str, Any], holds: Holds, channel: str, on: date) -> bool:
    if rule.get("decided_by") == "officer" or channel not in rule["channels"]:
        return False
    return _holds_on(rule, on) and (rule.get("when") is None or holds(rule["when"]))


def _holds_on(rule: Mapping[str, Any], on: date) -> bool:
    since, until = _day(rule["valid_from"]), _day(rule.get("valid_to"))
    return not ((since and on < since) or (until and on >= until))


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
