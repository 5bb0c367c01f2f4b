# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A signing key in a PEM file: for the demo and for tests, refused in production."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from lienthong.core.documents.domain.signatures import Holder, SigningError

DIGESTS: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


@dataclass(frozen=True)
class SoftwareKey:
    """A key and its certificates, read from ``<name>.key.pem`` and ``<name>.cert.pem``.

    The certificate file holds the signer first, then its chain.
    """

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificates: tuple[x509.Certificate, ...]

    @classmethod
    def load(cls, folder: Path, name: str) -> "SoftwareKey":
        """Return the key ``name`` of ``folder``; raise ``SigningError`` when there is none."""
        if not name.replace("-", "").replace("_", "").isalnum():
            raise SigningError("key name")
        try:
            key_pem = (folder / f"{name}.key.pem").read_bytes()
            certificate_pem = (folder / f"{name}.cert.pem").read_bytes()
        except OSError as error:
            raise SigningError(f"key {name}: {error}") from error
        return cls.read(key_pem, certificate_pem, name)

    @classmethod
    def read(cls, key_pem: bytes, certificate_pem: bytes, name: str) -> "SoftwareKey":
        """Return the key in PEM with its certificates; raise ``SigningError`` for anything else."""
        try:
            key, certificates = _parsed(key_pem, certificate_pem)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise SigningError(f"key {name}: {error}") from error
        if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise SigningError(f"key {name}: kind")
        return cls(key, certificates)

    def is_of(self, name: str) -> bool:
        """Whether the certificate names this holder and certifies this very key."""
        names = self.certificates[0].subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        certified = self.certificates[0].public_key()
        return [each.value for each in names] == [name] and certified == self.key.public_key()

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""
        return self.certificates[0].public_bytes(serialization.Encoding.DER)

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The certificates above the signer, DER."""
        return tuple(one.public_bytes(serialization.Encoding.DER) for one in self.certificates[1:])

    def sign_raw(self, data: bytes, digest: str) -> bytes:
        """Return the signature over ``data``."""
        if digest not in DIGESTS:
            raise SigningError(f"digest {digest}")
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), DIGESTS[digest])
        return self.key.sign(data, ec.ECDSA(DIGESTS[digest]))


@lru_cache(maxsize=32)
def _parsed(key_pem: bytes, certificate_pem: bytes) -> tuple[object, tuple[x509.Certificate, ...]]:
    """The key and its certificates; proving the primes of a key takes as long as ten signatures.

    Raises ``ValueError``, ``TypeError``, ``UnsupportedAlgorithm``.
    """
    key = serialization.load_pem_private_key(key_pem, password=None)
    return key, tuple(x509.load_pem_x509_certificates(certificate_pem))


def key_name(holder: Holder) -> str:
    """Return the file name of a holder's key, ``account-17`` or ``unit-3``."""
    return f"{holder.kind}-{holder.id}"
