# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the drawing tool says, in the reader's language: its own English words → ours."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, object] = {
    "Create start event": _("Tạo chỗ bắt đầu"),
    "Create end event": _("Tạo chỗ kết thúc"),
    "Create task": _("Tạo bước"),
    "Create gateway": _("Tạo cổng rẽ nhánh"),
    "Create intermediate/boundary event": _("Tạo sự kiện chờ hoặc sự kiện biên"),
    "Create expanded sub-process": _("Tạo quy trình con"),
    "Activate hand tool": _("Kéo cả sơ đồ"),
    "Activate lasso tool": _("Chọn nhiều phần tử"),
    "Activate create/remove space tool": _("Thêm hoặc bớt khoảng trống"),
    "Activate global connect tool": _("Nối hai phần tử"),
    "Append task": _("Thêm bước tiếp theo"),
    "Append gateway": _("Thêm cổng tiếp theo"),
    "Append end event": _("Thêm chỗ kết thúc"),
    "Append intermediate/boundary event": _("Thêm sự kiện tiếp theo"),
    "Append receive task": _("Thêm bước chờ thông điệp"),
    "Append message intermediate catch event": _("Thêm sự kiện chờ thông điệp"),
    "Append timer intermediate catch event": _("Thêm sự kiện chờ thời gian"),
    "Change element": _("Đổi loại phần tử"),
    "Connect to other element": _("Nối tới phần tử khác"),
    "Delete": _("Bỏ"),
    "Align elements": _("Xếp thẳng hàng"),
    "Align elements left": _("Thẳng mép trái"),
    "Align elements center": _("Thẳng giữa theo chiều ngang"),
    "Align elements right": _("Thẳng mép phải"),
    "Align elements top": _("Thẳng mép trên"),
    "Align elements middle": _("Thẳng giữa theo chiều dọc"),
    "Align elements bottom": _("Thẳng mép dưới"),
    "Distribute elements horizontally": _("Giãn đều theo chiều ngang"),
    "Distribute elements vertically": _("Giãn đều theo chiều dọc"),
    "Search in diagram": _("Tìm trong sơ đồ"),
    "Open {element}": _("Mở {element}"),
    "Task": _("Bước"),
    "User task": _("Bước người làm"),
    "Service task": _("Hệ thống tự làm"),
    "Receive task": _("Chờ thông điệp"),
    "Exclusive gateway": _("Cổng rẽ một nhánh"),
    "Parallel gateway": _("Cổng song song"),
    "Inclusive gateway": _("Cổng chọn nhánh"),
    "Sub-process (expanded)": _("Quy trình con"),
    "Sub-process": _("Quy trình con"),
    "Start event": _("Chỗ bắt đầu"),
    "End event": _("Chỗ kết thúc"),
    "Terminate end event": _("Kết thúc ngay cả nhóm"),
    "Timer intermediate catch event": _("Chờ thời gian"),
    "Message intermediate catch event": _("Chờ thông điệp"),
    "Timer boundary event": _("Sự kiện biên: hết thời gian"),
    "Message boundary event": _("Sự kiện biên: có thông điệp"),
    "Error boundary event": _("Sự kiện biên: không làm được"),
    "Boundary event": _("Sự kiện biên"),
    "Sequence flow": _("Đường đi tiếp"),
    "Conditional flow": _("Đường có điều kiện"),
    "Default flow": _("Đường còn lại"),
    "Parallel multi-instance": _("Làm cho từng phần tử của danh sách"),
}


def diagram_words() -> dict[str, str]:
    """Every tooltip and menu line that can appear, as plain text."""
    return {english: str(words) for english, words in WORDS.items()}
