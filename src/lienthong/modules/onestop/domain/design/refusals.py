# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Why a layout that somebody sent cannot be taken, in words that name the part."""

from __future__ import annotations

from lienthong.kernel.words import gettext, gettext_noop

WORDS = {
    "too_large": gettext_noop("Mẫu quá lớn: tối đa %(detail)s."),
    "empty": gettext_noop("Mẫu chưa có chữ nào."),
    "odd_letters": gettext_noop("Mẫu có ký tự không dùng được."),
    "tag": gettext_noop("Mẫu có thẻ <%(detail)s>, thẻ này không dùng được."),
    "attribute": gettext_noop("Mẫu có thuộc tính %(detail)s, thuộc tính này không dùng được."),
    "instruction": gettext_noop("Mẫu có lệnh “%(detail)s”. Mẫu chỉ có trường, không có lệnh."),
    "not_docx": gettext_noop("Tệp này không phải DOCX, hoặc đã hỏng."),
    "encrypted": gettext_noop("Tệp DOCX có mật khẩu. Hãy lưu lại không mật khẩu."),
    "bomb": gettext_noop("Tệp DOCX bung ra quá lớn (%(detail)s)."),
    "macros": gettext_noop("Tệp DOCX có macro (%(detail)s). Hãy lưu lại thành DOCX không macro."),
    "entities": gettext_noop("Tệp DOCX có thực thể XML (%(detail)s)."),
    "external": gettext_noop("Tệp DOCX lấy nội dung ở nơi khác (%(detail)s)."),
    "embedded": gettext_noop("Tệp DOCX nhúng tệp khác (%(detail)s)."),
    "picture": gettext_noop("Tệp DOCX có hình vẽ, khung chữ của Word. Hãy chèn hình PNG, JPEG."),
    "picture_kind": gettext_noop("Hình %(detail)s không phải PNG, JPEG, hoặc đã hỏng."),
    "picture_large": gettext_noop("Hình quá lớn (%(detail)s). Hãy thu nhỏ rồi chèn lại."),
    "picture_many": gettext_noop("Mẫu có quá nhiều hình: tối đa %(detail)s."),
    "picture_unknown": gettext_noop("Mẫu nhắc một hình không có ở đây (%(detail)s)."),
    "field": gettext_noop("Mẫu có trường “%(detail)s” mà kết quả không có."),
    "row": gettext_noop("Trường “%(detail)s” của bảng phải nằm trong một hàng của bảng ấy."),
    "field_code": gettext_noop("Tệp DOCX có mã trường Word “%(detail)s”."),
}


class LayoutRefused(Exception):
    """A layout is not taken; ``problem`` is one of ``WORDS``."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail

    def __str__(self) -> str:
        return gettext(WORDS[self.problem]) % {"detail": self.detail}
