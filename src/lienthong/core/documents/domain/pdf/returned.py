# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Is what a plug-in sent back the document it was given, with one good signature more?"""

import hashlib
import io
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.pdf.verify import UNREADABLE, verify_pdf
from lienthong.core.documents.domain.signatures import HandedOut, ReturnRefusedError, SignedBack
from lienthong.core.documents.domain.verdicts import (
    COVERS_FILE,
    REVOKED,
    SignatureVerdict,
    TrustSet,
)


def check_return(
    handed: HandedOut, returned: bytes, trust: TrustSet, *, at: datetime
) -> SignedBack:
    """Return what the new signature says; raise ``ReturnRefusedError`` for anything else.

    The bytes handed out must stand unchanged at the beginning, exactly one signature must have
    been added, in the given place, by the given certificate, over the whole file.
    """
    _require(handed, returned)
    before = _verdicts(handed.pdf, trust, at)
    found = _verdicts(returned, trust, at)
    if len(found) != len(before) + 1:
        raise ReturnRefusedError("cut")
    made = found[-1]
    if fingerprint_of_last(returned) != handed.fingerprint:
        raise ReturnRefusedError("other_certificate")
    _judge(made, found, handed.field_name)
    return SignedBack(made.subject, made.serial, made.signed_at or at)


def _require(handed: HandedOut, returned: bytes) -> None:
    """The beginning is what was handed out, and something follows."""
    if returned == handed.pdf:
        raise ReturnRefusedError("unsigned")
    if handed.pdf.startswith(returned):
        raise ReturnRefusedError("cut")
    if not returned.startswith(handed.pdf):
        raise ReturnRefusedError("other_document")


def _judge(made: SignatureVerdict, found: tuple[SignatureVerdict, ...], field_name: str) -> None:
    if made.field_name != field_name:
        raise ReturnRefusedError("other_place")
    if made.covers != COVERS_FILE or not all(each.intact for each in found):
        raise ReturnRefusedError("altered")
    if REVOKED in {made.revocation, made.today}:
        raise ReturnRefusedError("revoked")
    if not made.trusted:
        raise ReturnRefusedError("untrusted")


def _verdicts(pdf: bytes, trust: TrustSet, at: datetime) -> tuple[SignatureVerdict, ...]:
    try:
        return verify_pdf(pdf, trust, at=at)
    except UnreadableFileError as broken:
        raise ReturnRefusedError("cut") from broken


def fingerprint_of_last(pdf: bytes) -> str:
    """The SHA-256 of the certificate of the newest signature; empty when it cannot be read."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
        return hashlib.sha256(signatures[-1].signer_cert.dump()).hexdigest()
    except UNREADABLE:
        return ""
