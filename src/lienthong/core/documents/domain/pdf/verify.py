# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Checking the signatures of a PDF against a given trust set; nothing is fetched."""

import io
import logging
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.context import ValidationContext

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.verdicts import (
    COVERS_FILE,
    COVERS_PART,
    COVERS_REVISION,
    GOOD,
    REVOKED,
    TIME_CLAIMED,
    TIME_NONE,
    TIME_TRUSTED,
    UNKNOWN,
    SignatureVerdict,
    TrustSet,
)

SIGNING = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)
LENIENT, STRICT = "soft-fail", "require"


# An untrusted signer is an answer here, not an incident: the library logs each with a traceback.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.ERROR)


def verify_pdf(pdf: bytes, trust: TrustSet, *, at: datetime) -> tuple[SignatureVerdict, ...]:
    """Return one verdict for each signature, in the order they were made.

    A signature with a trusted time-stamp is judged at the time it proves, any other at ``at``.
    Raises ``UnreadableFileError`` when the file cannot be read.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        signatures = reader.embedded_regular_signatures
    except (PdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableFileError(str(error)) from error
    return tuple(_verdict(signature, trust, at) for signature in signatures)


def _verdict(signature: Any, trust: TrustSet, at: datetime) -> SignatureVerdict:
    try:
        first = _status(signature, trust, at, LENIENT)
        moment = _proven_time(first) or at
        status = first if moment == at else _status(signature, trust, moment, LENIENT)
        strict = _status(signature, trust, moment, STRICT)
    except (SignatureValidationError, PdfError, ValueError, KeyError, TypeError) as error:
        return _broken(signature, error)
    return SignatureVerdict(
        **_names(signature.signer_cert),
        field_name=signature.field_name,
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        time=_time_kind(first),
        covers=_coverage(status),
        revocation=_revocation(status, strict),
        signed_at=_proven_time(first) or first.signer_reported_dt,
        problem=str(status.trust_problem_indic.name) if status.trust_problem_indic else "",
    )


def _status(signature: Any, trust: TrustSet, moment: datetime, mode: str) -> Any:
    return validate_pdf_signature(
        signature,
        _context(trust, trust.roots, moment, mode),
        _context(trust, trust.time_roots, moment, LENIENT),
        key_usage_settings=SIGNING,
    )


def _context(
    trust: TrustSet, roots: tuple[bytes, ...], moment: datetime, mode: str
) -> ValidationContext:
    return ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in roots],
        other_certs=[x509.Certificate.load(der) for der in trust.intermediates],
        crls=list(trust.revocation_lists),
        allow_fetching=False,
        moment=moment,
        revocation_mode=mode,
        retroactive_revinfo=True,
    )


def _proven_time(status: Any) -> datetime | None:
    stamp = status.timestamp_validity
    if stamp is not None and stamp.valid and stamp.intact and stamp.trusted:
        time: datetime = stamp.timestamp
        return time
    return None


def _time_kind(status: Any) -> str:
    if _proven_time(status):
        return TIME_TRUSTED
    return TIME_CLAIMED if status.signer_reported_dt or status.timestamp_validity else TIME_NONE


def _coverage(status: Any) -> str:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return COVERS_FILE
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and status.docmdp_ok
    return COVERS_REVISION if whole else COVERS_PART


def _revocation(status: Any, strict: Any) -> str:
    if status.revoked or strict.revoked:
        return REVOKED
    return GOOD if strict.trusted else UNKNOWN


def _names(certificate: x509.Certificate) -> dict[str, str]:
    name = certificate.subject.native.get("common_name", "")
    return {
        "signer": name if isinstance(name, str) else ", ".join(name),
        "subject": certificate.subject.human_friendly,
        "issuer": certificate.issuer.human_friendly,
        "serial": f"{certificate.serial_number:x}",
    }


def _broken(signature: Any, error: Exception) -> SignatureVerdict:
    return SignatureVerdict(
        signer="",
        subject="",
        issuer="",
        serial="",
        field_name=str(signature.field_name),
        intact=False,
        trusted=False,
        time=TIME_NONE,
        covers=COVERS_PART,
        revocation=UNKNOWN,
        problem=type(error).__name__,
    )
