# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Moves that the engine refuses, in words for the person who tried."""

from __future__ import annotations

from lienthong.core.process.domain.problems import marked as _
from lienthong.kernel.errors import IllegalState, InvalidInput


class NotOpen(IllegalState):
    """The step is not open (any more)."""

    code = "step_not_open"
    text = _("Bước này không còn mở. Hãy tải lại trang để xem bước hiện tại.")

    def __init__(self, target: str) -> None:
        self.target = target
        super().__init__(self.text)


class UnknownOutcome(InvalidInput):
    """The step has no such outcome."""

    code = "unknown_outcome"
    text = _("Bước này không có cách xử lý ấy.")

    def __init__(self, outcome: str) -> None:
        self.outcome = outcome
        super().__init__(self.text)


class NotReturnable(IllegalState):
    """The step cannot be opened again."""

    code = "not_returnable"
    text = _(
        "Không trả lại về bước này được. Hãy chọn bước đã làm xong đứng trước nhóm bước song song."
    )

    def __init__(self, target: str) -> None:
        self.target = target
        super().__init__(self.text)


class BadData(InvalidInput):
    """A value was handed over under a name that the table does not declare, or of another type."""

    code = "bad_data"
    text = _("Dữ liệu chuyển cho quy trình không đúng với khai báo của bảng bước.")

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(self.text, fields={name: self.text})


class NotMovable(IllegalState):
    """The instance cannot move to the other version of its table."""

    code = "not_movable"
    text = _("Không chuyển hồ sơ đang làm sang phiên bản quy trình này được.")

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("\n".join((self.text, *reasons)))


class InstanceClosed(IllegalState):
    """The instance is closed; its state is deleted."""

    code = "process_closed"
    text = _("Quy trình của việc này đã đóng.")

    def __init__(self) -> None:
        super().__init__(self.text)


class WrongDefinition(InvalidInput):
    """The version belongs to another definition."""

    code = "other_definition"
    text = _("Phiên bản ấy thuộc một quy trình khác.")

    def __init__(self) -> None:
        super().__init__(self.text)
