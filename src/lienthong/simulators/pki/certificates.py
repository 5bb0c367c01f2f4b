# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Build the certificates of the test authority (RFC 5280 profiles)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from lienthong.simulators import clock

AUTHORITY_BITS = 3072
LEAF_BITS = 2048
ROOT_YEARS, ISSUING_YEARS, LEAF_YEARS = 20, 10, 3
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")


class Kind(StrEnum):
    """Whom a certificate is for."""

    PERSON = "person"
    AGENCY = "agency"
    TSA = "tsa"


@dataclass(frozen=True)
class Pair:
    """A private key with its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    def key_pem(self) -> bytes:
        """The key, unencrypted: it is a test key."""
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def certificate_pem(self) -> bytes:
        """The certificate as PEM."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@lru_cache(maxsize=256)
def load_pair(key_pem: bytes, certificate_pem: bytes) -> Pair:
    """Read a pair back, once: checking a large key takes long. Raises TypeError unless RSA."""
    key = serialization.load_pem_private_key(key_pem, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("The test authority uses RSA keys only")
    return Pair(key, x509.load_pem_x509_certificate(certificate_pem))


def _name(common_name: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    parts.append(x509.NameAttribute(NameOID.COMMON_NAME, common_name))
    return x509.Name(parts)


def _new_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def _key_usage(*, signs_certificates: bool, commits: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=commits,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


Period = tuple[datetime, datetime]
"""First and last moment of a certificate."""


def period_of(years: int) -> Period:
    """From yesterday on, for so many years."""
    now = clock.now()
    return now - timedelta(days=1), now + timedelta(days=365 * years)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, period: Period
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(period[0])
        .not_valid_after(period[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _with_revocation(
    builder: x509.CertificateBuilder, issuer: Pair, base_url: str, name: str, *, answers: bool
) -> x509.CertificateBuilder:
    """Say where the issuer's certificate, its revocation list and its status service are found."""

    def at(path: str) -> x509.UniformResourceIdentifier:
        return x509.UniformResourceIdentifier(f"{base_url}/ca/{path}")

    places = [x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, at(f"{name}.cer"))]
    if answers:
        places.append(x509.AccessDescription(AuthorityInformationAccessOID.OCSP, at("ocsp")))
    access = x509.AuthorityInformationAccess(places)
    point = x509.DistributionPoint([at(f"{name}.crl")], None, None, None)
    own = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return (
        builder.add_extension(access, critical=False)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own), critical=False
        )
    )


def make_root() -> Pair:
    """The self-signed root."""
    key = _new_key(AUTHORITY_BITS)
    name = _name("Liên Thông – Gốc chứng thực thử nghiệm", "Mô phỏng Liên Thông")
    builder = (
        _builder(name, name, key, period_of(ROOT_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .add_extension(_key_usage(signs_certificates=True, commits=False), critical=True)
    )
    return Pair(key, builder.sign(key, hashes.SHA256()))


def make_issuing(root: Pair, base_url: str) -> Pair:
    """The authority that issues everything else."""
    key = _new_key(AUTHORITY_BITS)
    name = _name("Liên Thông – Cấp chứng thư thử nghiệm", "Mô phỏng Liên Thông")
    builder = (
        _builder(name, root.certificate.subject, key, period_of(ISSUING_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True, commits=False), critical=True)
    )
    builder = _with_revocation(builder, root, base_url, "root", answers=False)
    return Pair(key, builder.sign(root.key, hashes.SHA256()))


def make_leaf(
    issuing: Pair,
    common_name: str,
    organisation: str,
    kind: Kind,
    base_url: str,
    period: Period | None = None,
    *,
    answers: bool = False,
) -> Pair:
    """A certificate for a person, an agency's seal or a time-stamp authority.

    ``period`` plays the past: a certificate that has expired already. ``answers``: it names the
    status service. Not by itself: Debian's pdfsig (poppler 22.12) asks the service and then calls
    the second signature of the same issuer corrupted, because it reads certificates it has freed.
    """
    key = _new_key(LEAF_BITS)
    stamps = kind is Kind.TSA
    purposes = (
        [ExtendedKeyUsageOID.TIME_STAMPING]
        if stamps
        else [DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]
    )
    builder = (
        _builder(
            _name(common_name, organisation),
            issuing.certificate.subject,
            key,
            period or period_of(LEAF_YEARS),
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False, commits=not stamps), critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=stamps)
    )
    builder = _with_revocation(builder, issuing, base_url, "issuer", answers=answers)
    return Pair(key, builder.sign(issuing.key, hashes.SHA256()))
