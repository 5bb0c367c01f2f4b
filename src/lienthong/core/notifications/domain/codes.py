# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Deriving and hashing one-time codes; every key comes from the installation's secret."""

from __future__ import annotations

import hashlib
import hmac
import secrets

DIGITS = 6


def _key(secret: str, purpose: str) -> bytes:
    return hashlib.sha256(f"lienthong.notifications.{purpose}\0{secret}".encode()).digest()


def new_salt() -> str:
    """Random text of 256 bits."""
    return secrets.token_urlsafe(32)


def keyed_hash(secret: str, purpose: str, text: str) -> str:
    """A hash that says nothing without the installation's secret."""
    return hmac.digest(_key(secret, purpose), text.encode(), "sha256").hex()


def code_from(secret: str, salt: str) -> str:
    """The six digits that belong to a salt: the same again when a message is sent once more."""
    drawn = hmac.digest(_key(secret, "code"), salt.encode(), "sha256")
    return f"{int.from_bytes(drawn[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def hash_of_code(secret: str, salt: str, code: str) -> str:
    """What is stored of a code."""
    return keyed_hash(secret, "code.stored", f"{salt}:{code}")


def is_code(stored: str, secret: str, salt: str, typed: str) -> bool:
    """Whether the typed digits are the code; never for a code that was not sent."""
    return bool(stored) and hmac.compare_digest(stored, hash_of_code(secret, salt, typed))
