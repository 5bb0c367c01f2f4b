# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Encryption of backups: AES-256-GCM in blocks, the key from a key file through scrypt.

A sealed file is MAGIC, 16 random bytes, then blocks of at most BLOCK bytes, each with its own
16-byte tag. Its key is HKDF-SHA256 of the master key and the random bytes; the nonce of a block is
its number (11 bytes) and whether it is the last (1 byte); the name of the object is authenticated
with every block. So bytes changed, blocks swapped, cut off or added, and files exchanged are found.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lienthong.upkeep.errors import UpkeepError, named

MAGIC = b"LTSEAL1\n"
SALT = 16
BLOCK = 1 << 20
TAG = 16
SHORTEST_KEY = 20
_COST = {"n": 1 << 15, "r": 8, "p": 1}
_CHECK = b"lienthong backup check"


@dataclass(frozen=True)
class MasterKey:
    """32 bytes that seal and open everything of one backup folder."""

    secret: bytes

    def seal(self, parts: Iterable[bytes], name: str) -> Iterator[bytes]:
        """The sealed form of a stream."""
        salt = os.urandom(SALT)
        yield MAGIC + salt
        cipher = _Blocks(self.secret, salt, name)
        for block, last in _with_end(_blocks(parts, BLOCK)):
            yield cipher.seal(block, last=last)

    def open(self, parts: Iterable[bytes], name: str) -> Iterator[bytes]:
        """The plain form of a sealed stream. Raises ``UpkeepError`` for anything altered."""
        stream = _Reader(parts)
        head = stream.take(len(MAGIC) + SALT)
        if len(head) < len(MAGIC) + SALT or not head.startswith(MAGIC):
            raise altered(name)
        cipher = _Blocks(self.secret, head[len(MAGIC) :], name)
        for block, last in _with_end(stream.blocks(BLOCK + TAG)):
            yield cipher.open(block, last=last)

    def check(self) -> str:
        """What tells this key from another without giving it away."""
        return hmac.new(self.secret, _CHECK, hashlib.sha256).hexdigest()


class _Blocks:
    """The blocks of one file, in their order."""

    def __init__(self, secret: bytes, salt: bytes, name: str) -> None:
        from cryptography.hazmat.primitives import hashes  # heavy for commands without it
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        derive = HKDF(hashes.SHA256(), length=32, salt=salt, info=b"lienthong backup object")
        self._cipher = AESGCM(derive.derive(secret))
        self._name = name
        self._number = 0

    def seal(self, block: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), block, self._name.encode())

    def open(self, block: bytes, *, last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(self._nonce(last=last), block, self._name.encode())
        except InvalidTag as broken:
            raise altered(self._name) from broken

    def _nonce(self, *, last: bool) -> bytes:
        self._number += 1
        return self._number.to_bytes(11, "big") + bytes([last])


class _Reader:
    """Exact amounts from a stream of parts of any size."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._held = bytearray()

    def take(self, size: int) -> bytes:
        """So many bytes, fewer at the end."""
        while len(self._held) < size:
            part = next(self._parts, None)
            if part is None:
                break
            self._held += part
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def blocks(self, size: int) -> Iterator[bytes]:
        """The rest in blocks of that size, the last one shorter or empty."""
        while True:
            block = self.take(size)
            yield block
            if len(block) < size:
                return


def _blocks(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    return _Reader(parts).blocks(size)


def _with_end(blocks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each block and whether it is the last; an empty one after others is not counted."""
    before: bytes | None = None
    for block in blocks:
        if before is not None:
            if not block:
                break
            yield before, False
        before = block
    if before is not None:
        yield before, True


def altered(name: str) -> UpkeepError:
    """The error of bytes that are not those that were backed up."""
    return UpkeepError(
        "altered",
        f"{name} trong bản sao lưu đã bị sửa, cắt cụt hoặc hỏng. "
        "Không có gì được khôi phục; hãy dùng bản sao lưu khác.",
    )


def read_passphrase(file: Path) -> bytes:
    """The words in a key file, without the line's end. Raises ``UpkeepError``."""
    with named(file, "Kiểm tra --key-file."):
        words = file.read_bytes().strip()
    if len(words) < SHORTEST_KEY:
        raise UpkeepError(
            "weak_key", f"Khóa trong {file} quá ngắn: cần ít nhất {SHORTEST_KEY} ký tự."
        )
    return words


def derive(passphrase: bytes, salt: bytes) -> MasterKey:
    """The master key of a passphrase; costs 32 MiB and about a tenth of a second on purpose."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return MasterKey(Scrypt(salt=salt, length=32, **_COST).derive(passphrase))


def cost() -> dict[str, int]:
    """The parameters of scrypt, as they are written into the backup folder."""
    return dict(_COST)
