# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What somebody declares about a child or about a mandate, checked.

Legal basis: 91/2015/QH13, Điều 20, 136, 137, 138 and 140.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

PERSONAL_ID = re.compile(r"[0-9]{12}")
TAX_CODE = re.compile(r"[0-9]{10}(-?[0-9]{3})?")
LONGEST_NAME, LONGEST_ORGANISATION, LONGEST_NUMBER, MOST_SCOPE = 120, 200, 80, 50
_MARKUP = re.compile(r"[<>{}\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class ActingRules:
    """Figures in force: years."""

    adult_age: int
    open_ended_years: int


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """A child as a parent declares it."""

    full_name: str
    date_of_birth: date | None
    gender: str = ""
    personal_id: str = ""


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """A mandate as the representative declares it; ``valid_to`` is the last day."""

    basis: str
    principal_name: str
    valid_from: date | None
    valid_to: date | None = None
    principal_kind: str = "person"
    personal_id: str = ""
    tax_code: str = ""
    date_of_birth: date | None = None
    gender: str = ""
    number: str = ""
    scope: tuple[str, ...] = ()


def read_rules(value: Mapping[str, Any]) -> ActingRules:
    """The figures from their data."""
    return ActingRules(int(value["adult_age"]), int(value["open_ended_years"]))


def birthday(born: date, years: int) -> date:
    """The day somebody reaches an age; who is born on 29 February has it on the 28th."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return born.replace(year=born.year + years, day=28)


def child_problems(child: ChildFacts, *, today: date, rules: ActingRules) -> dict[str, str]:
    """Field → code of what is wrong with a declared child; empty when nothing is."""
    wrong = {"full_name": name_problem(child.full_name, LONGEST_NAME)}
    wrong["date_of_birth"] = born_problem(child.date_of_birth, today)
    if not wrong["date_of_birth"] and not _is_minor(child.date_of_birth, today, rules):
        wrong["date_of_birth"] = "adult"
    if child.personal_id and not PERSONAL_ID.fullmatch(child.personal_id):
        wrong["personal_id"] = "personal_id"
    return {name: code for name, code in wrong.items() if code}


def mandate_problems(
    mandate: MandateFacts, *, own_number: str, today: date, rules: ActingRules
) -> dict[str, str]:
    """Field → code of what is wrong with a declared mandate; empty when nothing is."""
    longest = LONGEST_ORGANISATION if mandate.principal_kind == "organisation" else LONGEST_NAME
    wrong = {"principal_name": name_problem(mandate.principal_name, longest)}
    wrong |= _number_problems(mandate, own_number) | _day_problems(mandate, today)
    if mandate.basis == "parent" and mandate.principal_kind == "person":
        wrong["date_of_birth"] = born_problem(mandate.date_of_birth, today) or (
            "" if _is_minor(mandate.date_of_birth, today, rules) else "adult"
        )
    if len(mandate.number) > LONGEST_NUMBER or _MARKUP.search(mandate.number):
        wrong["number"] = "number"
    if len(mandate.scope) > MOST_SCOPE:
        wrong["scope"] = "scope"
    return {name: code for name, code in wrong.items() if code}


def settled(mandate: MandateFacts, rules: ActingRules) -> MandateFacts:
    """The mandate with the end that the law gives it when its paper names none.

    A parent's ends the day before the child is of age; an authorisation after a year.
    """
    start = mandate.valid_from
    if mandate.basis == "parent" and mandate.date_of_birth is not None:
        last = birthday(mandate.date_of_birth, rules.adult_age).toordinal() - 1
        return replace(mandate, valid_to=date.fromordinal(last))
    if mandate.basis == "authorisation" and mandate.valid_to is None and start is not None:
        last = birthday(start, rules.open_ended_years).toordinal() - 1
        return replace(mandate, valid_to=date.fromordinal(last))
    return mandate


def name_problem(name: str, longest: int) -> str:
    """Why a name cannot be kept: code, empty when it can."""
    if not name.strip():
        return "missing"
    return "name" if len(name) > longest or _MARKUP.search(name) else ""


def born_problem(born: date | None, today: date) -> str:
    """Why a date of birth cannot be right."""
    if born is None:
        return "date"
    return "future" if born > today else ""


def _is_minor(born: date | None, today: date, rules: ActingRules) -> bool:
    return born is not None and today < birthday(born, rules.adult_age)


def _number_problems(mandate: MandateFacts, own_number: str) -> dict[str, str]:
    organisation = mandate.principal_kind == "organisation"
    if organisation != (mandate.basis == "legal_rep") and mandate.basis != "authorisation":
        return {"basis": "basis_kind"}
    if organisation:
        return {} if TAX_CODE.fullmatch(mandate.tax_code) else {"tax_code": "tax_code"}
    if mandate.basis == "parent" and not mandate.personal_id:
        return {}
    if not PERSONAL_ID.fullmatch(mandate.personal_id):
        return {"personal_id": "personal_id"}
    return {"personal_id": "oneself"} if mandate.personal_id == own_number else {}


def _day_problems(mandate: MandateFacts, today: date) -> dict[str, str]:
    start, end = mandate.valid_from, mandate.valid_to
    if start is None:
        return {"valid_from": "date"}
    if start > today:
        return {"valid_from": "not_yet"}
    if end is not None and end < start:
        return {"valid_to": "before_start"}
    return {"valid_to": "expired"} if end is not None and end < today else {}
