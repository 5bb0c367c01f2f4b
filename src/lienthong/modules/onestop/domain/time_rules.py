# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The time rules of a procedure version, read typed: limits, supplements, extensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lienthong.modules.onestop.domain.procedure import LimitSpec, ProcedureSpec


@dataclass(frozen=True, slots=True)
class SupplementSpec:
    """Supplements in processing: effect on the clock, until when to ask, how often, how long.

    ``ask_within`` counts from reception; ``answer_within`` is the citizen's time and
    ``remind_before`` how long before its end a reminder goes out. None: the version sets no limit.
    """

    effect: str
    ask_within: LimitSpec | None
    max_requests: int
    answer_within: LimitSpec | None
    remind_before: LimitSpec | None
    legal_basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExtensionSpec:
    """Extensions with an apology: how many, and how long before the due day at the latest."""

    max_count: int
    before: LimitSpec
    legal_basis: tuple[str, ...]


def supplement_rule(spec: ProcedureSpec) -> SupplementSpec:
    """The block ``time.supplement`` of a version."""
    entry = spec.data["time"]["supplement"]
    rule, answer = entry["in_process"], entry.get("answer_within") or {}
    return SupplementSpec(
        effect=str(rule["effect"]),
        ask_within=_limit(rule.get("ask_within")),
        max_requests=int(entry["max_requests"]),
        answer_within=_limit(answer),
        remind_before=_limit(answer.get("remind_before")),
        legal_basis=tuple(rule["legal_basis"]),
    )


def extension_rule(spec: ProcedureSpec) -> ExtensionSpec | None:
    """The block ``time.extension`` of a version; None when it knows no extension."""
    entry = spec.data["time"].get("extension")
    if not entry:
        return None
    before = LimitSpec(int(entry["before"]["amount"]), str(entry["before"]["unit"]))
    return ExtensionSpec(int(entry["max_count"]), before, tuple(entry["legal_basis"]))


def _limit(entry: Mapping[str, Any] | None) -> LimitSpec | None:
    return LimitSpec(int(entry["amount"]), str(entry["unit"])) if entry else None
