# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The QR code of the citizen identity card, as a scanner types it.

Legal basis: 26/2023/QH15, Điều 18 (what the card shows; the layout of the code to be confirmed).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_FEWEST_PARTS = 6
_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9]")
_PERSONAL_ID = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_LEGACY_ID = re.compile(r"[0-9]{9}")
_DAY = re.compile(r"(\d{2})[/.-]?(\d{2})[/.-]?(\d{4})")
_GENDERS = {"nam": "male", "nu": "female", "nữ": "female"}
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """What the code of a card says; empty text and None where it says nothing readable."""

    personal_id: str
    full_name: str
    legacy_id: str = ""
    date_of_birth: date | None = None
    gender: str = ""
    residence: str = ""
    issued_on: date | None = None


def read_card(text: str) -> IdentityCard | None:
    """Read ``number|old number|name|ddmmyyyy|sex|address|ddmmyyyy``; None for anything else.

    Control characters, marks of the scanner and further fields are passed over; number and name
    must be readable.
    """
    parts = [_clean(part) for part in text[:_LONGEST].split("|")]
    if len(parts) < _FEWEST_PARTS:
        return None
    number = _PERSONAL_ID.search(_SYMBOLOGY.sub("", parts[0]))
    if number is None or not parts[2] or any(letter.isdigit() for letter in parts[2]):
        return None
    legacy = _LEGACY_ID.fullmatch(parts[1])
    return IdentityCard(
        personal_id=number[0],
        full_name=parts[2][:120],
        legacy_id=legacy[0] if legacy else "",
        date_of_birth=_day(parts[3]),
        gender=_GENDERS.get(parts[4].lower(), ""),
        residence=parts[5][:300],
        issued_on=_day(parts[6]) if len(parts) > _FEWEST_PARTS else None,
    )


def person_of(card: IdentityCard) -> dict[str, str]:
    """What the card says as the desk types it, days as ``dd/mm/yyyy``."""
    born = card.date_of_birth
    return {
        "full_name": card.full_name,
        "personal_id": card.personal_id,
        "legacy_id": card.legacy_id,
        "gender": card.gender,
        "residence": card.residence,
        "date_of_birth": f"{born:%d/%m}/{born.year:04d}" if born else "",
    }


def write_card(card: IdentityCard) -> str:
    """The text of a card's code, as :func:`read_card` reads it (for tests and the demo)."""
    gender = {"male": "Nam", "female": "Nữ"}.get(card.gender, "")
    days = [f"{day:%d%m}{day.year:04d}" if day else "" for day in _days(card)]
    parts = [card.personal_id, card.legacy_id, card.full_name, days[0], gender, card.residence]
    return "|".join([*parts, days[1]])


def _days(card: IdentityCard) -> tuple[date | None, date | None]:
    return card.date_of_birth, card.issued_on


def _clean(part: str) -> str:
    kept = "".join(
        letter if unicodedata.category(letter)[0] != "C" else " "
        for letter in unicodedata.normalize("NFC", part)
    )
    return " ".join(kept.split())


def _day(part: str) -> date | None:
    found = _DAY.fullmatch(part)
    if found is None or not part.isascii():
        return None
    day, month, year = (int(text) for text in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
