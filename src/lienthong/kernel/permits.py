# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What ``web`` and ``edge`` tell each other through the browser: small signed documents.

An upload permit says who may upload what into which slot; a receipt says what was stored; a
stream permit says which topics a page may listen to, a presence permit who may be shown as being
where. Each is one line of text, safe in a URL,
authenticated with HMAC-SHA256 under a key derived from the installation's secret. Times are
whole seconds of the Unix clock, sizes are bytes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TypeVar

UPLOAD_SECONDS = 2 * 3600
STREAM_SECONDS = 3600
PAIRING_SECONDS = 15 * 60
PRESENCE_SECONDS = 4 * 3600
UPLOAD_PATH = "/tai-len"
STREAM_PATH = "/su-kien"
PRESENCE_PATH = "/co-mat"
RECEIPT_PARAMETER = "receipt"
FAULT_PARAMETER = "upload_error"
QUARANTINE = "quarantine"
_VERSION = "1"


class PermitError(Exception):
    """The text is not one of our documents: cut, changed, or signed by somebody else."""


class PermitExpiredError(PermitError):
    """The document is ours but its time is over; ``document`` says what it was."""

    def __init__(self, document: Document) -> None:
        super().__init__("expired")
        self.document = document


class ForeignPathError(ValueError):
    """A return path that leads away from our site."""


@dataclass(frozen=True, slots=True)
class UploadPermit:
    """Leave to upload one file into one slot of one draft, for one account.

    ``types`` are media types told from content; ``return_path`` is a path of our own site.
    """

    id: str
    account: str
    draft: str
    slot: str
    largest: int
    types: tuple[str, ...]
    return_path: str
    expires: int


@dataclass(frozen=True, slots=True)
class UploadReceipt:
    """Proof that ``edge`` keeps a file in quarantine under the name ``stored``.

    ``web`` takes it once (``id`` is unique) and only from ``account``.
    """

    id: str
    account: str
    draft: str
    slot: str
    stored: str
    name: str
    media_type: str
    size: int
    sha256: str
    expires: int


@dataclass(frozen=True, slots=True)
class StreamPermit:
    """Leave to listen to topics such as ``account:17`` until the time or the session is over."""

    account: str
    topics: tuple[str, ...]
    expires: int
    session: str = ""


@dataclass(frozen=True, slots=True)
class PresencePermit:
    """Leave to say on a screen such as ``case:5`` that somebody of that name is there.

    Whoever says so hears of the others who do, until the time or the session is over.
    """

    account: str
    name: str
    topic: str
    expires: int
    session: str = ""


@dataclass(frozen=True, slots=True)
class PairingPermit:
    """Leave for one phone to be the camera of an officer's screen, from the code it scans.

    ``post`` is the unit acted from, ``slot`` the pairing whose slots may be filled.
    """

    account: str
    post: str
    slot: str
    expires: int


Document = UploadPermit | UploadReceipt | StreamPermit | PresencePermit | PairingPermit
D = TypeVar("D", UploadPermit, UploadReceipt, StreamPermit, PresencePermit, PairingPermit)


def new_upload_permit(
    *,
    account: str,
    draft: str,
    slot: str,
    largest: int,
    types: tuple[str, ...],
    return_path: str,
    now: float,
) -> UploadPermit:
    """A permit for two hours.

    Raises ForeignPathError when the return path is not a path of our own site.
    """
    if not is_own_path(return_path):
        raise ForeignPathError(return_path)
    return UploadPermit(
        new_id(), account, draft, slot, largest, types, return_path, int(now) + UPLOAD_SECONDS
    )


def is_own_path(path: str) -> bool:
    """Whether a redirect to this path stays on our site."""
    plain = path.isascii() and path.isprintable() and "\\" not in path and "#" not in path
    return plain and path.startswith("/") and not path.startswith("//")


def new_id() -> str:
    """A random identifier nobody can guess."""
    return secrets.token_urlsafe(16)


def session_mark(key: str, secret: str) -> str:
    """What a permit calls the session it was given to; it cannot be turned back into the key."""
    return hmac.new(secret.encode(), f"session:{key}".encode(), hashlib.sha256).hexdigest()[:32]


def mark_of_request(request: object, secret: str) -> str:
    """What a permit calls the session of a request; that of no session where there is none."""
    session = getattr(request, "session", None)
    return session_mark(getattr(session, "session_key", None) or "", secret)


def sign(document: Document, secret: str) -> str:
    """The document as one line of text that only holders of the secret can make."""
    body = json.dumps(asdict(document), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    signed = f"{_VERSION}.{_encode(body.encode())}"
    return f"{signed}.{_encode(_mac(type(document), signed, secret))}"


def read(kind: type[D], text: str, secret: str, *, now: float) -> D:
    """The document of this kind in the text.

    Raises PermitError when it was not signed by us as this kind, and PermitExpiredError (which
    carries the document) when its time is over.
    """
    signed, _, mac = text.rpartition(".")
    version, _, body = signed.partition(".")
    if version != _VERSION or not hmac.compare_digest(_mac(kind, signed, secret), _decode(mac)):
        raise PermitError("forged")
    document = _build(kind, _decode(body))
    if document.expires < now:
        raise PermitExpiredError(document)
    return document


def quarantine_folder(file_store: Path) -> Path:
    """Where ``edge`` keeps uploads until ``web`` takes them over."""
    return file_store / QUARANTINE


def quarantined_file(file_store: Path, receipt: UploadReceipt) -> Path:
    """The file a receipt speaks of."""
    return quarantine_folder(file_store) / receipt.stored


def _build(kind: type[D], body: bytes) -> D:
    values = json.loads(body)
    if set(values) != {field.name for field in fields(kind)}:
        raise PermitError("malformed")
    tuples = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return kind(**{**values, **tuples})


def _mac(kind: type[Document], signed: str, secret: str) -> bytes:
    key = hashlib.sha256(f"lienthong.permit.{kind.__name__}\0{secret}".encode()).digest()
    return hmac.digest(key, signed.encode("utf-8", "surrogatepass"), "sha256")


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _decode(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError as problem:
        raise PermitError("malformed") from problem
