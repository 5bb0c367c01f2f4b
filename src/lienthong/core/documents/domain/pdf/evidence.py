# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What proves a certificate good: revocation lists and status answers, given or kept in a file."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator.context import ValidationContext

from lienthong.core.documents.domain.verdicts import TrustSet

FOR_EVER = datetime.max.replace(tzinfo=UTC)
Kept = tuple[list[Any], list[Any], list[Any]]
NOTHING_KEPT: Kept = ([], [], [])


def context_of(
    trust: TrustSet,
    roots: tuple[bytes, ...],
    moment: datetime,
    mode: str,
    *,
    kept: Kept = NOTHING_KEPT,
) -> ValidationContext:
    """Return the library's view of a trust set at a moment; nothing is fetched.

    Lists and answers that had run out by then are left out: the library would call a certificate
    bad for them, while all they say is that revocation is not known.
    """
    certificates, lists, answers = kept
    known = [crl.CertificateList.load(der) for der in trust.revocation_lists] + lists
    asked = [ocsp.OCSPResponse.load(der) for der in trust.answers] + answers
    return ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in roots],
        other_certs=[x509.Certificate.load(der) for der in trust.intermediates] + certificates,
        crls=[one for one in known if _until(one["tbs_cert_list"]) >= moment],
        ocsps=[one for one in asked if _answered_until(one) >= moment],
        allow_fetching=False,
        moment=moment,
        revocation_mode=mode,
        retroactive_revinfo=True,
    )


def _until(validity: Any) -> datetime:
    """Return until when a list or an answer may be believed; without an end, for ever."""
    end: datetime | None = validity["next_update"].native
    return end or FOR_EVER


def _answered_until(response: ocsp.OCSPResponse) -> datetime:
    basic = response.basic_ocsp_response
    return min(_until(one) for one in basic["tbs_response_data"]["responses"])


def listed(certificate: x509.Certificate, lists: Iterable[bytes], moment: datetime) -> bool:
    """Whether a list of the installation, even one that has run out, revokes the certificate."""
    for der in lists:
        told = crl.CertificateList.load(der)["tbs_cert_list"]
        if told["issuer"].hashable != certificate.issuer.hashable:
            continue
        for row in told["revoked_certificates"]:
            if row["user_certificate"].native == certificate.serial_number:
                return bool(row["revocation_date"].native <= moment)
    return False


def kept_inside(reader: PdfFileReader) -> Kept:
    """Return certificates, revocation lists and status answers kept in the file (PAdES B-LT)."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
        certificates = list(store.load_certs())
        lists = [crl.CertificateList.load(ref.get_object().data) for ref in store.crls]
        answers = [ocsp.OCSPResponse.load(ref.get_object().data) for ref in store.ocsps]
    except NoDSSFoundError:
        return NOTHING_KEPT
    return certificates, lists, answers
