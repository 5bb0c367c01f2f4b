# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What people confirmed, put in the place of what the source said."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lienthong.modules.onestop.domain.catalogue.packages import further_pages


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The value a person typed for one rule; no amount where the instrument fixes none."""

    amount: int | None
    unit: str
    legal_basis: str


By = Mapping[tuple[str, str], Confirmed]
"""By kind (``time``, ``fee``) and key of the rule."""


def confirmed_reading(reading: Mapping[str, Any], confirmed: By) -> dict[str, Any]:
    """The reading with the confirmed values and their basis in place."""
    made = copy.deepcopy(dict(reading))
    for rule in made["times"]:
        value = confirmed[("time", rule["key"])]
        rule["amount"] = "" if value.amount is None else str(value.amount)
        rule |= {"unit": value.unit, "legal_basis": value.legal_basis}
    for rule in made["fees"]:
        value = confirmed[("fee", rule["key"])]
        rule |= {"amount": value.amount, "legal_basis": value.legal_basis}
    return made


def confirmed_definition(definition: Mapping[str, Any], confirmed: By) -> dict[str, Any]:
    """A packaged definition with the confirmed limits and amounts, no longer to be confirmed."""
    made = copy.deepcopy(dict(definition))
    entry = made["procedure"]
    time = entry["time"]
    limits = [(time["limit"], time)]
    limits += [(one["limit"], one) for one in entry["variants"] if one.get("limit")]
    _put_times(limits, confirmed)
    _put_fees(entry["fees"], confirmed)
    return made


def _put_times(limits: list[tuple[dict[str, Any], dict[str, Any]]], confirmed: By) -> None:
    keys: dict[tuple[str, str], str] = {}
    for limit, owner in limits:
        same = (str(limit["amount"]), limit["unit"])
        value = confirmed[("time", keys.setdefault(same, f"t{len(keys) + 1}"))]
        owner["to_be_confirmed"] = False
        owner["legal_basis"] = [value.legal_basis]
        if value.amount is not None and (str(value.amount), value.unit) != same:
            limit |= {"amount": value.amount, "unit": value.unit}


def _put_fees(items: list[dict[str, Any]], confirmed: By) -> None:
    keys: dict[tuple[str, int | None], str] = {}

    def value_of(name: str, amount: int | None) -> Confirmed:
        return confirmed[("fee", keys.setdefault((name, amount), f"f{len(keys) + 1}"))]

    for item in items:
        for rule in item["rules"]:
            value = value_of(item["name"], rule["amount"])
            rule |= {"legal_basis": [value.legal_basis], "to_be_confirmed": False}
            if value.amount is not None:
                rule["amount"] = value.amount
            if "pages" in rule:
                then = value_of(further_pages(item["name"]), rule["pages"]["then"]).amount
                rule["pages"]["then"] = rule["pages"]["then"] if then is None else then
