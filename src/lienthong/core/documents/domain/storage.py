# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The file store port: bytes under their own hash, kept before any row speaks of them."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol


class MissingBytesError(Exception):
    """The store has nothing under the key, or other bytes than the key says."""


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


def key_of(digest: str, space: str) -> str:
    """Return the key of bytes with a SHA-256 in a space: the digest itself in the common one."""
    if not space:
        return digest
    return hashlib.sha256(f"{space}:{digest}".encode()).hexdigest()
