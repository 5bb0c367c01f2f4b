# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The signing port: what a key must offer, and what a signature says of itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.domain.verdicts import TrustSet


class SigningError(Exception):
    """The key, the device or the time-stamp authority did not answer, or refused.

    Its text is for the log; ``failure_words`` says it to people.
    """


class SilentAuthorityError(SigningError):
    """An authority gave no answer now. Nothing was signed: it may be asked again."""


REMOTE, CLOCK, ISSUER = "remote signing", "time-stamp authority", "certification authority"
"""Services that a signature may have to wait for: with their names their silences begin."""
LONGEST_WAIT = timedelta(minutes=30)
"""So long a signature waits for a silent service before its signer is told to ask again."""
LONGEST_TRY = timedelta(minutes=2)
"""So long asking a service again may take; what has not reported by then was lost on the way."""
REVOKED_KEY = "revoked key"
BROKEN_PAPER = "broken paper"
GIVEN_UP = "given up"
"""What a signature fails with that its signer gave up before any service was found silent."""
_WORDS = (
    (REVOKED_KEY, _("chứng thư của người ký đã bị thu hồi")),
    (BROKEN_PAPER, _("tệp lưu của văn bản bị hỏng hoặc mất, hãy báo người quản trị")),
    ("no_consent", _("mã xác nhận đã hết giờ hoặc dùng hết, hãy ký lại với mã mới")),
    ("remote signing: no key", _("dịch vụ ký số từ xa không có khóa của tài khoản này")),
    ("remote signing", _("dịch vụ ký số từ xa không trả lời hoặc từ chối")),
    ("no remote signing", _("chưa nối với dịch vụ ký số từ xa")),
    ("time-stamp", _("dịch vụ dấu thời gian không trả lời đúng")),
    ("no time-stamp", _("chưa nối với dịch vụ dấu thời gian")),
    ("token", _("thiết bị ký số của cơ quan không mở được")),
    ("certification authority", _("nơi cấp chứng thư không trả lời")),
    ("outdated", _("văn bản đã đổi trong lúc ký")),
    (GIVEN_UP, _("đã thôi chờ khi dịch vụ ký số chưa trả lời")),
)
_UNKNOWN = _("máy ký báo lỗi, hãy báo người quản trị")


def failure_words(failure: str) -> str:
    """Return why a signature failed, for the signer; empty when none did.

    Refusals of what came back from the signer's machine are words already: Vietnamese ones, which
    are never plain ASCII.
    """
    if not failure or not failure.isascii():
        return failure
    return str(next((words for start, words in _WORDS if failure.startswith(start)), _UNKNOWN))


def silence_words(failure: str) -> str:
    """Return for what a signature waits, for people: a service that is silent refused nothing."""
    if service_of(failure) == REMOTE:
        return str(_("dịch vụ ký số từ xa không trả lời"))
    return failure_words(failure)


def service_of(failure: str) -> str:
    """Return which service a silence is about: the words before its first colon."""
    return failure.partition(":")[0]


class Signer(Protocol):
    """A key that signs: software key, PKCS#11 token or remote service.

    The private key never crosses this boundary; ``sign_raw`` receives the bytes to be signed
    (the attributes of the signature, not the document) and answers the bare signature value.
    """

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates up to, and perhaps with, the root, DER."""

    def sign_raw(self, data: bytes, digest: str) -> bytes:
        """Return the signature over ``data`` with ``digest`` (``sha256``), PKCS#1 or ECDSA.

        Raises ``SigningError`` when the key cannot be used now.
        """


@dataclass(frozen=True)
class HandedOut:
    """The exact bytes that a plug-in on the signer's machine gets, and what it must do.

    ``field_name`` is the place to sign in, ``fingerprint`` the SHA-256 of the one certificate
    (DER) that may sign, in hexadecimal.
    """

    pdf: bytes
    field_name: str
    fingerprint: str


@dataclass(frozen=True)
class SignedBack:
    """What the signature in a document that came back says of itself."""

    subject: str
    serial: str
    signed_at: datetime


class ReturnRefusedError(Exception):
    """The document that came back is not the one handed out, well signed; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UploadBackCheck(Protocol):
    """The platform's side of a signature made on the officer's own machine.

    The plug-in takes the document under a one-time token and sends a whole PDF back, which must
    begin with the bytes handed out and verify before it is accepted.
    """

    def __call__(
        self, handed: HandedOut, returned: bytes, trust: TrustSet, *, at: datetime
    ) -> SignedBack:
        """Return what was signed, or raise ``ReturnRefusedError``."""


class TimeStampClient(Protocol):
    """A time-stamp authority (RFC 3161)."""

    def request(self, query: bytes) -> bytes:
        """Return the DER reply to a DER query; raise ``SigningError`` when there is none."""


@dataclass(frozen=True)
class Appearance:
    """What the visible signature says; ``ink`` is ``person agency plain mark initial``.

    A ``mark`` is text alone at the top of a page: its lines and the time, as the decree says. An
    ``initial`` is the given name and the time, small.

    ``image`` is a PNG with a transparent ground, drawn ``width_mm`` wide. Without one the words say
    who signed and when.
    """

    name: str
    lines: tuple[str, ...] = ()
    ink: str = "person"
    image: bytes = b""
    width_mm: int = 45


@dataclass(frozen=True)
class SignatureOrder:
    """One signature to be put into a prepared field; what stays open is written in the field.

    ``level`` is one of ``LEVELS`` (PAdES, ETSI EN 319 142-1): ``b-b`` needs no clock, ``b-lt``
    and ``b-lta`` need evidence.
    """

    field_name: str
    appearance: Appearance
    at: datetime
    reason: str = ""
    location: str = ""
    level: str = "b-t"


@dataclass(frozen=True)
class Holder:
    """Whose key it is: an ``account`` (a person) or a ``unit`` (an agency's seal), with names."""

    kind: str
    id: int
    name: str
    title: str = ""
    agency: str = ""


class KeyRing(Protocol):
    """Finds the key of a person or an agency."""

    def signer_of(self, holder: Holder) -> Signer:
        """Return the key, or raise ``SigningError`` when the holder has none here."""
