# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of signatures and seals on a page."""

from __future__ import annotations

import base64

from django.utils.translation import gettext as _

from lienthong.core.documents.api import SignatureImage
from lienthong.kernel.uploads import fault_words
from lienthong.portals.receiving import Receiving

PNG = "image/png"
LARGEST = 2 * 1024 * 1024  # bytes


def data_address(picture: SignatureImage) -> str:
    """The picture as an address that holds it."""
    return png_address(bytes(picture.picture))


def png_address(drawn: bytes) -> str:
    """A PNG as an address that holds it."""
    return f"data:{PNG};base64,{base64.b64encode(drawn).decode()}"


def pictures_at(place: str) -> Receiving:
    """Where a picture waits at the edge, and what may be sent there."""
    return Receiving(place, "picture", LARGEST, (PNG,))


def not_a_picture(fault: str) -> str:
    """Why the edge kept no picture, and what to do."""
    return fault_words(
        fault,
        too_large=_("Ảnh lớn quá. Hãy cắt sát nét rồi lưu lại dưới 2 MB."),
        wrong_type=_("Tệp này không phải ảnh PNG."),
        empty=_("Chọn một ảnh PNG."),
    )
