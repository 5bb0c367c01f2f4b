# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The bounded folder in which uploads wait until web takes them over or they grow old."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lienthong.conf.edge.faults import FULL, TOO_MANY, UploadRefusedError

LONGEST_STAY = 4 * 3600  # seconds; receipts are valid for two hours
MOST_BYTES = 4 * 1024**3
MOST_FILES_A_PERMIT = 8
UNFINISHED = ".part"


@dataclass(frozen=True)
class Quarantine:
    """The folder and its bounds."""

    folder: Path
    most_bytes: int = MOST_BYTES

    def open(self, permit_id: str) -> Incoming:
        """Room for one more file.

        Raises UploadRefusedError when the permit has used its share or the folder is full.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        prefix = hashlib.sha256(permit_id.encode()).hexdigest()[:24]
        used = 0
        same_permit = 0
        with os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    used += entry.stat().st_size
                    same_permit += entry.name.startswith(prefix)
        if same_permit >= MOST_FILES_A_PERMIT:
            raise UploadRefusedError(TOO_MANY)
        if used >= self.most_bytes:
            raise UploadRefusedError(FULL)
        return Incoming(self.folder, f"{prefix}-{secrets.token_hex(12)}")

    def forget_old(self, *, now: float | None = None) -> int:
        """Delete what nobody took over in time; answers how many files."""
        if not self.folder.exists():
            return 0
        oldest = (time.time() if now is None else now) - LONGEST_STAY
        gone = 0
        for file in self.folder.iterdir():
            with suppress(FileNotFoundError):
                if file.stat().st_mtime < oldest:
                    file.unlink()
                    gone += 1
        return gone


class Incoming:
    """One file being received: written under a provisional name, hashed on the way."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.size = 0
        self._hash = hashlib.sha256()
        self._path = folder / f"{name}{UNFINISHED}"
        self._file = self._path.open("xb")

    def write(self, data: bytes) -> None:
        """Append to the file."""
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def finish(self) -> str:
        """Make the file durable under its final name; answers its SHA-256 in hexadecimal."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._path.rename(self.folder / self.name)
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return self._hash.hexdigest()

    def drop(self) -> None:
        """Forget an unfinished file; does nothing to a finished one.

        On a full disk even closing fails, as it writes what is left: the file goes all the same.
        """
        with suppress(OSError):
            self._file.close()
        self._path.unlink(missing_ok=True)
