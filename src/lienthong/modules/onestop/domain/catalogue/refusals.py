# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Why a file with procedures is refused whole, and why one record of it cannot be read."""

from __future__ import annotations

from lienthong.kernel.errors import DomainError

FILES: dict[str, str] = {
    "file_missing": "Không thấy tệp đã nêu.",
    "file_unreadable": "Không đọc được tệp đã nêu.",
    "file_empty": "Tệp rỗng.",
    "file_too_large": "Tệp lớn quá mức cho phép ({place}).",
    "unfolds_too_large": "Tệp nén bung ra quá lớn, có thể là tệp phá hoại.",
    "broken_archive": "Tệp nén bị hỏng hoặc đã bị cắt.",
    "unknown_format": "Không nhận ra loại tệp: cần gói thủ tục, danh sách YAML hoặc dòng JSON.",
    "wrong_encoding": "Tệp không viết bằng mã UTF-8 ({place}).",
    "line_too_long": "Có dòng dài quá mức cho phép ({place}).",
    "too_many_records": "Tệp có quá nhiều thủ tục ({place}).",
    "too_deep": "Nội dung lồng nhau quá sâu.",
    "aliases": "Danh sách YAML không được dùng tham chiếu (& và *).",
    "repeated_key": "Một khóa được ghi hai lần ({place}).",
    "bad_yaml": "Danh sách YAML sai cú pháp ({place}).",
    "bad_list": "Danh sách YAML thiếu phần meta hoặc procedures.",
    "duplicate_code": "Một mã thủ tục có hai lần trong tệp ({place}).",
    "bad_member": "Gói có tệp đặt sai chỗ hoặc sai tên ({place}).",
    "encrypted": "Gói có tệp đặt mật khẩu ({place}).",
    "too_many_members": "Gói có quá nhiều tệp.",
    "no_manifest": "Gói thiếu tệp manifest.json hoặc tệp ấy sai.",
    "unknown_version": "Gói viết theo lần định dạng chưa biết ({place}).",
    "missing_member": "Gói thiếu một tệp đã kê ({place}).",
    "altered_member": "Nội dung trong gói khác với mã băm đã kê ({place}).",
    "wrong_day": "Ngày của nguồn không đúng ({place}).",
    "file_unwritable": "Không ghi được tệp đã nêu.",
    "unknown_code": "Không có thủ tục đang dùng với mã đã nêu ({place}).",
    "busy": "Một người khác đang nhập danh mục. Hãy thử lại sau ít phút.",
}
RECORDS: dict[str, str] = {
    "bad_json": "dòng không phải JSON",
    "not_an_object": "không phải một đối tượng",
    "repeated_key": "một khóa được ghi hai lần",
    "too_deep": "lồng nhau quá sâu",
    "no_code": "thiếu mã thủ tục",
    "bad_code": "mã thủ tục sai dạng",
    "no_name": "thiếu tên thủ tục",
    "name_too_long": "tên thủ tục dài quá 2.000 chữ",
    "wrong_type": "một mục có kiểu sai",
    "odd_letters": "có ký tự không lưu được",
    "bad_form": "biểu mẫu trong gói sai",
    "bad_process": "quy trình trong gói sai",
    "bad_procedure": "nội dung thủ tục trong gói sai",
}


class CatalogueRefused(DomainError):
    """The file is not taken at all; ``place`` says where in it."""

    def __init__(self, code: str, place: str = "") -> None:
        text = FILES[code].replace(" ({place})", f" ({place})" if place else "")
        super().__init__(text, code=code)
        self.place = place


class Unreadable(ValueError):
    """One record cannot be understood; the others can."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail
