# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a sealed record says of one hour of openings, and where the rows differ from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from lienthong.core.audit.domain import merkle

HOUR = 3_600
_DIGITS = 32
"""Hexadecimal digits kept of the SHA-256 over the rows of a reader: 128 bits."""


@dataclass(frozen=True, slots=True)
class ReadsOf:
    """The rows of one reader within an hour: how many, and the beginning of the hash over them."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class HourOfReads:
    """All openings of one hour by the reader's account; ``number`` counts hours since 1970."""

    number: int
    openings: int = 0
    readers: Mapping[int, ReadsOf] = field(default_factory=dict)

    @property
    def begins(self) -> datetime:
        """The first moment of the hour."""
        return datetime.fromtimestamp(self.number * HOUR, UTC)

    @property
    def rows(self) -> int:
        """How many rows the hour has."""
        return sum(reads.rows for reads in self.readers.values())

    def told(self) -> dict[str, Any]:
        """The hour as the changes of a record: column or figure → [before, after]."""
        readers = {str(key): [reads.rows, reads.digest] for key, reads in self.readers.items()}
        return {
            "hour": [None, self.begins.isoformat()],
            "count": [None, self.openings],
            "rows": [None, self.rows],
            "readers": [None, readers],
        }


def hour_told(number: int, changes: Mapping[str, Any]) -> HourOfReads:
    """The hour that a record tells of; one that is no such record is an hour without rows."""
    try:
        readers = changes["readers"][1]
        kept = {
            int(key): ReadsOf(int(rows), str(digest)) for key, (rows, digest) in readers.items()
        }
        return HourOfReads(number, int(changes["count"][1]), kept)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return HourOfReads(number)


def hour_number(moment: datetime) -> int:
    """The hour, since 1970, in which a moment lies."""
    return int(moment.timestamp()) // HOUR


def hours_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[HourOfReads]:
    """Sum up rows in the order of their hour and reader; all columns of a row are hashed."""
    for hour, of_hour in groupby(rows, key=lambda row: row["hour"]):
        openings, readers = 0, {}
        for reader, of_reader in groupby(of_hour, key=lambda row: row["actor_id"]):
            found = list(of_reader)
            openings += sum(row["count"] for row in found)
            readers[reader] = ReadsOf(len(found), _digest(found))
        yield HourOfReads(hour_number(hour), openings, readers)


def differences(sealed: HourOfReads, found: HourOfReads) -> Iterator[tuple[int, str]]:
    """Readers whose rows are not as they were sealed: ``gone``, ``added`` or ``changed``."""
    for reader in sorted({*sealed.readers, *found.readers}):
        was, now = (hour.readers.get(reader, _NONE) for hour in (sealed, found))
        if was != now:
            yield reader, _what(was.rows, now.rows)


def _what(was: int, now: int) -> str:
    if was == now:
        return "changed"
    return "gone" if now < was else "added"


def _digest(rows: Iterable[Mapping[str, Any]]) -> str:
    texts = (merkle.canonical(_told(row)) for row in rows)
    return merkle.text_hash("\n".join(texts)).hex()[:_DIGITS]


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "hour": row["hour"].timestamp()}


_NONE = ReadsOf(0, "")
