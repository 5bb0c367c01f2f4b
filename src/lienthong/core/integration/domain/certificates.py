# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Certificates of partners as administrators paste them: read, refused when broken or expired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

LARGEST = 20_000


class CertificateError(ValueError):
    """What was pasted cannot be trusted; the code is ``broken`` or ``expired``."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Whose certificate it is and until when it holds (UTC)."""

    subject: str
    until: datetime


def read_certificate(text: str, *, now: datetime) -> CertificateFacts:
    """What a certificate in PEM says. Raises ``CertificateError``."""
    from cryptography import x509  # a heavy library, asked for on few pages only

    if len(text) > LARGEST:
        raise CertificateError("broken")
    try:
        found = x509.load_pem_x509_certificate(text.encode("ascii"))
    except ValueError as broken:
        raise CertificateError("broken") from broken
    until = found.not_valid_after_utc.astimezone(UTC)
    if until <= now:
        raise CertificateError("expired")
    return CertificateFacts(found.subject.rfc4514_string(), until)
