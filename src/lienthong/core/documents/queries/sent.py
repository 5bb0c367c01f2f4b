# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a sent certificate says and how a sent picture would look, before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.adapters.trust import (
    Described,
    UnfitAuthorityError,
    UnreadableTrustError,
    common_name_of,
    read_authority,
    read_certificate,
    read_list,
)
from lienthong.core.documents.domain.ink import UnusablePictureError, inked
from lienthong.kernel.errors import InvalidInput

NOT_A_CERTIFICATE = _("Tệp này không phải chứng thư. Hãy chọn tệp PEM hoặc DER.")
NEITHER = _("Tệp này không phải chứng thư hay danh sách thu hồi.")
NOT_A_LIST = _("Tệp này không phải danh sách thu hồi chứng thư.")
UNFIT = {
    "several": _("Tệp này có nhiều chứng thư. Hãy tách ra, mỗi lần thêm một."),
    "no_authority": _(
        "Chứng thư của %(name)s không phải của nơi cấp chứng thư (CA) nên không làm gốc tin cậy"
        " được."
    ),
    "run_out": _("Chứng thư của %(name)s đã hết hạn ngày %(day)s."),
    "forged": _("Chứng thư của %(name)s bị hỏng hoặc bị sửa: chữ ký của nó không đúng."),
}
UNUSABLE = {
    "not_png": _("Tệp này không phải ảnh PNG."),
    "too_large": _("Ảnh lớn quá. Hãy cắt sát nét rồi lưu lại dưới 2 MB."),
    "too_small": _("Ảnh nhỏ quá nên in ra sẽ mờ. Hãy quét lại từ 200 dpi trở lên."),
    "empty": _("Ảnh này không có nét nào đủ đậm."),
    "no_writing": _("Ảnh này không phải nét ký hay con dấu trên nền sáng."),
    "not_round": _("Ảnh này không tròn như con dấu. Hãy cắt sát vành dấu."),
}


@dataclass(frozen=True, slots=True)
class CertificateSays:
    """The name that it was issued to, empty for nobody's, and until when it holds."""

    name: str
    until: datetime | None


def described_certificate(data: bytes) -> Described:
    """Return a certificate given as PEM or DER. Raises ``InvalidInput`` in words."""
    try:
        return read_certificate(data)
    except UnreadableTrustError as error:
        raise InvalidInput(str(NOT_A_CERTIFICATE)) from error


@dataclass(frozen=True, slots=True)
class TrustSays:
    """What a sent certificate of an authority, or a list of revocation, says of itself."""

    is_list: bool
    name: str
    issuer: str
    fingerprint: str
    since: datetime
    until: datetime | None


def trust_says(data: bytes) -> TrustSays:
    """Return what is about to be believed, to be compared with what its authority published.

    Raises ``InvalidInput`` in words.
    """
    try:
        read, is_list = read_list(data), True
    except UnreadableTrustError:
        try:
            read_certificate(data)
        except UnreadableTrustError as error:
            raise InvalidInput(str(NEITHER)) from error
        read, is_list = described_authority(data), False
    return TrustSays(is_list, read.subject, read.issuer, read.fingerprint, read.since, read.until)


def described_authority(data: bytes) -> Described:
    """Return a certificate of an authority, given as PEM or DER. Raises ``InvalidInput`` in words
    that name it.
    """
    try:
        return read_authority(data, at=timezone.now())
    except UnreadableTrustError as error:
        raise InvalidInput(str(NOT_A_CERTIFICATE)) from error
    except UnfitAuthorityError as unfit:
        read = unfit.described
        until = read.until if read else None
        said = {
            "name": (common_name_of(read.body) or read.subject) if read else "",
            "day": f"{timezone.localdate(until):%d/%m/%Y}" if until else "",
        }
        raise InvalidInput(str(UNFIT[unfit.code]) % said, code=unfit.code) from unfit


def described_list(data: bytes) -> Described:
    """Return a list of revocation, given as PEM or DER. Raises ``InvalidInput`` in words."""
    try:
        return read_list(data)
    except UnreadableTrustError as error:
        raise InvalidInput(str(NOT_A_LIST)) from error


def certificate_says(data: bytes) -> CertificateSays:
    """Return whose certificate this is and how long it holds. Raises ``InvalidInput`` in words."""
    read = described_certificate(data)
    return CertificateSays(common_name_of(read.body), read.until)


def drawn_picture(picture: bytes, ink: str) -> bytes:
    """Return a PNG in its ink (``person``, ``agency``) as papers will carry it.

    Raises ``InvalidInput`` in words at ``picture``.
    """
    try:
        return inked(picture, ink)
    except UnusablePictureError as unusable:
        words = str(UNUSABLE[unusable.code])
        raise InvalidInput(words, code=unusable.code, fields={"picture": words}) from unusable
