# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where browsers post files to, the edge, with leave of our own site; and what it answers."""

from __future__ import annotations

import time

from django.conf import settings
from django.utils.translation import gettext as _

from lienthong.kernel import permits

LATE = "expired"
"""The fault of a permit or receipt whose time is over."""


def upload_address(permit: permits.UploadPermit) -> str:
    """Return the address at the edge that takes the one file which the permit allows."""
    signed = permits.sign(permit, settings.SECRET_KEY)
    return f"{settings.LIENTHONG_EDGE_URL}{permits.UPLOAD_PATH}?permit={signed}"


def receipt_of(text: str) -> permits.UploadReceipt:
    """Return the receipt that the edge gave the browser for a file.

    Raises ``PermitError`` for no text at all, for one that was changed, and when its time is over.
    """
    return permits.read(permits.UploadReceipt, text, settings.SECRET_KEY, now=time.time())


def fault_words(code: str, **known: str) -> str:
    """Why the edge kept nothing, and what to do: in the words of the place, else in common ones."""
    common = {
        "too_large": _("Tệp quá lớn. Hãy thu nhỏ hoặc tách ra rồi gửi lại."),
        "wrong_type": _("Tệp này không đọc được ở đây. Hãy gửi ảnh JPG, PNG hoặc tệp PDF."),
        "not_office": _("Loại tệp này không nhận. Hãy gửi PDF, DOCX, XLSX, TXT hoặc ảnh."),
        "only_pdf": _("Ô này chỉ nhận tệp PDF. Hãy chọn tệp PDF."),
        "empty": _("Bạn chưa chọn tệp, hoặc tệp không có nội dung. Hãy chọn lại."),
        "too_slow": _("Đường truyền quá chậm nên chưa nhận đủ tệp. Hãy gửi lại."),
        "too_many": _("Bạn đang gửi nhiều tệp cùng lúc. Hãy đợi tệp trước xong rồi gửi tiếp."),
        "full": _("Chỗ nhận tệp đang đầy. Hãy thử lại sau ít phút."),
        LATE: _("Trang này mở đã lâu nên không nhận được tệp. Hãy chọn tệp lại."),
    }
    if code == "not_office" and "wrong_type" in known:  # a place says itself what it takes
        code = "wrong_type"
    return (common | known).get(code) or _("Chưa nhận được tệp. Hãy chọn tệp lại.")
