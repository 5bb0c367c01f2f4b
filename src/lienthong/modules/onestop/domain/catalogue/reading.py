# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Our reading of one published procedure: the parts that matter here, whatever form it came in."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from lienthong.modules.onestop.domain.catalogue.limits import CODE_PATTERN, NAME_LENGTH
from lienthong.modules.onestop.domain.catalogue.refusals import Unreadable

CHANNELS = ("online", "desk", "post")
UNITS = ("working_day", "day", "hour", "month", "same_day", "other")


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A time limit as published: ``amount`` is empty where only words are given."""

    key: str
    amount: str
    unit: str
    channels: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class FeeRule:
    """A fee as published, in whole đồng; None where the amount is not stated."""

    key: str
    name: str
    amount: int | None
    channels: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the dossier and its counts."""

    name: str
    originals: int = 0
    copies: int = 0
    required: str = "always"


@dataclass(frozen=True, slots=True)
class Reading:
    """What we understood. ``warnings`` are codes of what a person should look at."""

    code: str
    name: str
    field_name: str = ""
    levels: tuple[str, ...] = ()
    agency: str = ""
    applicants: tuple[str, ...] = ()
    decision: str = ""
    address: str = ""
    online: str = "counter"
    times: tuple[TimeRule, ...] = ()
    fees: tuple[FeeRule, ...] = ()
    papers: tuple[Paper, ...] = ()
    results: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    conditions: str = ""
    steps: str = ""
    warnings: tuple[str, ...] = field(default=())

    def data(self) -> dict[str, Any]:
        """The reading as JSON data, in one normal form of letters."""
        plain: dict[str, Any] = json.loads(canonical(asdict(self)))
        return plain


@dataclass(frozen=True, slots=True)
class Found:
    """One record of a file: as it came, its hash, and our reading or why there is none."""

    place: str
    code: str
    raw: str
    digest: str
    reading: Mapping[str, Any] | None = None
    problem: str = ""
    detail: str = ""


def check_identity(code: str, name: str) -> None:
    """A procedure needs a code and a name that can be kept. Raises ``Unreadable``."""
    if not code:
        raise Unreadable("no_code")
    if not re.fullmatch(CODE_PATTERN, code):
        raise Unreadable("bad_code", code[:80])
    if not name:
        raise Unreadable("no_name", code)
    if len(name) > NAME_LENGTH:
        raise Unreadable("name_too_long", code)


def canonical(value: Any) -> str:
    """One text for equal data: sorted keys, no spaces, letters in one normal form."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def digest_of(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_bytes(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def storable(text: str) -> bool:
    """Whether the database can hold the text or JSON: no NUL, no half of a letter."""
    if "\x00" in text or "\\u0000" in text:
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def merged_times(rows: Iterable[tuple[str, str, str, str]]) -> tuple[TimeRule, ...]:
    """Rows ``(channel, amount, unit, text)`` with equal amounts become one rule."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for channel, amount, unit, text in rows:
        groups.setdefault((amount, unit), []).append((channel, text))
    return tuple(
        TimeRule(f"t{number}", amount, unit, _channels(rows), _first_text(rows))
        for number, ((amount, unit), rows) in enumerate(groups.items(), start=1)
    )


def merged_fees(rows: Iterable[tuple[str, str, int | None, str]]) -> tuple[FeeRule, ...]:
    """Rows ``(channel, name, amount, text)`` with equal names and amounts become one rule."""
    groups: dict[tuple[str, int | None], list[tuple[str, str]]] = {}
    for channel, name, amount, text in rows:
        groups.setdefault((name, amount), []).append((channel, text))
    return tuple(
        FeeRule(f"f{number}", name, amount, _channels(rows), _first_text(rows))
        for number, ((name, amount), rows) in enumerate(groups.items(), start=1)
    )


def _channels(rows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    named = {channel for channel, _text in rows}
    return CHANNELS if "all" in named else tuple(one for one in CHANNELS if one in named)


def _first_text(rows: Iterable[tuple[str, str]]) -> str:
    return next((text for _channel, text in rows if text), "")


def text_in(record: Mapping[str, Any], key: str) -> str:
    """A text of a record without the blanks around it; empty without one. Raises ``Unreadable``."""
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable("wrong_type", key)
    return value.strip()
