# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What proves a certificate good: revocation lists and status answers, given or kept in a file."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from threading import local
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator.context import ValidationContext

from lienthong.core.documents.domain.pdf import lengths, quicker, usages
from lienthong.core.documents.domain.verdicts import TrustSet

FOR_EVER = datetime.max.replace(tzinfo=UTC)
MOST_KEPT = 256 * 1024  # bytes of revocation lists
Kept = tuple[list[Any], list[Any], list[Any]]
NOTHING_KEPT: Kept = ([], [], [])
Word = tuple[Any, int]
"""What a file keeps, with the revision of the file in which it was written last."""
lengths.mend()
quicker.mend()
usages.mend()


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
    asked = [one for der in trust.answers if (one := answer_in(der))] + answers
    return ValidationContext(
        trust_roots=[*certificates_in(roots)],
        other_certs=[*certificates_in(trust.intermediates), *certificates],
        crls=fresh_lists(trust, moment, lists),
        ocsps=[one for one in asked if _answered_until(one) >= moment],
        allow_fetching=False,
        moment=moment,
        revocation_mode=mode,
        retroactive_revinfo=True,
    )


def fresh_lists(
    trust: TrustSet, moment: datetime, more: Iterable[crl.CertificateList] = ()
) -> list[crl.CertificateList]:
    """Return the lists of a trust set, and ``more``, that have not run out by a moment."""
    known = lists_in(trust.revocation_lists)
    return [one for one in [*known, *more] if _until(one["tbs_cert_list"]) >= moment]


def certificates_in(ders: tuple[bytes, ...]) -> tuple[x509.Certificate, ...]:
    """Return certificates; those that an installation believes are read once by each thread."""
    return _READ.certificates(ders)


def lists_in(ders: tuple[bytes, ...]) -> tuple[crl.CertificateList, ...]:
    """Return revocation lists; short ones are read once by each thread, until they change."""
    is_short = sum(map(len, ders)) <= MOST_KEPT
    return _READ.lists(ders) if is_short else _lists(ders)


def _certificates(ders: tuple[bytes, ...]) -> tuple[x509.Certificate, ...]:
    return tuple(x509.Certificate.load(der) for der in ders)


def _lists(ders: tuple[bytes, ...]) -> tuple[crl.CertificateList, ...]:
    return tuple(crl.CertificateList.load(der) for der in ders)


class _Read(local):
    """What one thread has read: the library takes an object apart when a part is first asked for,
    and two threads must not do that to the same object at once.
    """

    def __init__(self) -> None:
        self.certificates = lru_cache(maxsize=8)(_certificates)
        self.lists = lru_cache(maxsize=2)(_lists)


_READ = _Read()


def answer_in(der: bytes) -> ocsp.OCSPResponse | None:
    """Return the answer of a status service; None when the bytes say nothing of a certificate."""
    try:
        answer = ocsp.OCSPResponse.load(der)
        said = answer.basic_ocsp_response["tbs_response_data"]["responses"] if _told(answer) else ()
        return answer if len(said) and [_until(one) for one in said] else None
    except (ValueError, TypeError, KeyError):
        return None


def _told(answer: ocsp.OCSPResponse) -> bool:
    return bool(answer["response_status"].native == "successful")


def _until(validity: Any) -> datetime:
    """Return until when a list or an answer may be believed; without an end, for ever."""
    end: datetime | None = validity["next_update"].native
    return end or FOR_EVER


def _answered_until(response: ocsp.OCSPResponse) -> datetime:
    basic = response.basic_ocsp_response
    return min(_until(one) for one in basic["tbs_response_data"]["responses"])


def listed(certificate: x509.Certificate, lists: tuple[bytes, ...], moment: datetime) -> bool:
    """Whether a list of the installation, even one that has run out, revokes the certificate."""
    revoked = revoked_at(certificate, lists)
    return revoked is not None and revoked <= moment


def revoked_at(certificate: x509.Certificate, lists: tuple[bytes, ...]) -> datetime | None:
    """From when on a list of the installation, even one that has run out, revokes it."""
    for one in lists_in(lists):
        told = one["tbs_cert_list"]
        if told["issuer"].hashable != certificate.issuer.hashable:
            continue
        for row in told["revoked_certificates"]:
            if row["user_certificate"].native == certificate.serial_number:
                moment: datetime = row["revocation_date"].native
                return moment
    return None


def told_at(certificate: x509.Certificate, lists: tuple[bytes, ...]) -> datetime | None:
    """When the newest list of the installation about certificates of this issuer was published."""
    told = (one["tbs_cert_list"] for one in lists_in(lists))
    own = [one for one in told if one["issuer"].hashable == certificate.issuer.hashable]
    return max((one["this_update"].native for one in own), default=None)


def _list_in(der: bytes) -> crl.CertificateList | None:
    try:
        found = crl.CertificateList.load(der)
        return found if _until(found["tbs_cert_list"]) and found.issuer else None
    except (ValueError, TypeError, KeyError):
        return None


def _certificate_in(der: bytes) -> x509.Certificate | None:
    try:
        found = x509.Certificate.load(der)
        return found if found.issuer and found.public_key else None
    except (ValueError, TypeError, KeyError):
        return None


def kept_inside(reader: PdfFileReader) -> Kept:
    """Return certificates, revocation lists and status answers kept in the file (PAdES B-LT).

    What cannot be read among them is left out: it proves nothing.
    """
    found = (
        _read(reader, name, read)
        for name, read in (("/Certs", _certificate_in), ("/CRLs", _list_in), ("/OCSPs", answer_in))
    )
    certificates, lists, answers = ([one for one, _revision in each] for each in found)
    return certificates, lists, answers


def words_inside(reader: PdfFileReader) -> tuple[list[Word], list[Word]]:
    """Return the lists and the answers kept in the file, each with its revision."""
    return _read(reader, "/CRLs", _list_in), _read(reader, "/OCSPs", answer_in)


def _read(reader: PdfFileReader, name: str, read: Callable[[bytes], Any]) -> list[Word]:
    store = reader.root["/DSS"] if "/DSS" in reader.root else {}  # noqa: SIM401  # get() does not resolve
    places = store[name] if name in store else ()  # noqa: SIM401  # get() does not resolve
    streams = [one.get_object() for one in places]
    return [
        (found, reader.xrefs.get_last_change(one.container_ref))
        for one in streams
        if (found := read(one.data))
    ]
