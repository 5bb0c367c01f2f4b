# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Authorization requests, codes, tokens and sign-in sessions, all in memory and all short-lived."""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

REQUEST_LIFETIME = 600.0
CODE_LIFETIME = 60.0
TOKEN_LIFETIME = 600.0
SESSION_LIFETIME = 1800.0


@dataclass(frozen=True)
class AuthorizationRequest:
    """What a relying party asked for, already checked."""

    client_id: str
    redirect_uri: str
    scope: str
    state: str
    nonce: str
    code_challenge: str


@dataclass(frozen=True)
class Grant:
    """A citizen's consent to a request."""

    request: AuthorizationRequest
    personal_id: str
    signed_in_at: int


T = TypeVar("T")


@dataclass
class Store(Generic[T]):
    """Values under unguessable names, each for a limited number of seconds."""

    lifetime: float
    clock: Callable[[], float] = time.monotonic
    _items: dict[str, tuple[float, T]] = field(default_factory=dict)

    def add(self, value: T) -> str:
        """Keep a value and return its name."""
        now = self.clock()
        self._items = {k: v for k, v in self._items.items() if v[0] > now}
        name = secrets.token_urlsafe(32)
        self._items[name] = (now + self.lifetime, value)
        return name

    def get(self, name: str) -> T | None:
        """The value, or None when unknown or expired."""
        expires, value = self._items.get(name, (0.0, None))
        return value if expires > self.clock() else None

    def take(self, name: str) -> T | None:
        """The value, once."""
        value = self.get(name)
        self._items.pop(name, None)
        return value

    def drop(self, name: str) -> None:
        """Forget the value."""
        self._items.pop(name, None)


@dataclass
class Grants:
    """Everything the provider remembers between two requests."""

    requests: Store[AuthorizationRequest] = field(default_factory=lambda: Store(REQUEST_LIFETIME))
    codes: Store[Grant] = field(default_factory=lambda: Store(CODE_LIFETIME))
    tokens: Store[Grant] = field(default_factory=lambda: Store(TOKEN_LIFETIME))
    sessions: Store[tuple[str, int]] = field(default_factory=lambda: Store(SESSION_LIFETIME))
    token_of_code: dict[str, str] = field(default_factory=dict)

    def redeem(self, code: str) -> Grant | None:
        """Take a code once; a second use also withdraws the token that the first use gave."""
        grant = self.codes.take(code)
        if grant is None and code in self.token_of_code:
            self.tokens.drop(self.token_of_code.pop(code))
        return grant

    def give_token(self, code: str, grant: Grant) -> str:
        """An access token for a redeemed code."""
        token = self.tokens.add(grant)
        self.token_of_code[code] = token
        return token


def proves_possession(challenge: str, verifier: str) -> bool:
    """Whether the verifier belongs to the S256 challenge (RFC 7636)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    expected = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(expected, challenge)
