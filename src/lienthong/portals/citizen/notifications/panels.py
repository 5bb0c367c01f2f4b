# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions of the contact page, and what became of each address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lienthong.core.notifications.api import (
    Channel,
    CodePurpose,
    ContactSetting,
    Wishes,
    is_connected,
)
from lienthong.core.ui.api import FieldView


def contact_fields(
    wishes: Wishes, wrong: dict[str, str], languages: Sequence[str]
) -> list[FieldView]:
    """Mail, telephone, channels; the language only where there is a choice."""
    fields = [*_address_fields(wishes, wrong), _channels_field(wishes)]
    return [*fields, _language_field(wishes, languages)] if len(languages) > 1 else fields


def _address_fields(wishes: Wishes, wrong: dict[str, str]) -> list[FieldView]:
    return [
        FieldView(
            "email",
            _("Thư điện tử"),
            kind="email",
            value=wishes.email,
            hint=_("Thông báo có kèm giấy tờ, ví dụ giấy hẹn, gửi tới đây."),
            error=wrong.get("email", ""),
            optional=True,
            autocomplete="email",
            maxlength=254,
        ),
        FieldView(
            "phone",
            _("Số di động"),
            kind="tel",
            value=wishes.phone,
            hint=_("Tin nhắn ngắn khi có việc cần bạn biết ngay."),
            error=wrong.get("phone", ""),
            optional=True,
            autocomplete="tel",
            maxlength=30,
        ),
    ]


def _channels_field(wishes: Wishes) -> FieldView:
    wanted = [("email", wishes.wants_email), ("sms", wishes.wants_sms)]
    return FieldView(
        "channels",
        _("Gửi cho tôi bằng"),
        kind="checkboxes",
        value=tuple(name for name, chosen in wanted if chosen),
        hint=_("Thông báo luôn có trên trang này, chọn hay không."),
        choices=(("email", _("Thư điện tử")), ("sms", _("Tin nhắn SMS"))),
        optional=True,
    )


def _language_field(wishes: Wishes, languages: Sequence[str]) -> FieldView:
    names = dict(settings.LANGUAGES)
    choices = tuple((code, str(names[code])) for code in languages)
    return FieldView(
        "language", _("Ngôn ngữ"), kind="radio", value=wishes.language, choices=choices
    )


def address_rows(setting: ContactSetting) -> list[dict[str, Any]]:
    """Each given address: confirmed, or how to confirm it."""
    rows = [
        (CodePurpose.EMAIL, Channel.EMAIL, setting.email, setting.email_confirmed_at),
        (CodePurpose.PHONE, Channel.SMS, setting.phone, setting.phone_confirmed_at),
    ]
    return [
        {
            "purpose": str(purpose),
            "address": address,
            "confirmed_at": confirmed_at,
            "can_ask": is_connected(channel),
        }
        for purpose, channel, address, confirmed_at in rows
        if address
    ]
