# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The open API as data: what an app offers to systems of others, and what all of it shares."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.errors import DomainError, InvalidInput
from lienthong.kernel.permissions import ApiScope, Audience, Permission

if TYPE_CHECKING:
    from pydantic import BaseModel

T = TypeVar("T")
LONGEST_CURSOR = 200
LONGEST_KEY, SHORTEST_KEY = 100, 8
USE_API = Permission(
    "kernel.api.use",
    _("Gọi API mở"),
    _("Hệ thống được kết nối gọi phần ai cũng xem được: danh mục thủ tục, tiến độ theo mã."),
    audience=Audience.SIGNED_IN,
    scopes=(),
    read_only=True,
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing that systems of others can ask for, at one path by one method.

    ``function`` names what takes the request and typed arguments and answers an ``answer``, which
    is named too: both are loaded, with the library that they need, when the API is first called.
    ``errors`` are the statuses that it may answer besides those that every endpoint may.
    """

    method: str
    path: str
    name: str
    function: str
    answer: str
    permission: Permission
    scope: ApiScope
    title: object
    explanation: object
    errors: tuple[int, ...] = ()
    status: int = 200

    @property
    def writes(self) -> bool:
        """Whether it changes something; it then wants an idempotency key."""
        return self.method != "GET"

    def load_function(self) -> Callable[..., Any]:
        """What answers. Raises ``ImportError``."""
        return cast("Callable[..., Any]", import_string(self.function))

    def load_answer(self) -> type[BaseModel]:
        """The shape of the answer. Raises ``ImportError``."""
        return cast("type[BaseModel]", import_string(self.answer))


class StalePrecondition(DomainError):
    """The caller changed what somebody else had changed since (HTTP 412)."""

    code = "precondition_failed"
    default_message = _("Nội dung đã đổi từ lần bạn đọc. Hãy đọc lại rồi gửi lại.")


def write_cursor(*parts: str | int) -> str:
    """Where a page ends, as text that callers hand back unread."""
    text = json.dumps(parts, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, *kinds: type) -> tuple[Any, ...] | None:
    """The parts of a cursor; None for the first page. Raises ``InvalidInput`` for anything else."""
    if not cursor:
        return None
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise ValueError
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        parts = json.loads(raw)
        fits = isinstance(parts, list) and [type(part) for part in parts] == list(kinds)
    except (ValueError, binascii.Error, RecursionError) as broken:
        raise _wrong_cursor() from broken
    if not fits:
        raise _wrong_cursor()
    return tuple(parts)


def page_of(rows: Sequence[T], size: int, cursor: Callable[[T], str]) -> tuple[list[T], str]:
    """The rows of one page, and where the next begins; one row too many was read."""
    kept = list(rows[:size])
    return kept, cursor(kept[-1]) if len(rows) > size else ""


def tag_of(*parts: object) -> str:
    """An entity tag."""
    return '"' + "-".join(str(part) for part in parts) + '"'


def must_match(wanted: str, tag: str) -> None:
    """Refuse a change to what has changed since. Raises ``StalePrecondition``."""
    if wanted and wanted.strip() != "*" and tag not in [t.strip() for t in wanted.split(",")]:
        raise StalePrecondition


def _wrong_cursor() -> InvalidInput:
    message = _("Con trỏ trang không đúng. Hãy dùng nguyên giá trị mà lần trước trả về.")
    return InvalidInput(message, code="invalid_cursor", fields={"cursor": str(message)})
