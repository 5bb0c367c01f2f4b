# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a table, in words for the person who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lienthong.kernel.errors import InvalidInput


def marked(text: str) -> str:
    """Mark a source string for translation; the text itself is looked up by whoever shows it."""
    return text


_ = marked


MESSAGES: dict[str, str] = {
    "not_a_table": _("Bảng bước phải là một danh sách khóa và giá trị."),
    "unknown_format": _("Không đọc được bảng theo định dạng “{value}”; chỉ đọc được định dạng 1."),
    "unknown_key": _("Khóa “{key}” không có trong định dạng bảng bước."),
    "missing": _("Thiếu “{key}”."),
    "wrong_type": _("“{key}” phải là {expected}."),
    "bad_name": _(
        "“{value}” không phải là mã hợp lệ: chỉ dùng chữ thường a–z, số và dấu gạch dưới."
    ),
    "bad_value": _("“{key}” không nhận giá trị “{value}”; chọn một trong: {allowed}."),
    "not_for_kind": _("Bước loại “{kind}” không dùng khóa “{key}”."),
    "reserved": _("Mã “{value}” dành riêng cho hệ thống, hãy đặt mã khác."),
    "duplicate_node": _("Mã bước “{node}” dùng hơn một lần."),
    "duplicate_outcome": _("Kết quả “{value}” có hơn một lần trong cùng một bước."),
    "duplicate_name": _("Tên dữ liệu “{name}” trùng với tên mà một bước tự đặt."),
    "unknown_node": _("Không có bước “{node}” trong cùng phạm vi."),
    "done_at_root": _(
        "“done” chỉ dùng trong nhánh hoặc quy trình con; ở ngoài hãy dùng bước kết thúc."
    ),
    "end_inside": _(
        "Bước kết thúc chỉ đặt ở ngoài cùng; trong nhánh hoặc quy trình con hãy dùng “done”."
    ),
    "unreachable": _("Không có đường nào đi tới bước “{node}”."),
    "no_way_out": _("Từ bước “{node}” không đi tới chỗ kết thúc được."),
    "no_end": _("Bảng chưa có bước kết thúc."),
    "no_steps": _("Phải có ít nhất một bước."),
    "no_outcome": _("Bước phải có ít nhất một kết quả để đi tiếp."),
    "no_choice": _("Bước rẽ nhánh phải có ít nhất một điều kiện."),
    "few_branches": _("Bước song song phải có ít nhất hai nhánh."),
    "no_role": _("Bước phải ghi vai trò của người làm."),
    "no_limit": _("Bước chờ phải ghi thời hạn hoặc thông điệp mà nó chờ."),
    "late_without_limit": _("Có “late” thì phải có thông điệp và thời hạn."),
    "to_or_back": _("Kết quả “{value}” phải có đúng một trong hai: “to” hoặc “back”."),
    "unclear_skip": _("Bước tùy chọn có nhiều hướng đi, phải ghi “otherwise”."),
    "otherwise_without_when": _("Chỉ ghi “otherwise” khi có “when”."),
    "back_in_branch": _("Trong nhánh song song không dùng “back”; hãy quay vòng bằng “to”."),
    "back_target": _(
        "Không trả lại về bước “{node}” được: chỉ trả về một bước đơn của người hoặc bước chờ."
    ),
    "back_not_before": _("Bước “{node}” không đứng trước bước này nên không trả lại về đó được."),
    "each_outcomes": _(
        "Bước lấy ý kiến từng đơn vị: mọi kết quả phải đi tới cùng một bước và không dùng “back”."
    ),
    "each_list": _("“{name}” phải là tên dữ liệu loại danh sách."),
    "each_of": _("Bước lặp theo danh sách phải ghi “of: each”, và chỉ bước ấy mới ghi như vậy."),
    "endless": _("Vòng lặp qua bước “{node}” không có bước nào chờ người làm."),
    "undeclared": _("Tên “{name}” chưa được khai báo trong phần dữ liệu."),
    "default_type": _("Giá trị của “{name}” phải là {expected}."),
    "expression": _("Điều kiện “{text}” không dùng được: {reason}"),
    "not_xml": _("Tệp không phải là BPMN 2.0 đọc được."),
    "foreign_bpmn": _("Tệp BPMN không mang bảng bước của hệ thống này."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a code for machines, the place in the table, values for the sentence."""

    code: str
    where: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The sentence in Vietnamese, with the place in front."""
        sentence = MESSAGES[self.code].format(**dict(self.values))
        return f"{self.where}: {sentence}" if self.where else sentence


def problem(code: str, where: str, **values: object) -> Problem:
    """A problem with the values its sentence needs."""
    return Problem(code, where, tuple((key, str(value)) for key, value in values.items()))


class TableError(InvalidInput):
    """The table cannot be used; ``problems`` says why, the message has one line for each."""

    code = "bad_table"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(item.message for item in self.problems)
        fields = {item.where: item.message for item in self.problems}
        super().__init__(lines, fields=fields)
