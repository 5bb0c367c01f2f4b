# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Verification codes: what a reader types to see whether a paper is genuine."""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
LENGTH = 16
GROUP = 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """Return a random code of 80 bits, without separators, as it is stored."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """Return the code as it is printed: ``7K3M-9QXA-2FHT-01BC``."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalised(text: str) -> str | None:
    """Return the stored form of what a person typed, or None when it cannot be a code.

    Case, blanks and hyphens do not matter; O is read as 0, I and L as 1.
    """
    bare = "".join(text.split()).replace("-", "").upper().translate(_READ_AS)
    if len(bare) != LENGTH or any(letter not in ALPHABET for letter in bare):
        return None
    return bare


def content_digest(template_version_id: int, content: Mapping[str, Any]) -> str:
    """SHA-256 of what is drawn, in hexadecimal: the version of the template and the content."""
    text = json.dumps([template_version_id, content], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
