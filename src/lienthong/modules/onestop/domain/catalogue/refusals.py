# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Why a file with procedures is refused whole, and why one record of it cannot be read."""

from __future__ import annotations

from lienthong.kernel.errors import DomainError
from lienthong.kernel.words import gettext, gettext_noop

FILES: dict[str, str] = {
    "file_missing": gettext_noop("Không thấy tệp đã nêu."),
    "file_unreadable": gettext_noop("Không đọc được tệp đã nêu."),
    "file_empty": gettext_noop("Tệp rỗng."),
    "file_too_large": gettext_noop("Tệp lớn quá mức cho phép ({place})."),
    "unfolds_too_large": gettext_noop("Tệp nén bung ra quá lớn, có thể là tệp phá hoại."),
    "broken_archive": gettext_noop("Tệp nén bị hỏng hoặc đã bị cắt."),
    "unknown_format": gettext_noop(
        "Không nhận ra loại tệp: cần gói thủ tục, danh sách YAML hoặc dòng JSON."
    ),
    "wrong_encoding": gettext_noop("Tệp không viết bằng mã UTF-8 ({place})."),
    "line_too_long": gettext_noop("Có dòng dài quá mức cho phép ({place})."),
    "too_many_records": gettext_noop("Tệp có quá nhiều thủ tục ({place})."),
    "too_deep": gettext_noop("Nội dung lồng nhau quá sâu."),
    "aliases": gettext_noop("Danh sách YAML không được dùng tham chiếu (& và *)."),
    "repeated_key": gettext_noop("Một khóa được ghi hai lần ({place})."),
    "bad_yaml": gettext_noop("Danh sách YAML sai cú pháp ({place})."),
    "bad_list": gettext_noop("Danh sách YAML thiếu phần meta hoặc procedures."),
    "duplicate_code": gettext_noop("Một mã thủ tục có hai lần trong tệp ({place})."),
    "bad_member": gettext_noop("Gói có tệp đặt sai chỗ hoặc sai tên ({place})."),
    "encrypted": gettext_noop("Gói có tệp đặt mật khẩu ({place})."),
    "too_many_members": gettext_noop("Gói có quá nhiều tệp."),
    "no_manifest": gettext_noop("Gói thiếu tệp manifest.json hoặc tệp ấy sai."),
    "unknown_version": gettext_noop("Gói viết theo lần định dạng chưa biết ({place})."),
    "missing_member": gettext_noop("Gói thiếu một tệp đã kê ({place})."),
    "altered_member": gettext_noop("Nội dung trong gói khác với mã băm đã kê ({place})."),
    "wrong_day": gettext_noop("Ngày của nguồn không đúng ({place})."),
    "file_unwritable": gettext_noop("Không ghi được tệp đã nêu."),
    "unknown_code": gettext_noop("Không có thủ tục đang dùng với mã đã nêu ({place})."),
    "busy": gettext_noop("Một người khác đang nhập danh mục. Hãy thử lại sau ít phút."),
}
RECORDS: dict[str, str] = {
    "bad_json": gettext_noop("dòng không phải JSON"),
    "not_an_object": gettext_noop("không phải một đối tượng"),
    "repeated_key": gettext_noop("một khóa được ghi hai lần"),
    "too_deep": gettext_noop("lồng nhau quá sâu"),
    "no_code": gettext_noop("thiếu mã thủ tục"),
    "bad_code": gettext_noop("mã thủ tục sai dạng"),
    "no_name": gettext_noop("thiếu tên thủ tục"),
    "name_too_long": gettext_noop("tên thủ tục dài quá 2.000 chữ"),
    "wrong_type": gettext_noop("một mục có kiểu sai"),
    "odd_letters": gettext_noop("có ký tự không lưu được"),
    "bad_form": gettext_noop("biểu mẫu trong gói sai"),
    "bad_process": gettext_noop("quy trình trong gói sai"),
    "bad_procedure": gettext_noop("nội dung thủ tục trong gói sai"),
}


def record_words(problem: str) -> str:
    """Why a record cannot be read, in the reader's language."""
    return gettext(RECORDS[problem])


class CatalogueRefused(DomainError):
    """The file is not taken at all; ``place`` says where in it."""

    def __init__(self, code: str, place: str = "") -> None:
        text = gettext(FILES[code]).replace(" ({place})", f" ({place})" if place else "")
        super().__init__(text, code=code)
        self.place = place


class Unreadable(ValueError):
    """One record cannot be understood; the others can."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail
