# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A key on a token or in a hardware security module, through PKCS#11.

Source: PKCS #11 2.40 (OASIS). The key never leaves the device; its certificate and chain are read
from it, found by the label that the administrator gave them.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from lienthong.core.documents.domain.signatures import SigningError

_TURN = threading.RLock()
"""A process is one user of its driver: it is started once and logged in once at a time."""
DIGESTS = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}


@dataclass(frozen=True)
class TokenKey:
    """A key by its label on a token by its label; ``module`` is the path of the driver."""

    module: str
    token: str
    label: str
    pin: str
    certificates: tuple[bytes, ...]

    @classmethod
    def find(cls, module: str, token: str, label: str, pin: str) -> TokenKey:
        """Return the key with its certificates; raise ``SigningError`` when it is not there."""
        with _session(module, token, pin) as session:
            found = _certificates(session)
        own = [der for name, der in found if name == label]
        if not own:
            raise SigningError(f"token {token}: no certificate {label}")
        return cls(module, token, label, pin, _chain(own[0], [der for _name, der in found]))

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""
        return self.certificates[0]

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The certificates above the signer that the token holds, DER."""
        return self.certificates[1:]

    def sign_raw(self, data: bytes, digest: str) -> bytes:
        """Return the signature over ``data``; raise ``SigningError`` when the token refuses."""
        from pkcs11 import Mechanism, ObjectClass  # only when a token signs
        from pkcs11.exceptions import PKCS11Error

        if digest not in DIGESTS:
            raise SigningError(f"digest {digest}")
        with _session(self.module, self.token, self.pin) as session:
            try:
                key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=self.label)
                if _is_rsa(self.certificate):
                    mechanism = Mechanism[f"{digest.upper()}_RSA_PKCS"]
                    return bytes(key.sign(data, mechanism=mechanism))
                value = DIGESTS[digest](data).digest()
                return _as_der(bytes(key.sign(value, mechanism=Mechanism.ECDSA)))
            except PKCS11Error as error:
                raise SigningError(f"token {self.token}: {_said(error)}") from error


@contextmanager
def _session(module: str, token: str, pin: str) -> Iterator[Any]:
    """The token, opened for one thread at a time; the others wait."""
    from pkcs11.exceptions import PKCS11Error  # only when a token signs

    with _TURN:
        try:
            session = _token(module, token).open(user_pin=pin)
        except (PKCS11Error, OSError, RuntimeError) as error:
            raise SigningError(f"token {token}: {_said(error)}") from error
        try:
            yield session
        finally:
            session.close()


def _token(module: str, label: str) -> Any:
    """The token by its label; one that was put in after the driver's start is looked for anew."""
    from pkcs11.exceptions import NoSuchToken  # only when a token signs

    driver = _driver(module)
    try:
        return driver.get_token(token_label=label)
    except NoSuchToken:
        driver.reinitialize()
        return driver.get_token(token_label=label)


@cache
def _driver(module: str) -> Any:
    """The driver, started once in a process: it may not be started twice."""
    from pkcs11 import lib  # only when a token signs

    return lib(module)


def _certificates(session: Any) -> list[tuple[str, bytes]]:
    from pkcs11 import Attribute, ObjectClass  # only when a token signs

    found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    return [(one[Attribute.LABEL], bytes(one[Attribute.VALUE])) for one in found]


def _chain(own: bytes, known: list[bytes]) -> tuple[bytes, ...]:
    """Return a certificate with those above it, as far as they are known."""
    by_subject = {x509.load_der_x509_certificate(der).subject: der for der in known}
    chain = [own]
    while True:
        issuer = by_subject.get(x509.load_der_x509_certificate(chain[-1]).issuer)
        if issuer is None or issuer in chain:
            return tuple(chain)
        chain.append(issuer)


def _is_rsa(certificate: bytes) -> bool:
    key = x509.load_der_x509_certificate(certificate).public_key()
    return isinstance(key, rsa.RSAPublicKey)


def _as_der(raw: bytes) -> bytes:
    """Return an ECDSA signature as X.509 writes it; tokens answer the two numbers bare."""
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    half = len(raw) // 2
    return encode_dss_signature(
        int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")
    )


def _said(error: BaseException) -> str:
    return str(error) or type(error).__name__
