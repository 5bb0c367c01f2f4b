# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hashes of records and the Merkle root over them.

Source: RFC 9162 §2.1 (domain-separated leaves and nodes); SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

EMPTY = hashlib.sha256(b"").digest()
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(values: Mapping[str, Any]) -> str:
    """The content of a record as the one text that stands for it."""
    return _CANONICAL.encode(values)


def text_hash(text: str) -> bytes:
    """SHA-256 of that text."""
    return encoded_hash(text.encode())


def encoded_hash(text: bytes) -> bytes:
    """SHA-256 of that text, in UTF-8 already."""
    return hashlib.sha256(text).digest()


def leaf(generation: int, xid: int, record_id: int, content: bytes) -> bytes:
    """The leaf of a record: its place in the order and its content."""
    return hashlib.sha256(b"\x00%d:%d:%d:%b" % (generation, xid, record_id, content)).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle root; an odd node goes up unchanged."""
    level = list(leaves)
    if not level:
        return EMPTY
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        paired = [hashlib.sha256(b"\x01%b%b" % pair).digest() for pair in pairs]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def seal_hash(
    previous: bytes, span: tuple[int, int, int, int, int], count: int, merkle_root: bytes
) -> bytes:
    """What the next seal carries as ``previous``: span is generation, from and to (xid, id)."""
    text = ":".join(str(part) for part in (*span, count)).encode()
    return hashlib.sha256(b"\x02" + previous + text + merkle_root).digest()
