# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What VNeID says about a citizen, checked and normalised.

Legal basis: 69/2024/NĐ-CP, Điều 7.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lienthong.kernel.text import one_line

_PERSONAL_ID = re.compile(r"\d{12}")
_LEGACY_ID = re.compile(r"\d{9}")
_GENDERS = frozenset({"female", "male"})
LONGEST_NAME, LONGEST_RESIDENCE, LONGEST_PHONE = 120, 300, 20


class InvalidClaimsError(ValueError):
    """The identity provider's answer cannot be used; the argument names the claim."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Facts about a person; empty text and None mean unknown."""

    full_name: str
    personal_id: str = ""
    legacy_id: str = ""
    date_of_birth: date | None = None
    gender: str = ""
    phone: str = ""
    email: str = ""
    residence: str = ""


@dataclass(frozen=True, slots=True)
class CitizenClaims:
    """A citizen as VNeID knows them; ``subject`` is VNeID's stable name for the account."""

    subject: str
    facts: PersonFacts
    identity_level: int
    ethnicity: str = ""
    nationality: str = ""


def read_claims(data: Mapping[str, Any]) -> CitizenClaims:
    """The claims of a userinfo answer. Raises ``InvalidClaimsError``."""
    address = data.get("address")
    gender = _text(data.get("gender"))
    formatted = address.get("formatted") if isinstance(address, Mapping) else ""
    facts = PersonFacts(
        full_name=_required(data, "name", LONGEST_NAME),
        personal_id=_matching(_PERSONAL_ID, data, "personal_id"),
        legacy_id=_matching(_LEGACY_ID, data, "legacy_id") if data.get("legacy_id") else "",
        date_of_birth=_birthdate(data.get("birthdate")),
        gender=gender if gender in _GENDERS else "",
        phone=re.sub(r"[^0-9+]", "", _text(data.get("phone_number")))[:LONGEST_PHONE],
        residence=_text(formatted)[:LONGEST_RESIDENCE],
    )
    return CitizenClaims(
        subject=_required(data, "sub", 191),
        facts=facts,
        identity_level=2 if data.get("identity_level") == 2 else 1,
        ethnicity=_text(data.get("ethnicity")),
        nationality=_text(data.get("nationality")),
    )


def _text(value: object) -> str:
    return one_line(value) if isinstance(value, str) else ""


def _required(data: Mapping[str, Any], claim: str, longest: int) -> str:
    text = _text(data.get(claim))
    if not text or len(text) > longest:
        raise InvalidClaimsError(claim)
    return text


def _matching(pattern: re.Pattern[str], data: Mapping[str, Any], claim: str) -> str:
    text = _text(data.get(claim))
    if not pattern.fullmatch(text) or not text.isascii():
        raise InvalidClaimsError(claim)
    return text


def _birthdate(value: object) -> date | None:
    """The day of birth; a year alone, as old papers have it, is no day."""
    text = _text(value)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as impossible:
        raise InvalidClaimsError("birthdate") from impossible
