# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A small certification authority for the demo and tests: root, issuing CA, keys, lists.

Production uses the certificates of the state's own authority; it refuses these.
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ROOT_FILE, LIST_FILE = "root.cert.pem", "revoked.crl.pem"
ROOT_NAME, ISSUER_NAME = "Liên Thông – gốc dùng thử", "Liên Thông – cấp chứng thư dùng thử"
VALID, LIST_VALID = timedelta(days=5 * 365), timedelta(days=400)
KEY_BITS = 2048


@dataclass(frozen=True)
class _Authority:
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate


@dataclass(frozen=True)
class DemoAuthority:
    """The demo's certification authority in a folder of PEM files."""

    folder: Path
    root: _Authority
    issuer: _Authority

    @classmethod
    def create(cls, folder: Path, *, now: datetime) -> "DemoAuthority":
        """Make root and issuing CA with an empty revocation list each, and store them."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        root = _self_signed(_name(ROOT_NAME), now)
        key = _new_key()
        builder = _builder(_name(ISSUER_NAME), key, root.certificate.subject, root.key, now)
        issuer = _Authority(key, _as_authority(builder, 0).sign(root.key, hashes.SHA256()))
        authority = cls(folder, root, issuer)
        _write_key(folder / "root.key.pem", root.key)
        _write_key(folder / "issuer.key.pem", issuer.key)
        _write(folder / ROOT_FILE, _pem(root.certificate))
        _write(folder / "issuer.cert.pem", _pem(issuer.certificate))
        authority.publish_revocations((), now=now)
        return authority

    @classmethod
    def load(cls, folder: Path) -> "DemoAuthority":
        """Return the authority stored in ``folder``."""
        return cls(folder, _stored(folder, "root"), _stored(folder, "issuer"))

    def issue(
        self, name: str, subject: x509.Name, *, now: datetime, time_stamping: bool = False
    ) -> x509.Certificate:
        """Make a key and certificate, stored as ``<name>.key.pem`` and ``<name>.cert.pem``."""
        key = _new_key()
        builder = _builder(subject, key, self.issuer.certificate.subject, self.issuer.key, now)
        builder = builder.add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        ).add_extension(_usage(sign=True), critical=True)
        if time_stamping:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        certificate = builder.sign(self.issuer.key, hashes.SHA256())
        chain = (certificate, self.issuer.certificate, self.root.certificate)
        _write_key(self.folder / f"{name}.key.pem", key)
        _write(self.folder / f"{name}.cert.pem", b"".join(_pem(one) for one in chain))
        return certificate

    def publish_revocations(self, serials: tuple[int, ...], *, now: datetime) -> None:
        """Write the revocation lists of root and issuing CA into one file."""
        lists = (_list(self.issuer, serials, now), _list(self.root, (), now))
        body = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in lists)
        _write(self.folder / LIST_FILE, body)


def subject(common_name: str, *, title: str = "", agency: str = "") -> x509.Name:
    """Return a subject as office holders' certificates carry it: name, title, agency."""
    parts = [(NameOID.COMMON_NAME, common_name), (NameOID.TITLE, title)]
    parts += [(NameOID.ORGANIZATION_NAME, agency), (NameOID.COUNTRY_NAME, "VN")]
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts if text])


def _name(text: str) -> x509.Name:
    return subject(text, agency="Liên Thông (dùng thử)")


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _builder(
    name: x509.Name,
    key: rsa.RSAPrivateKey,
    issuer: x509.Name,
    issuer_key: rsa.RSAPrivateKey,
    now: datetime,
) -> x509.CertificateBuilder:
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return (
        x509.CertificateBuilder(subject_name=name, issuer_name=issuer, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(above, critical=False)
    )


def _as_authority(builder: x509.CertificateBuilder, below: int) -> x509.CertificateBuilder:
    return builder.add_extension(
        x509.BasicConstraints(ca=True, path_length=below), critical=True
    ).add_extension(_usage(sign=False), critical=True)


def _self_signed(name: x509.Name, now: datetime) -> _Authority:
    key = _new_key()
    builder = _as_authority(_builder(name, key, name, key, now), 1)
    return _Authority(key, builder.sign(key, hashes.SHA256()))


def _usage(*, sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=sign,
        content_commitment=sign,
        key_cert_sign=not sign,
        crl_sign=not sign,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _list(
    authority: _Authority, serials: tuple[int, ...], now: datetime
) -> x509.CertificateRevocationList:
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder(authority.certificate.subject)
        .last_update(now - timedelta(hours=1))
        .next_update(now + LIST_VALID)
        .add_extension(above, critical=False)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
    )
    for serial in serials:
        entry = x509.RevokedCertificateBuilder(serial, now - timedelta(minutes=30))
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(authority.key, hashes.SHA256())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _stored(folder: Path, name: str) -> _Authority:
    key = serialization.load_pem_private_key(
        (folder / f"{name}.key.pem").read_bytes(), password=None
    )
    certificate = x509.load_pem_x509_certificate((folder / f"{name}.cert.pem").read_bytes())
    assert isinstance(key, rsa.RSAPrivateKey)
    return _Authority(key, certificate)


def _write_key(path: Path, key: rsa.RSAPrivateKey) -> None:
    body = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _write(path, body)


def _write(path: Path, body: bytes) -> None:
    temporary = path.with_name(path.name + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(body)
    temporary.replace(path)
