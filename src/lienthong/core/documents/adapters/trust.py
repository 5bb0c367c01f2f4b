# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Certificates and revocation lists: read, described and fetched."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from lienthong.core.integration.api import authorities, lines_of

LISTS = "crl"
LARGEST = 16 * 1024 * 1024  # bytes of one list
PEM_BEGINS = b"-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True)
class Described:
    """A certificate or list with what is shown of it."""

    body: bytes
    subject: str
    fingerprint: str
    since: datetime
    until: datetime | None
    issuer: str = ""


class UnreadableTrustError(ValueError):
    """The bytes are no certificate or revocation list, or the address did not answer with one."""


class UnfitAuthorityError(ValueError):
    """A certificate that nobody can be believed by; ``code`` says why.

    ``several``: more than one in the file; ``no_authority``: it may not issue others; ``run_out``;
    ``forged``: it names itself as its issuer and did not sign itself.
    """

    def __init__(self, code: str, described: Described | None = None) -> None:
        super().__init__(code)
        self.code, self.described = code, described


def read_certificate(data: bytes) -> Described:
    """Return a certificate given as PEM or DER; raise ``UnreadableTrustError``."""
    try:
        pem = data.lstrip().startswith(b"-----BEGIN")
        one = x509.load_pem_x509_certificate(data) if pem else x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise UnreadableTrustError("certificate") from error
    return Described(
        one.public_bytes(serialization.Encoding.DER),
        one.subject.rfc4514_string(),
        one.fingerprint(hashes.SHA256()).hex(),
        one.not_valid_before_utc,
        one.not_valid_after_utc,
        one.issuer.rfc4514_string(),
    )


def read_authority(data: bytes, *, at: datetime) -> Described:
    """Return the certificate of somebody who certifies others, given as PEM or DER.

    Raises ``UnreadableTrustError`` and ``UnfitAuthorityError``.
    Source: RFC 5280, 4.2.1.9 (basic constraints), 6.1 (path validation).
    """
    read = read_certificate(data)
    if data.count(PEM_BEGINS) > 1:
        raise UnfitAuthorityError("several")
    one = x509.load_der_x509_certificate(read.body)
    if not _may_certify(one):
        raise UnfitAuthorityError("no_authority", read)
    if one.not_valid_after_utc <= at:
        raise UnfitAuthorityError("run_out", read)
    if one.subject == one.issuer and not _signed_by(one, one):
        raise UnfitAuthorityError("forged", read)
    return read


def _may_certify(one: x509.Certificate) -> bool:
    try:
        return one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _signed_by(one: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def serial_of(certificate: bytes) -> str:
    """Return the serial number of a DER certificate, in hexadecimal."""
    return f"{x509.load_der_x509_certificate(certificate).serial_number:x}"


def common_name_of(certificate: bytes) -> str:
    """Return the name that a DER certificate was issued to; empty when it names nobody."""
    subject = x509.load_der_x509_certificate(certificate).subject
    names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def read_list(data: bytes) -> Described:
    """Return a revocation list given as PEM or DER; raise ``UnreadableTrustError``."""
    try:
        pem = data.lstrip().startswith(b"-----BEGIN")
        one = x509.load_pem_x509_crl(data) if pem else x509.load_der_x509_crl(data)
    except ValueError as error:
        raise UnreadableTrustError("revocation list") from error
    return Described(
        one.public_bytes(serialization.Encoding.DER),
        one.issuer.rfc4514_string(),
        one.fingerprint(hashes.SHA256()).hex(),
        one.last_update_utc,
        one.next_update_utc,
        one.issuer.rfc4514_string(),
    )


def is_list_of(listed: bytes, issuer: bytes) -> bool:
    """Return whether a revocation list (DER) was signed by the key of a certificate (DER)."""
    key = x509.load_der_x509_certificate(issuer).public_key()
    try:
        return x509.load_der_x509_crl(listed).is_signature_valid(key)  # type: ignore[arg-type]
    except (UnsupportedAlgorithm, ValueError, TypeError):
        return False


def revocation_addresses(known: list[str]) -> dict[str, ssl.SSLContext]:
    """Return where lists of revocation are fetched, with whom to believe there."""
    return partner_addresses(LISTS, known)


def partner_addresses(family: str, known: list[str]) -> dict[str, ssl.SSLContext]:
    """Return the addresses of a family of partners and the ``known`` ones of trusted certificates.

    Partners ``crl`` and ``crl-…`` are of the family ``crl``; one that is switched off is not asked.
    """
    lines = [line for line in lines_of(family) if line.url]
    asked = dict.fromkeys(known, authorities())
    asked.update({line.url: line.verify for line in lines})
    closed = {line.url for line in lines if not line.is_open}
    return {address: verify for address, verify in asked.items() if address not in closed}


def fetch(address: str, verify: ssl.SSLContext | None = None) -> bytes:
    """Return what an authority publishes at an address; raise ``UnreadableTrustError``."""
    import httpx  # only processes that speak to others pay for it

    believed = verify or authorities()
    asked: dict[str, Any] = {"timeout": 5, "follow_redirects": False, "verify": believed}
    try:
        with httpx.stream("GET", address, **asked) as reply:
            reply.raise_for_status()
            body = bytearray()
            for part in reply.iter_bytes():
                body += part
                if len(body) > LARGEST:
                    raise UnreadableTrustError("too large")
    except httpx.HTTPError as error:
        raise UnreadableTrustError(str(error)) from error
    return bytes(body)
