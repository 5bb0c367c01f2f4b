# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Remote signing: the key stays at a service, its holder gives leave with a one-time code.

Source: Cloud Signature Consortium API 2.0 (11.1 authentication, 11.4–11.8 credentials, 11.10
signatures/signHash).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from django.utils import timezone

from lienthong.core.documents.domain.signatures import SigningError, SilentAuthorityError
from lienthong.core.integration.api import authorities

if TYPE_CHECKING:
    import httpx

SHA256 = "2.16.840.1.101.3.4.2.1"
RSA_SHA256, ECDSA_SHA256 = "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"
LARGEST_ANSWER = 256 * 1024  # bytes


SPENT = "no_consent: the service refuses the leave"
"""What a signature fails with for which the leave does not hold (any more)."""


class WrongCodeError(SigningError):
    """The holder's one-time code is wrong or has run out."""


class RefusedError(SigningError):
    """The service refuses what it was asked, whoever asks."""


class SpentError(SigningError):
    """The leave does not hold, or not any more."""


WRONG = {"invalid_otp": WrongCodeError, "invalid_request": RefusedError}
"""Errors of the interface by their names. Source: CSC API 2.0, 10.1."""


@dataclass(frozen=True)
class Credential:
    """A key at the service: its certificate and chain (DER), and how many signatures at once."""

    id: str
    certificates: tuple[bytes, ...]
    most: int


@dataclass(frozen=True)
class Leave:
    """Signature activation data: a secret that allows so many signatures until a moment."""

    sad: str
    until: datetime


@dataclass(frozen=True)
class CscService:
    """A signing service; every call waits at most ``timeout`` seconds and is never repeated.

    Whatever is asked raises ``SilentAuthorityError`` when the service gives no answer that can be
    read, or says that it is out of order.
    """

    address: str
    client_id: str
    client_secret: str
    timeout: float = 10.0
    verify: ssl.SSLContext = field(default_factory=authorities)

    def credential_of(self, user: str) -> Credential:
        """Return the first key of a user; raise ``SigningError`` when there is none."""
        token = self._token()
        ids = self._ask(token, "credentials/list", {"userID": user}).get("credentialIDs") or []
        if not ids:
            raise SigningError("remote signing: no key of this user")
        asked = {"credentialID": ids[0], "certificates": "chain"}
        found = self._ask(token, "credentials/info", asked)
        try:
            certificates = tuple(base64.b64decode(one) for one in found["cert"]["certificates"])
            x509.load_der_x509_certificate(certificates[0])
            return Credential(str(ids[0]), certificates, int(found.get("multisign", 1)))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise SigningError("remote signing: certificate unreadable") from error

    def send_code(self, credential: Credential) -> None:
        """Have a one-time code sent to the holder's phone. Raises ``SigningError``."""
        self._ask(self._token(), "credentials/sendOTP", {"credentialID": credential.id})

    def leave_for(self, credential: Credential, count: int, code: str) -> Leave:
        """Return leave for so many signatures; raise ``WrongCodeError`` or ``SigningError``."""
        asked = {"credentialID": credential.id, "numSignatures": count, "OTP": code}
        found = self._ask(self._token(), "credentials/authorize", asked)
        try:
            until = timezone.now() + timedelta(seconds=int(found["expiresIn"]))
            return Leave(str(found["SAD"]), until)
        except (KeyError, TypeError, ValueError) as error:
            raise SigningError("remote signing: no leave in the answer") from error

    def sign_digest(self, credential: Credential, leave: str, digest: bytes) -> bytes:
        """Return the signature over a SHA-256 digest, not yet checked. Raises ``SigningError``.

        What the service refuses of a well-formed question is the leave: ``SpentError``.
        """
        asked = {
            "credentialID": credential.id,
            "SAD": leave,
            "hashes": [base64.b64encode(digest).decode()],
            "hashAlgorithmOID": SHA256,
            "signAlgo": RSA_SHA256 if _is_rsa(credential.certificates[0]) else ECDSA_SHA256,
        }
        try:
            found = self._ask(self._token(), "signatures/signHash", asked)
        except RefusedError as refused:
            raise SpentError(f"{SPENT} ({refused})") from refused
        try:
            (signature,) = found["signatures"]
            return base64.b64decode(signature, validate=True)
        except (KeyError, TypeError, ValueError, binascii.Error) as error:
            raise SigningError("remote signing: no signature in the answer") from error

    def _token(self) -> str:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
        }
        answer = _json(self._post("oauth2/token", data=form))
        return str(answer.get("access_token", ""))

    def _ask(self, token: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        return _json(self._post(path, json=dict(body), headers=headers))

    def _post(self, path: str, **options: Any) -> httpx.Response:
        import httpx  # only processes that speak to others pay for it

        try:
            return httpx.post(
                f"{self.address}/{path}",
                timeout=self.timeout,
                follow_redirects=False,
                verify=self.verify,
                **options,
            )
        except httpx.HTTPError as error:
            said = str(error) or type(error).__name__
            raise SilentAuthorityError(f"remote signing: {said}") from error


@dataclass(frozen=True)
class CscSigner:
    """A key at a service with the leaves that its holder gave, in the order they are tried."""

    service: CscService
    credential: Credential
    leaves: tuple[str, ...]

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""
        return self.credential.certificates[0]

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The certificates above the signer, DER."""
        return self.credential.certificates[1:]

    def sign_raw(self, data: bytes, digest: str) -> bytes:
        """Return the signature over ``data``, checked: a service that repeats itself is caught.

        A leave that is spent is followed by the next; raises ``SpentError`` when all are.
        """
        if digest != "sha256":
            raise SigningError(f"digest {digest}")
        value = hashlib.sha256(data).digest()
        signature = self._signature_over(value)
        _check(self.certificate, signature, value)
        return signature

    def _signature_over(self, digest: bytes) -> bytes:
        spent = SpentError(SPENT)
        for leave in self.leaves:
            try:
                return self.service.sign_digest(self.credential, leave, digest)
            except SpentError as refused:
                spent = refused
        raise spent


def _check(certificate: bytes, signature: bytes, digest: bytes) -> None:
    key = x509.load_der_x509_certificate(certificate).public_key()
    algorithm = utils.Prehashed(hashes.SHA256())
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, digest, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, digest, ec.ECDSA(algorithm))
        else:
            raise SigningError("remote signing: kind of key")
    except (InvalidSignature, UnsupportedAlgorithm) as error:
        raise SigningError("remote signing: the signature is not for this document") from error


def _is_rsa(certificate: bytes) -> bool:
    key = x509.load_der_x509_certificate(certificate).public_key()
    return isinstance(key, rsa.RSAPublicKey)


def _json(reply: httpx.Response) -> dict[str, Any]:
    """What a service says; one that is out of order, or talks nonsense, may be asked again."""
    if reply.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SilentAuthorityError(f"remote signing: {reply.status_code}")
    if len(reply.content) > LARGEST_ANSWER:
        raise SilentAuthorityError("remote signing: answer too large")
    try:
        found = reply.json()
    except ValueError as error:
        raise SilentAuthorityError("remote signing: unreadable answer") from error
    if not isinstance(found, dict):
        raise SilentAuthorityError("remote signing: unreadable answer")
    if reply.status_code != HTTPStatus.OK:
        told = str(found.get("error", ""))[:60]
        kind = WRONG.get(told, SigningError)
        raise kind(f"remote signing: {reply.status_code} {told}")
    return found
