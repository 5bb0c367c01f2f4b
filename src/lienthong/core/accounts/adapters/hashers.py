# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hashing of secrets that we made ourselves, long and random: one keyed hash, not a slow one.

A slow hash protects what people choose. Here it would only let anybody make the server work.
"""

from __future__ import annotations

import hmac
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.crypto import salted_hmac


class MadeSecretHasher(BasePasswordHasher):
    """``made_secret$salt$digest``, keyed with the secret of the installation."""

    algorithm = "made_secret"

    def encode(self, password: str, salt: str) -> str:
        """The stored form."""
        digest = salted_hmac(f"accounts.made_secret:{salt}", password, algorithm="sha256")
        return f"{self.algorithm}${salt}${digest.hexdigest()}"

    def verify(self, password: str, encoded: str) -> bool:
        """Whether this is the secret."""
        _algorithm, salt, _digest = encoded.split("$", 2)
        return hmac.compare_digest(encoded, self.encode(password, salt))

    def decode(self, encoded: str) -> dict[str, Any]:
        """The parts of the stored form."""
        algorithm, salt, digest = encoded.split("$", 2)
        return {"algorithm": algorithm, "salt": salt, "hash": digest}

    def safe_summary(self, encoded: str) -> Any:
        """What may be shown of it: nothing but how it was made."""
        return {"algorithm": self.algorithm}

    def must_update(self, encoded: str) -> bool:
        """Never: a new secret is made instead."""
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """There is nothing to even out."""
