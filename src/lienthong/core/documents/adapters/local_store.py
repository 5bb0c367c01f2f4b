# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The file store in a local folder: temporary file, fsync, rename, fsync of the folder."""

import hashlib
import io
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from lienthong.core.documents.domain.storage import Kept, MissingBytesError, Stray, key_of

CHUNK = 1024 * 1024  # bytes
BATCH = 500
INCOMING = "incoming"
HEX = "[0-9a-f]"


@dataclass(frozen=True)
class LocalStore:
    """Files under ``root/ab/cd/<key>``; half-written ones stay in ``root/incoming``."""

    root: Path

    def keep(self, source: Path, *, space: str = "") -> Kept:
        """Copy a file into the store."""
        with source.open("rb") as stream:
            return self._keep(stream, space)

    def keep_bytes(self, data: bytes, *, space: str = "") -> Kept:
        """Put bytes into the store."""
        return self._keep(io.BytesIO(data), space)

    def open(self, key: str) -> BinaryIO:
        """Return a stream of the bytes; raise ``MissingBytesError``."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as error:
            raise MissingBytesError(key) from error

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """Lend the path of the stored file; it must not be written to."""
        path = self._path(key)
        if not path.is_file():
            raise MissingBytesError(key)
        yield path

    def sweep(
        self, referenced: Callable[[Iterable[str]], set[str]], *, older_than: datetime
    ) -> int:
        """Remove old temporary files and bytes no row refers to; return how many."""
        limit, removed = older_than.timestamp(), 0
        old = (path for path in self._everything() if _is_old(path, limit))
        while batch := list(islice(old, BATCH)):
            keys = {path.name: path for path in batch if path.parent.name != INCOMING}
            needless = set(keys) - referenced(keys)
            doomed = [path for path in batch if path.name in needless or path.name not in keys]
            removed += sum(_remove(path, limit) for path in doomed)
        return removed

    def strays(self, referenced: Callable[[Iterable[str]], set[str]]) -> list[Stray]:
        """Return what ``referenced`` does not name, what lies longest first."""
        found, paths = [], self._everything()
        while batch := list(islice(paths, BATCH)):
            keys = [path.name for path in batch if path.parent.name != INCOMING]
            used = referenced(keys)
            found += [one for path in batch if path.name not in used and (one := _stray(path))]
        return sorted(found, key=lambda one: one.since)

    def _everything(self) -> Iterator[Path]:
        """Stored and half-written files; what others keep below the root is not ours."""
        yield from self.root.glob(f"{INCOMING}/*")
        yield from self.root.glob(f"{HEX}{HEX}/{HEX}{HEX}/{HEX * 64}")

    def _keep(self, stream: BinaryIO, space: str) -> Kept:
        temporary = self._temporary()
        try:
            digest, size = _copy(stream, temporary)
            key = key_of(digest, space)
            target = self._path(key)
            made = _folders(target.parent)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        for folder in (target.parent, *made):
            _sync_folder(folder)
        return Kept(key, digest, size)

    def _temporary(self) -> Path:
        folder = self.root / INCOMING
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        return folder / secrets.token_hex(16)

    def _path(self, key: str) -> Path:
        if len(key) != 64 or not all(letter in "0123456789abcdef" for letter in key):
            raise MissingBytesError(key)
        return self.root / key[:2] / key[2:4] / key


def _copy(stream: BinaryIO, target: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    with os.fdopen(descriptor, "wb") as output:
        while part := stream.read(CHUNK):
            digest.update(part)
            size += output.write(part)
        output.flush()
        os.fsync(output.fileno())
    return digest.hexdigest(), size


def _folders(folder: Path) -> list[Path]:
    """Make missing folders; return the parents whose entries changed."""
    changed = []
    for one in (folder.parent, folder):
        if not one.exists():
            one.mkdir(exist_ok=True, mode=0o750)
            changed.append(one.parent)
    return changed


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_old(path: Path, limit: float) -> bool:
    try:
        return path.is_file() and path.stat().st_mtime < limit
    except FileNotFoundError:
        return False


def _stray(path: Path) -> Stray | None:
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    return Stray(path.name, seen.st_size, datetime.fromtimestamp(seen.st_mtime, UTC))


def _remove(path: Path, limit: float) -> bool:
    """Remove the file unless somebody kept the same bytes again meanwhile."""
    if not _is_old(path, limit):
        return False
    path.unlink(missing_ok=True)
    return True
