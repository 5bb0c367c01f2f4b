# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages and their deliveries, how a person wants to be reached, one-time codes."""

from __future__ import annotations

from lienthong.core.notifications.models.choices import ChannelChoice, PushSubscription
from lienthong.core.notifications.models.codes import OneTimeCode, RequestCount
from lienthong.core.notifications.models.contact import ContactSetting
from lienthong.core.notifications.models.message import (
    Message,
    MessageAttachment,
    MessageDelivery,
)
from lienthong.core.notifications.models.wording import LocalWording

__all__ = [
    "ChannelChoice",
    "ContactSetting",
    "LocalWording",
    "Message",
    "MessageAttachment",
    "MessageDelivery",
    "OneTimeCode",
    "PushSubscription",
    "RequestCount",
]
