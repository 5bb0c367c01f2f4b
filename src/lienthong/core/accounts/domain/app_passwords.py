# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Passwords for programs: made by us, long enough that nobody guesses, easy to copy."""

from __future__ import annotations

import re
import secrets

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters that look like others."""
GROUPS, LENGTH = 5, 5
_TYPED = re.compile(r"[a-z0-9]+")


def new_app_password() -> str:
    """Twenty-five letters in groups: 124 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def as_stored(typed: str) -> str:
    """The letters alone, however somebody typed them; empty for what cannot be one."""
    letters = typed.replace("-", "").replace(" ", "").lower()
    fits = len(letters) == GROUPS * LENGTH and _TYPED.fullmatch(letters)
    return letters if fits else ""
