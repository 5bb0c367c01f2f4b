# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Refusals that a person can read. Every one carries a code for machines and a Vietnamese text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """An act that the rules do not allow; the message says what is wrong and what to do."""

    code = "refused"
    default_message: object = _("Không làm được việc này.")

    def __init__(self, message: object | None = None, *, code: str | None = None) -> None:
        self.message = message or self.default_message
        self.code = code or self.code
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(DomainError):
    """The actor may see the subject but lacks the permission (HTTP 403)."""

    code = "not_allowed"
    default_message = _("Bạn chưa được giao quyền làm việc này.")


class OutOfScope(DomainError):
    """For this actor the subject does not exist (HTTP 404)."""

    code = "not_found"
    default_message = _("Không tìm thấy.")


class IllegalState(DomainError):
    """The subject is not in a state from which the act is possible (HTTP 409)."""

    code = "illegal_state"
    default_message = _("Việc này không còn làm được ở trạng thái hiện tại.")


class StaleVersion(DomainError):
    """Somebody else changed the subject meanwhile (HTTP 409)."""

    code = "stale_version"
    default_message = _("Người khác vừa thay đổi. Hãy tải lại trang để xem bản mới.")


class InvalidInput(DomainError):
    """The values cannot be accepted; ``fields`` maps field keys to sentences (HTTP 422)."""

    code = "invalid_input"
    default_message = _("Còn chỗ cần sửa.")

    def __init__(
        self,
        message: object | None = None,
        *,
        code: str | None = None,
        fields: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.fields = fields or {}


class KeyReused(DomainError):
    """The same idempotency key arrived with another body (HTTP 409)."""

    code = "key_reused"
    default_message = _("Biểu mẫu này đã được gửi với nội dung khác. Hãy tải lại trang.")
