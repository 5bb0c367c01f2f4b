# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Revocation lists and certificate status answers of the test authority."""

from datetime import datetime, timedelta

from asn1crypto import core
from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.x509 import ocsp

from lienthong.simulators import clock
from lienthong.simulators.faults import Mode
from lienthong.simulators.pki.certificates import Pair
from lienthong.simulators.pki.store import Authority, Record

LIST_LIFETIME = timedelta(days=7)
ANSWER_LIFETIME = timedelta(hours=12)
STALE_BY = timedelta(days=2)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def revocation_list(authority: Authority, name: str) -> bytes:
    """The DER list of the root or of the issuing authority, made for this moment."""
    issuer = authority.root if name == "root" else authority.issuing
    now = clock.now()
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(now - timedelta(minutes=1))
        .next_update(now + LIST_LIFETIME)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
    )
    for record in authority.records() if name == "issuer" else []:
        if record.revoked_at:
            builder = builder.add_revoked_certificate(_revoked(record))
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _revoked(record: Record) -> x509.RevokedCertificate:
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(record.serial)
        .revocation_date(_time(record.revoked_at))
        .build()
    )


def status_answer(authority: Authority, request_der: bytes, fault: Mode = Mode.OFF) -> bytes:
    """The DER answer to an OCSP request. Raises ValueError when the request cannot be read.

    ``fault``: an answer that has run out, knows no such certificate, or that another key signed.
    """
    request = ocsp.load_der_ocsp_request(request_der)
    for issuer in (authority.issuing, authority.root):
        if _key_hash(issuer, request.hash_algorithm) == request.issuer_key_hash:
            return _answer(authority, issuer, request, fault)
    unknown = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.UNAUTHORIZED)
    return unknown.public_bytes(serialization.Encoding.DER)


def _key_hash(issuer: Pair, algorithm: hashes.HashAlgorithm) -> bytes:
    numbers = issuer.certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.PKCS1
    )
    digest = hashes.Hash(algorithm)
    digest.update(numbers)
    return digest.finalize()


def _standing(
    authority: Authority, issuer: Pair, serial: int
) -> tuple[ocsp.OCSPCertStatus, datetime | None]:
    if serial == authority.issuing.certificate.serial_number:
        return ocsp.OCSPCertStatus.GOOD, None
    if issuer.certificate == authority.issuing.certificate:
        for record in authority.records():
            if record.serial == serial:
                if record.revoked_at:
                    return ocsp.OCSPCertStatus.REVOKED, _time(record.revoked_at)
                return ocsp.OCSPCertStatus.GOOD, None
    return ocsp.OCSPCertStatus.UNKNOWN, None


def _answer(authority: Authority, issuer: Pair, request: ocsp.OCSPRequest, fault: Mode) -> bytes:
    now = clock.now() - (STALE_BY if fault is Mode.STALE else timedelta())
    status, revoked_at = _standing(authority, issuer, request.serial_number)
    if fault is Mode.UNKNOWN:
        status, revoked_at = ocsp.OCSPCertStatus.UNKNOWN, None
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        issuer_name_hash=request.issuer_name_hash,
        issuer_key_hash=request.issuer_key_hash,
        serial_number=request.serial_number,
        algorithm=request.hash_algorithm,
        cert_status=status,
        this_update=now - timedelta(minutes=1),
        next_update=now + ANSWER_LIFETIME,
        revocation_time=revoked_at,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, issuer.certificate)
    for extension in request.extensions:
        if isinstance(extension.value, x509.OCSPNonce):
            builder = builder.add_extension(extension.value, critical=False)
    answer = builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    return _forged(answer, authority.time_stamp_pair()) if fault is Mode.FORGED else answer


def _forged(answer: bytes, by: Pair) -> bytes:
    """The same answer in the issuer's name, signed with a key that may not."""
    response = asn1_ocsp.OCSPResponse.load(answer)
    basic = response["response_bytes"]["response"].parsed
    told = basic["tbs_response_data"].dump()
    basic["signature"] = core.OctetBitString(by.key.sign(told, padding.PKCS1v15(), hashes.SHA256()))
    response["response_bytes"]["response"] = core.ParsableOctetString(basic.dump())
    return bytes(response.dump())
