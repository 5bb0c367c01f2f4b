# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A passkey in software: answers what a browser would, at an address of choice."""

from __future__ import annotations

import json
import secrets
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
)

ORIGIN, DOMAIN = "http://localhost:8000", "localhost"
FLAG = AuthenticatorData.FLAG
COSE: Any = ES256


class SoftKey:
    """One key pair; ``verified`` says whether a finger or a PIN was given."""

    def __init__(
        self, *, origin: str = ORIGIN, domain: str = DOMAIN, verified: bool = True
    ) -> None:
        self.origin, self.domain, self.verified = origin, domain, verified
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.user = b""

    def make(self, asked: dict[str, Any]) -> str:
        """The answer to the question of adding a passkey."""
        options = asked["publicKey"]
        self.user = websafe_decode(options["user"]["id"])
        public = COSE.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(Aaguid(b"\0" * 16), self.id, public)
        made = AttestationObject.create("none", self._data(FLAG.AT, data), {})
        return self._answer("webauthn.create", options, attestationObject=bytes(made))

    def show(self, asked: dict[str, Any]) -> str:
        """The answer to the question at sign-in."""
        options = asked["publicKey"]
        data = bytes(self._data(FLAG(0)))
        client = self._client("webauthn.get", options)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            "webauthn.get",
            options,
            authenticatorData=data,
            signature=signature,
            userHandle=self.user,
        )

    def _data(
        self, more: FLAG, credential: AttestedCredentialData | None = None
    ) -> AuthenticatorData:
        flags = FLAG.UP | more | (FLAG.UV if self.verified else FLAG(0))
        home = sha256(self.domain.encode()).digest()
        made: AuthenticatorData = AuthenticatorData.create(
            home, flags, 0, bytes(credential) if credential else b""
        )
        return made

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, kind: str, options: dict[str, Any], **parts: bytes) -> str:
        parts["clientDataJSON"] = self._client(kind, options)
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": {name: websafe_encode(part) for name, part in parts.items()},
            }
        )
