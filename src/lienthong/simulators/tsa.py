# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A time-stamp authority (RFC 3161) with a test certificate."""

import hashlib
import secrets
from typing import ClassVar

from asn1crypto import cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding

from lienthong.simulators import clock
from lienthong.simulators.http import Request, Response, Route
from lienthong.simulators.pki.certificates import Pair
from lienthong.simulators.pki.store import Authority

POLICY = "1.3.6.1.4.1.13762.3"  # the policy that RFC 3161 examples of test authorities use
DIGEST_LENGTHS = {"sha256": 32, "sha384": 48, "sha512": 64}


class TimeStampEndpoints:
    """The one endpoint of the authority."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority

    def routes(self) -> list[Route]:
        """The table of endpoints."""
        return [Route("POST", "/tsa", self.stamp, channel="tsa", slow=True)]

    def stamp(self, request: Request) -> Response:
        """Answer a time-stamp request; a bad one gets a rejection that says why."""
        try:
            asked = tsp.TimeStampReq.load(request.body, strict=True)
            imprint = asked["message_imprint"]
            algorithm = imprint["hash_algorithm"]["algorithm"].native
            length = len(imprint["hashed_message"].native)
        except (ValueError, TypeError, KeyError):
            return _answer(_rejection("bad_data_format"))
        if DIGEST_LENGTHS.get(algorithm) != length:
            return _answer(_rejection("bad_alg"))
        token = _token(asked, self.authority)
        return _answer(
            tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})
        )


class _Rejection(core.Sequence):  # type: ignore[misc]
    """An answer without a token, which the library's own class cannot write."""

    _fields: ClassVar[list[tuple[str, type]]] = [("status", tsp.PKIStatusInfo)]


def _answer(response: core.Sequence) -> Response:
    return Response(response.dump(), content_type="application/timestamp-reply")


def _rejection(reason: str) -> core.Sequence:
    return _Rejection({"status": {"status": "rejection", "fail_info": {reason}}})


def _stamp_info(asked: tsp.TimeStampReq) -> tsp.TSTInfo:
    info: dict[str, object] = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": asked["message_imprint"],
        "serial_number": secrets.randbits(120),
        "gen_time": clock.now(),
        "accuracy": tsp.Accuracy({"seconds": 1}),
    }
    if asked["nonce"].native is not None:
        info["nonce"] = asked["nonce"]
    return tsp.TSTInfo(info)


def _token(asked: tsp.TimeStampReq, authority: Authority) -> cms.ContentInfo:
    pair = authority.time_stamp_pair()
    certificate = x509.Certificate.load(pair.certificate.public_bytes(Encoding.DER))
    content = _stamp_info(asked).dump()
    signed: dict[str, object] = {
        "version": "v3",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {
            "content_type": "tst_info",
            "content": core.ParsableOctetString(content),
        },
        "signer_infos": [_signer(pair, certificate, content)],
    }
    if asked["cert_req"].native:
        issuing = authority.issuing.certificate.public_bytes(Encoding.DER)
        chain = [certificate, x509.Certificate.load(issuing)]
        signed["certificates"] = [cms.CertificateChoices("certificate", item) for item in chain]
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})


def _signer(pair: Pair, certificate: x509.Certificate, content: bytes) -> cms.SignerInfo:
    attributes = _signed_attributes(certificate, content)
    signature = pair.key.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA256())
    serial = cms.IssuerAndSerialNumber(
        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    )
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier("issuer_and_serial_number", serial),
            "digest_algorithm": {"algorithm": "sha256"},
            "signature_algorithm": {"algorithm": "sha256_rsa"},
            "signed_attrs": attributes,
            "signature": signature,
        }
    )


def _signed_attributes(certificate: x509.Certificate, content: bytes) -> cms.CMSAttributes:
    own = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate.dump()).digest()})
    values: list[tuple[str, object]] = [
        ("content_type", "tst_info"),
        ("signing_time", cms.Time("utc_time", clock.now())),
        ("message_digest", hashlib.sha256(content).digest()),
        ("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [own]})),
    ]
    return cms.CMSAttributes(
        [cms.CMSAttribute({"type": kind, "values": [value]}) for kind, value in values]
    )
