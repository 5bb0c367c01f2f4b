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
    "unknown_role": _("Không có vai trò nào mang mã “{role}”. Chọn vai trò của người làm."),
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
    "when_in_parallel": _("Nhánh của nhóm song song không có điều kiện; hãy dùng nhóm chọn nhánh."),
    "no_assignee": _("Phải ghi chức vụ hoặc người được giao."),
    "assignee_unused": _("Cách giao này không ghi tên chức vụ, người hay bước."),
    "unknown_actor_step": _("Không có bước “{node}” do người làm để lấy người đã làm bước ấy."),
    "each_boundary": _("Bước lặp theo danh sách không gắn sự kiện biên."),
    "boundary_cause": _(
        "Sự kiện biên “{value}” phải có đúng một trong hai: thời gian hoặc thông điệp."
    ),
    "two_timers": _("Một bước chỉ có một sự kiện biên theo thời gian."),
    "unoffered_service": _("Không có việc hệ thống nào mang mã “{service}”. Chọn một việc khác."),
    "service_type": _("Việc hệ thống của bước này đặt “{name}” là {expected}."),
    "unknown_unit": _("“{value}” trong danh sách “{name}” không phải là đơn vị đang hoạt động."),
    "placeholder": _("Bước còn mang tên đặt sẵn “{title}”. Hãy đặt tên."),
    "undeclared": _("Tên “{name}” chưa được khai báo trong phần dữ liệu."),
    "default_type": _("Giá trị của “{name}” phải là {expected}."),
    "expression": _("Điều kiện “{text}” không dùng được: {reason}"),
    "no_when": _("Mỗi hướng rẽ phải ghi điều kiện."),
    "not_a_file": _("Tệp không phải là BPMN, JSON hay YAML đọc được."),
    "not_xml": _("Tệp không phải là XML đọc được."),
    "not_bpmn": _("Tệp không phải là BPMN 2.0."),
    "has_doctype": _("Tệp có phần DOCTYPE. Vì an toàn, hệ thống không nhận tệp như vậy."),
    "too_large": _("Tệp lớn hơn {size} MB."),
    "too_many": _("Tệp có quá nhiều phần tử, hoặc lồng nhau quá sâu; nhiều nhất là {number}."),
    "duplicate_id": _("Mã phần tử này dùng hơn một lần trong tệp."),
    "foreign_bpmn": _("Phần mở rộng của phần tử này không đọc được."),
    "no_process": _("Tệp không có quy trình nào."),
    "no_id": _("Một phần tử loại {tag} không có mã (id)."),
    "no_start": _("Quy trình “{name}” không có chỗ bắt đầu."),
    "second_process": _("Tệp có hơn một quy trình. Hãy tách “{name}” ra tệp riêng."),
    "second_start": _("“{name}” là chỗ bắt đầu thứ hai; chỉ được một."),
    "unsupported": _("“{name}” thuộc loại {tag}, hệ thống không chạy loại này."),
    "not_interrupting": _("“{name}” là sự kiện biên không ngắt bước; chỉ nhận loại ngắt bước."),
    "sequential": _("“{name}” lặp lần lượt; chỉ nhận lặp cùng lúc."),
    "no_duration": _("“{name}” phải ghi khoảng thời gian, ví dụ P3D hoặc PT4H."),
    "loose_flow": _("Đường “{name}” nối với “{node}” không có trong cùng phạm vi."),
    "loose_boundary": _("Sự kiện biên “{name}” không gắn vào bước nào."),
    "boundary_place": _("Sự kiện biên “{name}” không gắn vào loại bước này được."),
    "unstructured": _(
        "Các nhánh sau “{name}” không gặp lại ở một chỗ, hoặc có đường vào giữa nhánh."
    ),
    "empty_branches": _("Sau “{name}” phải có ít nhất hai nhánh có bước."),
    "no_fork": _("Trong “{name}” không còn cổng chia nhánh ở đầu."),
    "dead_end": _("Từ “{name}” không đi tiếp tới đâu."),
    "several_ways": _("Từ “{name}” đi ra hơn một đường; hãy dùng một cổng để nói rõ."),
    "unnamed_ways": _("Các đường đi ra từ “{name}” phải có tên để người làm chọn."),
    "no_condition": _("“{name}” có hơn một đường không ghi điều kiện."),
    "foreign_condition": _("Điều kiện “{text}” trên đường “{name}” không dùng được: {reason}"),
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
