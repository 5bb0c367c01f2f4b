# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The objects in a backup folder: written whole or not at all, read only as they were written."""

from __future__ import annotations

import hashlib
import os
import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from lienthong.upkeep.errors import UpkeepError, named
from lienthong.upkeep.sealing import MasterKey, altered

CHUNK = 1 << 20
INCOMING = "incoming"
FULL = "Giải phóng chỗ rồi sao lưu lại; các bản sao lưu trước vẫn dùng được."
_GZIP = 31  # zlib's name for the gzip format with the largest window
_FASTEST = 1


@dataclass(frozen=True)
class Stored:
    """An object: its name, and size in bytes and SHA-256 of what lies on the disk."""

    name: str
    size: int
    sha256: str

    def row(self) -> list[str | int]:
        """As it stands in a record."""
        return [self.name, self.size, self.sha256]


@dataclass(frozen=True)
class Vault:
    """A folder of objects; with a key all of them are sealed. Names are relative paths."""

    root: Path
    key: MasterKey | None = None

    def put(self, name: str, parts: Iterable[bytes], *, packed: bool = False) -> Stored:
        """Write an object, compressed by gzip when ``packed``; it appears only once complete."""
        if packed:
            parts, name = _pack(parts), f"{name}.gz"
        if self.key:
            name = f"{name}.sealed"
            parts = self.key.seal(parts, name)
        with named(self.root, FULL):
            return self._write(name, parts)

    def read(self, stored: Stored) -> Iterator[bytes]:
        """The plain bytes of an object.

        Raises ``UpkeepError`` when it is missing, or, at its end at the latest, when it is not
        what was written.
        """
        parts = self._checked(stored)
        name = stored.name
        if name.endswith(".sealed"):
            parts = self._opened(parts, name)
            name = name.removesuffix(".sealed")
        return _unpack(parts, stored.name) if name.endswith(".gz") else parts

    def text(self, name: str) -> bytes:
        """The plain bytes of a small object whose hash stands in no record."""
        path = self.root / name
        with named(path):
            data = path.read_bytes()
        return b"".join(self.read(Stored(name, len(data), hashlib.sha256(data).hexdigest())))

    def check(self, stored: Stored) -> None:
        """Read an object through without using it. Raises as ``read`` does."""
        for _part in self._checked(stored):
            pass

    def clear_unfinished(self) -> int:
        """Remove what interrupted runs left; answers how many files."""
        left = list((self.root / INCOMING).glob("*"))
        with named(self.root):
            for file in left:
                file.unlink(missing_ok=True)
        return len(left)

    def _opened(self, parts: Iterable[bytes], name: str) -> Iterator[bytes]:
        if self.key is None:
            raise UpkeepError("key_needed", "Bản sao lưu đã mã hóa: thêm --key-file.")
        return self.key.open(parts, name)

    def _write(self, name: str, parts: Iterable[bytes]) -> Stored:
        folder = self.root / INCOMING
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary, digest, size = folder / secrets.token_hex(16), hashlib.sha256(), 0
        try:
            with _private(temporary) as output:
                for part in parts:
                    digest.update(part)
                    size += output.write(part)
                output.flush()
                os.fsync(output.fileno())
            target = self.root / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary.replace(target)
            sync_folder(target.parent)
        finally:
            temporary.unlink(missing_ok=True)
        return Stored(name, size, digest.hexdigest())

    def _checked(self, stored: Stored) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        path = self.root / stored.name
        with (
            named(path, "Bản sao lưu thiếu tệp này; không có gì được khôi phục."),
            path.open("rb") as source,
        ):
            while part := source.read(CHUNK):
                digest.update(part)
                size += len(part)
                yield part
        if (size, digest.hexdigest()) != (stored.size, stored.sha256):
            raise altered(stored.name)


def read_parts(source: IO[bytes]) -> Iterator[bytes]:
    """A stream in parts."""
    while part := source.read(CHUNK):
        yield part


def file_parts(path: Path) -> Iterator[bytes]:
    """A file in parts."""
    with path.open("rb") as source:
        yield from read_parts(source)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _pack(parts: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(_FASTEST, wbits=_GZIP)
    for part in parts:
        if done := packer.compress(part):
            yield done
    yield packer.flush()


def _unpack(parts: Iterable[bytes], name: str) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=_GZIP)
    step: Callable[[bytes], bytes] = unpacker.decompress
    try:
        for part in parts:
            yield step(part)
    except zlib.error as broken:
        raise altered(name) from broken
    if not unpacker.eof:
        raise altered(name)
