# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Web push: the body only the browser can read (RFC 8291), who sends it (RFC 8292)."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD = 4096
LARGEST = 3000
"""Bytes of a message before it is enciphered; push services take 4,096 with everything."""


class PushKeyError(ValueError):
    """A key that no browser gave."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a browser gave with its subscription: its public key and a shared secret, base64url."""

    p256dh: str
    auth: str


def decode(text: str) -> bytes:
    """Bytes from base64url, with or without padding. Raises ``PushKeyError``."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as wrong:
        raise PushKeyError(text[:20]) from wrong


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def check_keys(keys: Keys) -> None:
    """Raises ``PushKeyError`` for a point that is not on the curve or a secret of another size."""
    _point(keys.p256dh)
    if len(decode(keys.auth)) != 16:
        raise PushKeyError("auth")


def _point(text: str) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decode(text))
    except (ValueError, InvalidKey) as wrong:
        raise PushKeyError("p256dh") from wrong


def server_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """The key by which push services know this installation, made from its one secret."""
    wide = _derive(secret.encode(), b"", b"lienthong web push key", 48)
    return ec.derive_private_key(int.from_bytes(wide) % (ORDER - 1) + 1, CURVE)


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The public key as browsers take it (``applicationServerKey``)."""
    return encode(_bytes(key.public_key()))


def encipher(
    body: bytes,
    keys: Keys,
    *,
    salt: bytes | None = None,
    ephemeral: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body as one record of ``aes128gcm``; salt and key are made anew unless given."""
    theirs, own = _point(keys.p256dh), ephemeral or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    public = _bytes(own.public_key())
    info = b"WebPush: info\x00" + _bytes(theirs) + public
    shared = _derive(own.exchange(ec.ECDH(), theirs), decode(keys.auth), info, 32)
    key = _derive(shared, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derive(shared, salt, b"Content-Encoding: nonce\x00", 12)
    sealed = AESGCM(key).encrypt(nonce, body + b"\x02", None)
    return salt + RECORD.to_bytes(4) + bytes([len(public)]) + public + sealed


def authorisation(
    endpoint: str, key: ec.EllipticCurvePrivateKey, *, subject: str, expires: int
) -> str:
    """The header that tells a push service who sends, for its own origin alone."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": expires, "sub": subject}
    head = encode(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    signed = f"{head}.{encode(json.dumps(claims).encode())}"
    r, s = utils.decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={signed}.{encode(r.to_bytes(32) + s.to_bytes(32))}, k={public_text(key)}"


def is_push_service(endpoint: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address that a browser gave leads to a known push service and nowhere else.

    A host that begins with a dot stands for everything below it; plain HTTP only where the host
    itself is written with its scheme (the simulator of the demo).
    """
    parts = urlsplit(endpoint)
    if f"{parts.scheme}://{parts.netloc}" in hosts:
        return True
    host = parts.hostname or ""
    if parts.scheme != "https" or parts.username or parts.port not in {None, 443}:
        return False
    return any(host == one or (one.startswith(".") and host.endswith(one)) for one in hosts)


def _derive(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt or None, info).derive(key)


def _bytes(key: ec.EllipticCurvePublicKey) -> bytes:
    form = serialization.PublicFormat.UncompressedPoint
    return key.public_bytes(serialization.Encoding.X962, form)
