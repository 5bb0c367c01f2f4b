# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The signing port: what a key must offer, and what a signature says of itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class SigningError(Exception):
    """The key, the device or the time-stamp authority did not answer, or refused."""


class Signer(Protocol):
    """A key that signs: software key, PKCS#11 token or remote service.

    The private key never crosses this boundary; ``sign_raw`` receives the bytes to be signed
    (the attributes of the signature, not the document) and answers the bare signature value.
    """

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates up to, and perhaps with, the root, DER."""

    def sign_raw(self, data: bytes, digest: str) -> bytes:
        """Return the signature over ``data`` with ``digest`` (``sha256``), PKCS#1 or ECDSA.

        Raises ``SigningError`` when the key cannot be used now.
        """


class UploadBackSigner(Protocol):
    """A signature made on the officer's own machine, by the official browser plug-in.

    The platform hands out the exact bytes to sign under a one-time token and takes back a whole
    PDF, which must begin with those bytes and verify before it is accepted.
    """

    def open_session(self, pdf: bytes, field_name: str) -> str:
        """Return the one-time token of a signing session."""

    def accept(self, token: str, pdf: bytes) -> bytes:
        """Return the signed PDF, or raise ``SigningError`` when it is not what was handed out."""


class TimeStampClient(Protocol):
    """A time-stamp authority (RFC 3161)."""

    def request(self, query: bytes) -> bytes:
        """Return the DER reply to a DER query; raise ``SigningError`` when there is none."""


@dataclass(frozen=True)
class Appearance:
    """What the visible signature says; ``ink`` is ``person``, ``agency`` or ``plain``."""

    name: str
    lines: tuple[str, ...] = ()
    ink: str = "person"
    image: str = ""


@dataclass(frozen=True)
class SignatureOrder:
    """One signature to be put into a prepared field; what stays open is written in the field.

    ``level`` is one of ``LEVELS`` (PAdES, ETSI EN 319 142-1): ``b-b`` needs no clock, ``b-lt``
    and ``b-lta`` need evidence.
    """

    field_name: str
    appearance: Appearance
    at: datetime
    reason: str = ""
    location: str = ""
    level: str = "b-t"


@dataclass(frozen=True)
class Holder:
    """Whose key it is: an ``account`` (a person) or a ``unit`` (an agency's seal), with names."""

    kind: str
    id: int
    name: str
    title: str = ""
    agency: str = ""


class KeyRing(Protocol):
    """Finds the key of a person or an agency."""

    def signer_of(self, holder: Holder) -> Signer:
        """Return the key, or raise ``SigningError`` when the holder has none here."""
