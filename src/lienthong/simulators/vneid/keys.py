# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The provider's signing key, kept in the data folder so that a restart keeps tokens valid."""

import base64
import hashlib
import os
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

KEY_BITS = 2048


def _base64url(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _write_private(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    temporary.replace(path)


def _load_or_make(path: Path) -> rsa.RSAPrivateKey:
    if path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(key, rsa.RSAPrivateKey):
            return key
    made = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write_private(path, pem)
    return made


class SigningKey:
    """An RS256 key with its public half as a JSON Web Key."""

    def __init__(self, path: Path) -> None:
        self._key = _load_or_make(path)
        numbers = self._key.public_key().public_numbers()
        self._modulus, self._exponent = _base64url(numbers.n), _base64url(numbers.e)
        self.kid = hashlib.sha256(self._modulus.encode()).hexdigest()[:16]

    def jwk(self) -> dict[str, str]:
        """The public key as published."""
        return {
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": self.kid,
            "n": self._modulus,
            "e": self._exponent,
        }

    def sign(self, claims: dict[str, Any]) -> str:
        """A signed JSON Web Token."""
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self.kid})
