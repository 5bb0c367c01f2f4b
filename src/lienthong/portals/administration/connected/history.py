# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The history of an application in words, from the audit record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.accounts.api import ConnectedApp
from lienthong.core.audit.api import AuditRecord, records_of

KIND = "accounts.connectedapp"
MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody did: when, who, and from what to what."""

    at: datetime
    who: str
    what: str
    changes: tuple[tuple[str, str, str], ...]


def history_of(app: ConnectedApp) -> list[Line]:
    """The newest two hundred, the newest first."""
    return [_line(record) for record in records_of(KIND, app.pk)[:MOST]]


def _line(record: AuditRecord) -> Line:
    changes: Mapping[str, Any] = record.changes
    shown = () if "made_at" in changes else tuple(_changes(changes))
    return Line(record.at, record.actor_text, _what(changes), shown)


def _what(changes: Mapping[str, Any]) -> str:
    if "made_at" in changes:
        return _("Kết nối ứng dụng")
    if "is_active" in changes:
        return _("Nối lại") if changes["is_active"][1] else _("Ngắt kết nối")
    if "secret_made_at" in changes:
        return _("Đổi khóa bí mật")
    return _("Sửa thông tin") if changes else _("Lưu, không có gì đổi")


def _changes(changes: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    for name, (before, after) in changes.items():
        if name not in {"is_active", "secret_made_at"}:
            field = ConnectedApp._meta.get_field(name)
            yield str(getattr(field, "verbose_name", name)), _text(before), _text(after)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value or "")
