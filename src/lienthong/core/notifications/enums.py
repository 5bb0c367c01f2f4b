# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Channels and what became of a delivery."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """The ways a message reaches somebody. A new way is a new value and a carrier."""

    IN_APP = "in_app", _("trên trang này")
    EMAIL = "email", _("thư điện tử")
    SMS = "sms", _("tin nhắn SMS")
    ZALO = "zalo", _("Zalo")
    PUSH = "push", _("thông báo đẩy")


class DeliveryState(models.TextChoices):
    """Life of one delivery."""

    WAITING = "waiting", _("chờ gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("không gửi được")


class CodePurpose(models.TextChoices):
    """What a one-time code opens."""

    EMAIL = "email", _("xác nhận thư điện tử")
    PHONE = "phone", _("xác nhận số điện thoại")
    LOOKUP = "lookup", _("tra cứu hồ sơ")
