# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a remote service gave us to sign with, kept unreadable in the database."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils import timezone

from lienthong.core.documents.adapters.csc import Credential, CscService, CscSigner, Leave
from lienthong.core.documents.domain.signatures import SigningError
from lienthong.core.documents.models import SigningConsent, SigningMeans
from lienthong.core.integration.api import line_to

PARTNER = "csc"
NO_CONSENT = "no_consent"
"""What a signature fails with when its signer has not confirmed yet, or not for so many."""


def remote_service() -> CscService:
    """Return the remote signing service: the partner ``csc``, else ``LIENTHONG_CSC_URL``.

    Raises ``SigningError`` without one, and when administrators switched it off.
    """
    line = line_to(PARTNER, settings.LIENTHONG_CSC_URL)
    if not line.url or not line.is_open:
        raise SigningError("no remote signing service is connected")
    return CscService(
        line.url.rstrip("/"),
        settings.LIENTHONG_CSC_CLIENT_ID,
        settings.LIENTHONG_CSC_SECRET,
        verify=line.verify,
    )


def remote_signer(means: SigningMeans) -> CscSigner:
    """Return the key of a holder with every leave that still holds, the newest first.

    Papers that waited for the service while their holder confirmed others go on with what is left
    of the older leaves. Raises ``SigningError``.
    """
    rows = SigningConsent.objects.filter(means_id=means.pk, until__gt=timezone.now())
    live = list(rows.order_by("-given_at", "-pk"))
    if not live:
        raise SigningError(NO_CONSENT)
    service = remote_service()
    credential = service.credential_of(means.reference)
    leaves = tuple(reveal(bytes(one.secret)) for one in live if one.credential == credential.id)
    if not leaves:
        raise SigningError(NO_CONSENT)
    return CscSigner(service, credential, leaves)


def send_code(means: SigningMeans) -> Credential:
    """Have a one-time code sent to the holder's phone. Raises ``SigningError``."""
    service = remote_service()
    credential = service.credential_of(means.reference)
    service.send_code(credential)
    return credential


def obtain_leave(means: SigningMeans, count: int, code: str) -> tuple[Credential, Leave]:
    """Ask the service for leave for so many signatures, against the code on the phone.

    Raises ``WrongCodeError`` for a wrong code and ``SigningError`` when the service fails.
    """
    service = remote_service()
    credential = service.credential_of(means.reference)
    return credential, service.leave_for(credential, count, code)


def hide(secret: str) -> bytes:
    """Return a secret as it may be stored."""
    return _box().encrypt(secret.encode())


def reveal(stored: bytes) -> str:
    """Return a stored secret; raise ``SigningError`` when another installation stored it."""
    try:
        return _box().decrypt(stored).decode()
    except InvalidToken as error:
        raise SigningError(NO_CONSENT) from error


def _box() -> Fernet:
    key = hashlib.sha256(f"lienthong.documents.consent\0{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
