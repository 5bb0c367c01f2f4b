# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a sent certificate says and how a sent picture would look, before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.adapters.trust import (
    Described,
    UnreadableTrustError,
    common_name_of,
    read_certificate,
)
from lienthong.core.documents.domain.ink import UnusablePictureError, inked
from lienthong.kernel.errors import InvalidInput

NOT_A_CERTIFICATE = _("Tệp này không phải chứng thư. Hãy chọn tệp PEM hoặc DER.")
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
