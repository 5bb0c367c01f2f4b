# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Why an upload was refused: one code, one HTTP status, one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from lienthong.kernel.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Fault:
    """A refusal as programs and people read it."""

    code: str
    status: int
    message: str


FORGED = Fault("forged", 403, _("Giấy phép tải tệp không hợp lệ. Hãy mở lại trang nộp hồ sơ."))
EXPIRED = Fault("expired", 403, _("Giấy phép tải tệp đã hết hạn. Hãy tải lại trang rồi gửi tệp."))
TOO_LARGE = Fault("too_large", 413, _("Tệp quá lớn. Hãy chọn tệp nhỏ hơn hoặc chụp lại ảnh."))
WRONG_TYPE = Fault("wrong_type", 415, _("Loại tệp không dùng được. Hãy gửi ảnh hoặc tệp PDF."))
ONLY_PDF = Fault("only_pdf", 415, _("Ô này chỉ nhận tệp PDF. Hãy chọn tệp PDF."))
NOT_OFFICE = Fault(
    "not_office", 415, _("Loại tệp này không nhận. Hãy gửi PDF, DOCX, XLSX, TXT hoặc ảnh.")
)
EMPTY = Fault("empty", 422, _("Chưa có tệp nào được chọn, hoặc tệp rỗng."))
UNREADABLE = Fault("unreadable", 400, _("Không đọc được dữ liệu gửi lên. Hãy thử lại."))
TOO_SLOW = Fault("too_slow", 408, _("Đường truyền quá chậm nên chưa nhận đủ tệp. Hãy thử lại."))
TOO_MANY = Fault("too_many", 429, _("Đã gửi quá nhiều tệp cho mục này. Hãy chờ rồi thử lại."))
FULL = Fault("full", 503, _("Hệ thống tạm thời không nhận thêm tệp. Hãy thử lại sau ít phút."))


class UploadRefusedError(Exception):
    """An upload that ends with a fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault
