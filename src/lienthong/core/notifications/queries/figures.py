# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The dated figures in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lienthong.core.notifications.domain.limits import CodeLimits, read_limits
from lienthong.core.notifications.models import Message
from lienthong.core.references.api import packaged_setting

_REFERENCE = Path(__file__).parents[1] / "reference"


@dataclass(frozen=True, slots=True)
class SmsStyle:
    """The name a telephone shows; whether letters keep their marks."""

    sender: str
    marks: bool


def code_limits(*, on: date | None = None) -> CodeLimits:
    """The figures for one-time codes on the day (today). Raises ``LookupError``."""
    file = _REFERENCE / "one_time_codes.yaml"
    return read_limits(packaged_setting("notifications.one_time_codes", file, on=on))


def zalo_notice(message: Message, *, on: date | None = None) -> tuple[str, dict[str, str]]:
    """The registered template for a message, and its fields as cut to their registered lengths.

    Raises ``LookupError``.
    """
    value = packaged_setting("notifications.zalo", _REFERENCE / "zalo.yaml", on=on)
    template = value["kinds"].get(message.kind, value["usual"])
    given = {
        "recipient": message.recipient_name,
        "title": message.title,
        "text": message.short_text,
        "link": message.link.lstrip("/"),
    }
    lengths = value["templates"][template]
    return template, {name: given[name][:most] or "-" for name, most in lengths.items()}


def sms_style(*, on: date | None = None) -> SmsStyle:
    """How short messages leave on the day (today). Raises ``LookupError``."""
    value = packaged_setting("notifications.sms", _REFERENCE / "sms.yaml", on=on)
    return SmsStyle(str(value["sender"]), bool(value["marks"]))
