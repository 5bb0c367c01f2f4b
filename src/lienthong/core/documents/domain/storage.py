# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The file store port: bytes under their own hash, kept before any row speaks of them."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import BinaryIO, Protocol


class MissingBytesError(Exception):
    """The store has nothing under the key, or other bytes than the key says."""


KEEP_UNUSED = timedelta(days=1)
"""So long bytes stay that nothing refers to: an act may still be under way."""
SWEEP_AT = time(2, 40)
"""When unused bytes are removed, every night, local time."""
SWEEP_CRON = f"{SWEEP_AT.minute} {(SWEEP_AT.hour - 7) % 24} * * *"
"""The same for the worker, whose clock is UTC; Viet Nam knows no summer time."""


@dataclass(frozen=True)
class Stray:
    """Bytes in the store that nothing refers to: key, size in bytes, since when they lie there."""

    key: str
    size: int
    since: datetime

    def goes_at(self, zone: tzinfo) -> datetime:
        """The first sweep that will take them, when nothing refers to them until then."""
        old = (self.since + KEEP_UNUSED).astimezone(zone)
        sweep = datetime.combine(old.date(), SWEEP_AT, tzinfo=zone)
        return sweep if sweep >= old else sweep + timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """Bytes that are durably in the store: key, SHA-256 in hexadecimal, size in bytes."""

    key: str
    sha256: str
    size: int


class FileStore(Protocol):
    """Where bytes live: a local folder, later object storage.

    ``keep`` returns only when the bytes survive a power cut. The same bytes of one ``space`` have
    the same key, so repeating it is harmless; nothing is shared between spaces (agencies), so
    nobody learns what another keeps. What no row refers to is swept after a day.
    """

    def keep(self, source: Path, *, space: str = "") -> Kept:
        """Copy a file into the store."""

    def keep_bytes(self, data: bytes, *, space: str = "") -> Kept:
        """Put bytes into the store."""

    def open(self, key: str) -> BinaryIO:
        """Return a stream of the bytes; raise ``MissingBytesError``."""

    def local(self, key: str) -> AbstractContextManager[Path]:
        """Lend a readable path to the bytes, for libraries that need one."""

    def sweep(
        self, referenced: Callable[[Iterable[str]], set[str]], *, older_than: datetime
    ) -> int:
        """Remove what is older and that ``referenced`` does not name; return how many."""

    def strays(self, referenced: Callable[[Iterable[str]], set[str]]) -> list[Stray]:
        """Return what ``referenced`` does not name, what lies longest first."""


def key_of(digest: str, space: str) -> str:
    """Return the key of bytes with a SHA-256 in a space: the digest itself in the common one."""
    if not space:
        return digest
    return hashlib.sha256(f"{space}:{digest}".encode()).hexdigest()
